package dev.seq4j.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seq4j.core.train.TrainingResult.Outcome;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** All of a training's end but its timings, to the last bit. */
record TrainingEnd(
    Outcome outcome,
    long iterations,
    int iterationCount,
    int epochCount,
    Metrics best,
    long bestIteration,
    List<HistoryRow> history,
    float[] parameters,
    float[] updaterState) {

  static TrainingEnd of(ComputationGraph graph, TrainingResult result) {
    INDArray moments = graph.getUpdater().getStateViewArray();
    return new TrainingEnd(
        result.outcome(),
        result.iterations(),
        graph.getIterationCount(),
        graph.getEpochCount(),
        result.best(),
        result.bestIteration(),
        result.history().stream().map(TrainingEnd::withoutTimes).toList(),
        graph.params().toFloatVector(),
        moments == null ? new float[0] : moments.toFloatVector());
  }

  private static HistoryRow withoutTimes(HistoryRow row) {
    return new HistoryRow(
        row.iteration(),
        row.epoch(),
        0,
        row.trainLoss(),
        row.learningRate(),
        row.gradientNorm(),
        0,
        row.validation());
  }

  /**
   * @param when for the message
   */
  void assertIs(TrainingEnd expected, String when) {
    assertThat(history).as("history, %s", when).isEqualTo(expected.history);
    assertThat(parameters).as("parameters, %s", when).isEqualTo(expected.parameters);
    assertThat(updaterState).as("updater state, %s", when).isEqualTo(expected.updaterState);
    assertThat(outcome).as("outcome, %s", when).isEqualTo(expected.outcome);
    assertThat(iterations).as("iterations, %s", when).isEqualTo(expected.iterations);
    assertThat(iterationCount).as("counter, %s", when).isEqualTo(expected.iterationCount);
    assertThat(epochCount).as("epochs, %s", when).isEqualTo(expected.epochCount);
    assertThat(best).as("best, %s", when).isEqualTo(expected.best);
    assertThat(bestIteration).as("best at, %s", when).isEqualTo(expected.bestIteration);
  }
}
