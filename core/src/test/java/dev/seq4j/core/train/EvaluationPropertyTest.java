package dev.seq4j.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class EvaluationPropertyTest {

  @Property(tries = 50, seed = "2")
  void agreesWithASumWrittenOut(
      @ForAll @IntRange(min = 1, max = 5) int batch,
      @ForAll @IntRange(min = 2, max = 6) int classes,
      @ForAll @IntRange(min = 1, max = 5) int time,
      @ForAll long seed) {
    Random random = new Random(seed);
    INDArray probabilities = Nd4j.create(DataType.FLOAT, batch, classes, time);
    INDArray labels = Nd4j.create(DataType.INT32, batch, 1, time);
    INDArray mask = Nd4j.create(DataType.FLOAT, batch, time);
    double loss = 0;
    long correct = 0;
    long count = 0;
    for (int b = 0; b < batch; b++) {
      for (int t = 0; t < time; t++) {
        int label = random.nextInt(classes);
        boolean live = random.nextInt(4) > 0;
        int best = 0;
        for (int c = 0; c < classes; c++) {
          probabilities.putScalar(b, c, t, 1e-3f + random.nextFloat());
          if (probabilities.getFloat(b, c, t) > probabilities.getFloat(b, best, t)) {
            best = c;
          }
        }
        labels.putScalar(b, 0, t, label);
        mask.putScalar(b, t, live ? 1 : 0);
        if (live) {
          loss -= Math.log(probabilities.getFloat(b, label, t));
          correct += best == label ? 1 : 0;
          count++;
        }
      }
    }

    Evaluation evaluation = new Evaluation();
    evaluation.add(probabilities, labels, mask);
    Metrics metrics = evaluation.metrics();

    assertThat(metrics.labels()).isEqualTo(count);
    if (count == 0) {
      assertThat(metrics.loss()).isNaN();
    } else {
      assertThat(metrics.loss()).isCloseTo(loss / count, within(1e-12));
      assertThat(metrics.accuracy()).isEqualTo((double) correct / count);
    }
  }
}
