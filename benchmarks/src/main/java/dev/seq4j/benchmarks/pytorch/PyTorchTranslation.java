package dev.seq4j.benchmarks.pytorch;

import ai.djl.ndarray.types.Shape;
import dev.seq4j.benchmarks.harness.Workload;
import dev.seq4j.benchmarks.problem.TranslationProblem;

/**
 * PyTorch's side of translation: data and parameters for the functions in {@code translation.py}.
 * To be used in a process without ND4J.
 */
public final class PyTorchTranslation {

  private static final int GATES = 3;

  private PyTorchTranslation() {}

  /**
   * @param problem a translator
   * @return training steps
   */
  public static Workload training(TranslationProblem problem) {
    PyTorchNetwork network = new PyTorchNetwork();
    int width = problem.width();
    double bound = 1 / Math.sqrt(width);
    network.parameter(bound, problem.words(), width);
    network.parameter(bound, problem.words(), width);
    gru(network, width, width);
    gru(network, width, width);
    gru(network, 3 * width, width);
    network.parameter(bound, width, width);
    linear(network, 2 * width, width);
    network.parameter(bound, 1, width);
    linear(network, 2 * width, width);
    linear(network, 3 * width, width);
    linear(network, width, width);
    network.zeros(problem.words());
    Shape steps = new Shape(problem.time(), problem.batch());
    return network.training(
        network
            .call("translate_sentences")
            .with(network.integers(problem.sentences(), steps))
            .with(network.integers(problem.translations(), steps))
            .with(network.integers(problem.following(), steps)));
  }

  private static void gru(PyTorchNetwork network, int in, int units) {
    double bound = 1 / Math.sqrt(units);
    network.parameter(bound, GATES * units, in);
    network.parameter(bound, GATES * units, units);
    network.parameter(bound, GATES * units);
    network.parameter(bound, GATES * units);
  }

  private static void linear(PyTorchNetwork network, int in, int out) {
    network.parameter(1 / Math.sqrt(in), out, in);
    network.zeros(out);
  }
}
