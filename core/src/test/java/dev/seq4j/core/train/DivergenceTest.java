package dev.seq4j.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DivergenceTest {

  @Test
  void theLargestGradientIsNamedWithItsSize() {
    Map<String, INDArray> gradients = new LinkedHashMap<>();
    gradients.put("a_W", Nd4j.createFromArray(1f, -3f));
    gradients.put("b_W", Nd4j.createFromArray(2f, -8f));
    gradients.put("c_W", Nd4j.createFromArray(0f, 4f));

    assertThat(Divergence.largest(gradients, 0.25)).isEqualTo("2.0 in b_W");

    gradients.put("d_W", Nd4j.createFromArray(Float.NEGATIVE_INFINITY, 4f));
    assertThat(Divergence.largest(gradients, 0.25)).isEqualTo("Infinity in d_W");
  }

  @Test
  void theFirstGradientThatIsNotANumberIsNamedWhereverItStands() {
    for (int i = 0; i < 4; i++) {
      float[] values = {1, 2, 3, 4};
      values[i] = Float.NaN;
      Map<String, INDArray> gradients = new LinkedHashMap<>();
      gradients.put("a_W", Nd4j.createFromArray(9f));
      gradients.put("b_W", Nd4j.createFromArray(values));
      gradients.put("c_W", Nd4j.createFromArray(Float.NaN));

      assertThat(Divergence.largest(gradients, 1)).isEqualTo("NaN in b_W");
    }
  }

  @Test
  void noGradientIsNone() {
    assertThat(Divergence.largest(Map.of("a_W", Nd4j.zeros(2)), 1)).isEqualTo("0.0 in none");
  }

  @Test
  void theFirstWeightsThatAreNotFiniteAreNamed() {
    ComputationGraph graph = ToyNetwork.classifier().build();
    assertThat(Divergence.firstIn(graph)).isEqualTo("none");

    graph.getParam("output_b").putScalar(0, Float.POSITIVE_INFINITY);
    assertThat(Divergence.firstIn(graph)).isEqualTo("output_b");

    graph.getParam("lstm_W").putScalar(7, Float.NaN);
    assertThat(Divergence.firstIn(graph)).isEqualTo("lstm_W");
  }

  @Test
  void aMessageNamesAllThatIsKnown() {
    assertThat(Divergence.at(7, 0.5, "loss NaN"))
        .hasMessage(
            "training diverged at iteration 7: loss NaN; learning rate 0.5,"
                + " try a lower one or clip gradients");
  }
}
