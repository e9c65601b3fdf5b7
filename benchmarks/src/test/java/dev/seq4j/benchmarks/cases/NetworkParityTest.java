package dev.seq4j.benchmarks.cases;

import static dev.seq4j.benchmarks.cases.Close.assertClose;

import dev.seq4j.benchmarks.problem.AttentionProblem;
import dev.seq4j.benchmarks.problem.LabellingProblem;
import dev.seq4j.benchmarks.problem.LetterProblem;
import dev.seq4j.benchmarks.problem.ReviewProblem;
import dev.seq4j.benchmarks.problem.TransformerProblem;
import dev.seq4j.benchmarks.pytorch.PyTorchReference;
import dev.seq4j.benchmarks.pytorch.PyTorchReference.Numbers;
import dev.seq4j.models.network.Cell;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
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
        "recurrent1",
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

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void transformerBlock(boolean causal) {
    AttentionProblem problem = new AttentionProblem(5, 11, 12, 3, causal);
    compareInOrder(
        AttentionLabelling.blockNetwork(problem),
        AttentionLabelling.batch(problem),
        problem.time() * problem.batch(),
        "attention_labelling_gradients",
        Numbers.of(problem.features(), problem.time(), problem.batch(), problem.width()),
        Numbers.of(problem.labels(), problem.time(), problem.batch()),
        Numbers.of(new int[] {problem.heads()}),
        Numbers.of(new int[] {causal ? 1 : 0}));
  }

  @Test
  void attention() {
    AttentionProblem problem = new AttentionProblem(5, 11, 12, 3, false);
    compareInOrder(
        AttentionLabelling.attentionNetwork(problem),
        AttentionLabelling.batch(problem),
        problem.time() * problem.batch(),
        "attention_labelling_gradients",
        Numbers.of(problem.features(), problem.time(), problem.batch(), problem.width()),
        Numbers.of(problem.labels(), problem.time(), problem.batch()),
        Numbers.of(new int[] {problem.heads()}),
        Numbers.of(new int[] {0}));
  }

  @Test
  void transformerLetterModel() {
    TransformerProblem problem = new TransformerProblem(3, 9, 14, 12, 3, 2);
    compareInOrder(
        TransformerModel.network(problem),
        TransformerModel.batch(problem),
        problem.time() * problem.batch(),
        "attention_letter_gradients",
        Numbers.of(problem.text(), problem.time(), problem.batch()),
        Numbers.of(problem.following(), problem.time(), problem.batch()),
        Numbers.of(new int[] {problem.heads()}));
  }

  private static void compareInOrder(
      ComputationGraphConfiguration configuration,
      DataSet batch,
      int labels,
      String function,
      Numbers... data) {
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    compare(
        graph,
        PyTorchWeights::inOrder,
        gradients ->
            graph.paramTable().keySet().stream()
                .map(name -> PyTorchWeights.inTheirShape(name, gradients.get(name)).values())
                .toList(),
        batch,
        labels,
        function,
        data);
  }

  private static void compare(
      ComputationGraph graph,
      String recurrent,
      DataSet batch,
      int labels,
      String function,
      Numbers... data) {
    compare(
        graph,
        parameters -> PyTorchWeights.ofNetwork(parameters, recurrent),
        gradients -> PyTorchWeights.gradientsOfNetwork(gradients, recurrent),
        batch,
        labels,
        function,
        data);
  }

  /**
   * @param theirParameters our parameters as PyTorch has them
   * @param theirGradients our gradients as PyTorch has them
   * @param labels how many there are: Deeplearning4j sums what PyTorch averages
   */
  private static void compare(
      ComputationGraph graph,
      Function<Map<String, INDArray>, List<Numbers>> theirParameters,
      Function<Map<String, INDArray>, List<float[]>> theirGradients,
      DataSet batch,
      int labels,
      String function,
      Numbers... data) {
    List<float[]> theirs =
        pyTorch.call(function, List.of(data), theirParameters.apply(graph.paramTable()));
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
    List<float[]> ours = theirGradients.apply(gradients);
    for (int i = 0; i < ours.size(); i++) {
      assertClose(function + " " + i, ours.get(i), theirs.get(1 + i));
    }
  }
}
