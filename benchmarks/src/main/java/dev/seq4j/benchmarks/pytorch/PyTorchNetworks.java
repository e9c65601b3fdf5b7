package dev.seq4j.benchmarks.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.seq4j.benchmarks.harness.Workload;
import dev.seq4j.benchmarks.problem.LabellingProblem;
import dev.seq4j.benchmarks.problem.LetterProblem;
import dev.seq4j.benchmarks.problem.ReviewProblem;
import dev.seq4j.models.network.Cell;

/**
 * PyTorch's side of the problems with recurrent layers: data and parameters for the functions in
 * {@code networks.py}. To be used in a process without ND4J.
 */
public final class PyTorchNetworks {

  private PyTorchNetworks() {}

  private static PyTorchNetwork network(Cell cell, int in, int units, int classes) {
    int gates = gates(cell);
    double bound = 1 / Math.sqrt(units); // PyTorch's own initialisation
    PyTorchNetwork network = new PyTorchNetwork();
    network.parameter(bound, gates * units, in);
    network.parameter(bound, gates * units, units);
    network.parameter(bound, gates * units);
    network.parameter(bound, gates * units);
    network.parameter(bound, classes, units);
    network.parameter(bound, classes);
    return network;
  }

  private static int gates(Cell cell) {
    return switch (cell) {
      case RNN -> 1;
      case GRU -> 3;
      case LSTM -> 4;
    };
  }

  /**
   * @param problem a recurrent layer at work
   * @return training steps
   */
  public static Workload labelling(LabellingProblem problem) {
    PyTorchNetwork network =
        network(problem.cell(), problem.in(), problem.units(), LabellingProblem.CLASSES);
    Shape steps = new Shape(problem.time(), problem.batch());
    NDArray x = network.numbers(problem.features(), steps.add(problem.in()));
    x.setRequiresGradient(true);
    return network.training(
        network
            .call("label_steps")
            .with(x)
            .with(network.integers(problem.labels(), steps))
            .with(network.lengths(problem.padded() ? problem.lengths() : new int[0])));
  }

  /**
   * @param problem a classifier
   * @return training steps
   */
  public static Workload reviews(ReviewProblem problem) {
    PyTorchNetwork network =
        network(Cell.LSTM, problem.embedding(), problem.units(), ReviewProblem.CLASSES);
    network.parameter(1, problem.vocabulary(), problem.embedding());
    return network.training(
        network
            .call("classify_reviews")
            .with(network.integers(problem.words(), new Shape(problem.time(), problem.batch())))
            .with(network.integers(problem.labels(), new Shape(problem.batch())))
            .with(network.lengths(problem.lengths())));
  }

  /**
   * @param problem a language model
   * @return training steps
   */
  public static Workload letters(LetterProblem problem) {
    PyTorchNetwork network = languageModel(problem);
    Shape steps = new Shape(problem.time(), problem.batch());
    return network.training(
        network
            .call("predict_letters")
            .with(network.integers(problem.text(), steps))
            .with(network.integers(problem.following(), steps)));
  }

  /**
   * @param problem a language model
   * @param count letters to write
   * @return texts
   */
  public static Workload writing(LetterProblem problem, int count) {
    PyTorchNetwork network = languageModel(problem);
    return network.writing(
        network
            .call("write_letters")
            .with(network.integers(new int[] {LetterProblem.FIRST_LETTER}, new Shape(1)))
            .with(network.integer(count))
            .with(network.number(LetterProblem.TEMPERATURE)),
        count);
  }

  private static PyTorchNetwork languageModel(LetterProblem problem) {
    PyTorchNetwork network =
        network(Cell.GRU, problem.embedding(), problem.units(), problem.letters());
    network.parameter(1, problem.letters(), problem.embedding());
    return network;
  }
}
