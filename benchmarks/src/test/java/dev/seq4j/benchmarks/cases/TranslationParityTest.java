package dev.seq4j.benchmarks.cases;

import static dev.seq4j.benchmarks.cases.Close.assertClose;

import dev.seq4j.benchmarks.problem.TranslationProblem;
import dev.seq4j.benchmarks.pytorch.PyTorchReference;
import dev.seq4j.benchmarks.pytorch.PyTorchReference.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/** The translator's loss and gradients are PyTorch's. */
class TranslationParityTest {

  private static final TranslationProblem PROBLEM = new TranslationProblem(3, 5, 40, 8);

  private static Map<String, INDArray> cell(
      Map<String, INDArray> table, String layer, String prefix) {
    return Map.of(
        "W", table.get(layer + "_" + prefix + "W"),
        "RW", table.get(layer + "_" + prefix + "RW"),
        "b", table.get(layer + "_" + prefix + "b"));
  }

  private static Numbers vectors(INDArray matrix) {
    return Numbers.of(PyTorchWeights.values(matrix), matrix.shape());
  }

  /** In the order of {@code translation.py}. */
  private static List<Numbers> ordered(Map<String, INDArray> table) {
    List<Numbers> all = new ArrayList<>();
    all.add(vectors(table.get("reads_W")));
    all.add(vectors(table.get("writes_W")));
    all.addAll(PyTorchWeights.parameters(cell(table, "encoder1", "f")));
    all.addAll(PyTorchWeights.parameters(cell(table, "encoder1", "b")));
    all.addAll(PyTorchWeights.parameters(cell(table, "decoder", "")));
    for (String name : List.of("Q", "U", "bU")) {
      all.add(PyTorchWeights.inTheirShape(name, table.get("decoder_" + name)));
    }
    INDArray v = table.get("decoder_v");
    all.add(Numbers.of(PyTorchWeights.values(v), 1, v.length()));
    for (String name :
        List.of(
            "decoder_I",
            "decoder_bI",
            "readout_W1",
            "readout_b1",
            "readout_W2",
            "readout_b2",
            "output_b")) {
      all.add(PyTorchWeights.inTheirShape(name, table.get(name)));
    }
    return all;
  }

  @Test
  void lossAndGradients() {
    ComputationGraph graph = AttentionTranslator.translator(PROBLEM).graph();
    MultiDataSet batch = AttentionTranslator.batch(PROBLEM);
    graph.setInputs(batch.getFeatures());
    graph.setLabels(batch.getLabels());
    graph.computeGradientAndScore();
    int labels = PROBLEM.time() * PROBLEM.batch();
    List<float[]> theirs;
    try (PyTorchReference pyTorch = new PyTorchReference()) {
      theirs =
          pyTorch.call(
              "translation_gradients",
              List.of(
                  Numbers.of(PROBLEM.sentences(), PROBLEM.time(), PROBLEM.batch()),
                  Numbers.of(PROBLEM.translations(), PROBLEM.time(), PROBLEM.batch()),
                  Numbers.of(PROBLEM.following(), PROBLEM.time(), PROBLEM.batch())),
              ordered(graph.paramTable()));
    }
    // Deeplearning4j's score is the loss summed over steps, divided by the batch.
    assertClose("loss", new float[] {(float) graph.score() / PROBLEM.time()}, theirs.get(0));
    Map<String, INDArray> gradients = graph.gradient().gradientForVariable();
    for (String name : List.of("reads_W", "writes_W", "decoder_Q", "decoder_I", "readout_W2")) {
      INDArray ours = gradients.get(name).div(labels);
      int index =
          Map.of("reads_W", 1, "writes_W", 2, "decoder_Q", 15, "decoder_I", 19, "readout_W2", 23)
              .get(name);
      boolean vectors = name.endsWith("s_W");
      assertClose(
          "d" + name,
          vectors ? PyTorchWeights.values(ours) : PyTorchWeights.inTheirShape(name, ours).values(),
          theirs.get(index));
    }
  }
}
