package dev.seq4j.benchmarks.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.seq4j.benchmarks.harness.Workload;
import dev.seq4j.benchmarks.problem.AttentionProblem;
import dev.seq4j.benchmarks.problem.LabellingProblem;
import dev.seq4j.benchmarks.problem.LetterProblem;
import dev.seq4j.benchmarks.problem.TransformerProblem;

/**
 * PyTorch's side of the problems with attention: data and parameters for the functions in {@code
 * transformers.py}, batch-major, as PyTorch likes them best. To be used in a process without ND4J.
 */
public final class PyTorchTransformers {

  private static final int HIDDEN_FACTOR = 4;

  private PyTorchTransformers() {}

  /**
   * @param problem multi-head attention at work
   * @return training steps
   */
  public static Workload attention(AttentionProblem problem) {
    PyTorchNetwork network = new PyTorchNetwork();
    attention(network, problem.width());
    return labelling(network, problem);
  }

  /**
   * @param problem a transformer block at work
   * @return training steps
   */
  public static Workload block(AttentionProblem problem) {
    PyTorchNetwork network = new PyTorchNetwork();
    block(network, problem.width());
    return labelling(network, problem);
  }

  private static Workload labelling(PyTorchNetwork network, AttentionProblem problem) {
    int width = problem.width();
    linear(network, width, LabellingProblem.CLASSES);
    NDArray x =
        network.numbers(
            batchMajor(problem.features(), problem.time(), problem.batch(), width),
            new Shape(problem.batch(), problem.time(), width));
    x.setRequiresGradient(true);
    return network.training(
        network
            .call("label_by_attention")
            .with(x)
            .with(integers(network, problem.labels(), problem.time(), problem.batch()))
            .with(network.integer(problem.heads()))
            .with(network.integer(problem.causal() ? 1 : 0)));
  }

  /**
   * @param problem a language model
   * @return training steps
   */
  public static Workload letters(TransformerProblem problem) {
    PyTorchNetwork network = languageModel(problem);
    return network.training(
        network
            .call("predict_letters_by_attention")
            .with(integers(network, problem.text(), problem.time(), problem.batch()))
            .with(integers(network, problem.following(), problem.time(), problem.batch()))
            .with(network.integer(problem.heads())));
  }

  /**
   * @param problem a language model
   * @return texts as long as it has positions
   */
  public static Workload writing(TransformerProblem problem) {
    PyTorchNetwork network = languageModel(problem);
    return network.writing(
        network
            .call("write_letters_by_attention")
            .with(network.integers(new int[] {LetterProblem.FIRST_LETTER}, new Shape(1)))
            .with(network.number(LetterProblem.TEMPERATURE))
            .with(network.integer(problem.heads())),
        problem.time());
  }

  private static PyTorchNetwork languageModel(TransformerProblem problem) {
    PyTorchNetwork network = new PyTorchNetwork();
    network.parameter(1, problem.letters(), problem.width());
    network.parameter(1, problem.time(), problem.width());
    for (int i = 0; i < problem.blocks(); i++) {
      block(network, problem.width());
    }
    norm(network, problem.width());
    linear(network, problem.width(), problem.letters());
    return network;
  }

  private static void block(PyTorchNetwork network, int width) {
    norm(network, width);
    attention(network, width);
    norm(network, width);
    linear(network, width, HIDDEN_FACTOR * width);
    linear(network, HIDDEN_FACTOR * width, width);
  }

  private static void attention(PyTorchNetwork network, int width) {
    linear(network, width, 3 * width);
    linear(network, width, width);
  }

  private static void norm(PyTorchNetwork network, int width) {
    network.ones(width);
    network.zeros(width);
  }

  private static void linear(PyTorchNetwork network, int in, int out) {
    network.parameter(1 / Math.sqrt(in), out, in);
    network.zeros(out);
  }

  /** From {@code [time, batch]} to {@code [batch, time]}. */
  private static NDArray integers(PyTorchNetwork network, int[] values, int time, int batch) {
    int[] moved = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      moved[i % batch * time + i / batch] = values[i];
    }
    return network.integers(moved, new Shape(batch, time));
  }

  /** From {@code [time, batch, size]} to {@code [batch, time, size]}. */
  private static float[] batchMajor(float[] values, int time, int batch, int size) {
    float[] moved = new float[values.length];
    for (int i = 0; i < time * batch; i++) {
      System.arraycopy(values, i * size, moved, (i % batch * time + i / batch) * size, size);
    }
    return moved;
  }
}
