package dev.seq4j.benchmarks.cases;

import static dev.seq4j.benchmarks.cases.Close.assertClose;

import dev.seq4j.benchmarks.problem.LabellingProblem;
import dev.seq4j.benchmarks.problem.LetterProblem;
import dev.seq4j.benchmarks.problem.ReviewProblem;
import dev.seq4j.benchmarks.pytorch.PyTorchReference;
import dev.seq4j.benchmarks.pytorch.PyTorchReference.Numbers;
import dev.seq4j.models.network.Cell;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * The two sides of a benchmark do the same work: for the same weights and the same batch they have
 * the same loss and the same gradients.
 */
class NetworkParityTest {

  private static PyTorchReference pyTorch;

  @BeforeAll
  static void start() {
    pyTorch = new PyTorchReference();
  }

  @AfterAll
  static void end() {
    pyTorch.close();
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void labelling(Cell cell) {
    compareLabelling(LabellingProblem.of(cell, 6, 15, 7, 8));
  }

  @Test
  void labellingOfReviewLengths() {
    compareLabelling(LabellingProblem.ofReviewLengths(Cell.LSTM, 4, 5, 6));
  }

  private static void compareLabelling(LabellingProblem problem) {
    ComputationGraph graph = new ComputationGraph(Labelling.network(problem));
    graph.init();
    int labels = Arrays.stream(problem.lengths()).sum();
    long[] steps = {problem.time(), problem.batch()};
    int[] lengths = problem.padded() ? problem.lengths() : new int[0];
    compare(
        graph,
        Labelling.LAYER,
        Labelling.batch(problem),
        labels,
        "labelling_gradients",
        Numbers.of(problem.features(), steps[0], steps[1], problem.in()),
        Numbers.of(problem.labels(), steps),
        Numbers.of(lengths, lengths.length));
  }

  @Test
  void reviewClassifier() {
    ReviewProblem problem = new ReviewProblem(5, 300, 6, 7);
    int[] lengths = problem.lengths();
    compare(
        ReviewClassifier.classifier(problem).graph(),
        "last",
        ReviewClassifier.batch(problem),
        problem.batch(),
        "review_gradients",
        Numbers.of(problem.words(), problem.time(), problem.batch()),
        Numbers.of(problem.labels(), problem.batch()),
        Numbers.of(lengths, lengths.length));
  }

  @Test
  void letterModel() {
    LetterProblem problem = new LetterProblem(4, 17, 20, 6, 7);
    long[] steps = {problem.time(), problem.batch()};
    compare(
        LetterModel.model(problem).graph(),
        "recurrent1",
        LetterModel.batch(problem),
        problem.time() * problem.batch(),
        "letter_gradients",
        Numbers.of(problem.text(), steps),
        Numbers.of(problem.following(), steps));
  }

  /**
   * @param labels how many there are: Deeplearning4j sums what PyTorch averages
   */
  private static void compare(
      ComputationGraph graph,
      String recurrent,
      DataSet batch,
      int labels,
      String function,
      Numbers... data) {
    List<float[]> theirs =
        pyTorch.call(
            function, List.of(data), PyTorchWeights.ofNetwork(graph.paramTable(), recurrent));
    Map<String, INDArray> gradients = new HashMap<>();
    graph.addListeners(
        new BaseTrainingListener() {
          @Override
          public void onGradientCalculation(Model model) {
            model
                .gradient()
                .gradientForVariable()
                .forEach((name, gradient) -> gradients.put(name, gradient.div(labels)));
          }
        });
    graph.fit(batch);
    float loss = (float) (graph.score() * batch.numExamples() / labels);
    assertClose("loss", new float[] {loss}, theirs.get(0));
    List<float[]> ours = PyTorchWeights.gradientsOfNetwork(gradients, recurrent);
    for (int i = 0; i < ours.size(); i++) {
      assertClose(function + " " + i, ours.get(i), theirs.get(1 + i));
    }
  }
}
