package dev.seq4j.benchmarks.pytorch;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.seq4j.benchmarks.harness.Workload;
import dev.seq4j.benchmarks.problem.LabellingProblem;
import dev.seq4j.benchmarks.problem.LetterProblem;
import dev.seq4j.benchmarks.problem.ReviewProblem;
import dev.seq4j.benchmarks.problem.Training;
import dev.seq4j.models.network.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * PyTorch's side of the problems: data and parameters for the functions in {@code networks.py}. To
 * be used in a process without ND4J.
 */
public final class PyTorchNetworks {

  private static final String FUNCTIONS = "networks.py";

  private final NDManager manager = Engine.getEngine("PyTorch").newBaseManager();
  private final List<NDArray> parameters = new ArrayList<>();

  private PyTorchNetworks(Cell cell, int in, int units, int classes) {
    int gates = gates(cell);
    double bound = 1 / Math.sqrt(units); // PyTorch's own initialisation
    parameter(bound, gates * units, in);
    parameter(bound, gates * units, units);
    parameter(bound, gates * units);
    parameter(bound, gates * units);
    parameter(bound, classes, units);
    parameter(bound, classes);
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
    PyTorchNetworks network =
        new PyTorchNetworks(
            problem.cell(), problem.in(), problem.units(), LabellingProblem.CLASSES);
    Shape steps = new Shape(problem.time(), problem.batch());
    NDArray x = network.manager.create(problem.features(), steps.add(problem.in()));
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
    PyTorchNetworks network =
        new PyTorchNetworks(Cell.LSTM, problem.embedding(), problem.units(), ReviewProblem.CLASSES);
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
    PyTorchNetworks network = languageModel(problem);
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
    PyTorchNetworks network = languageModel(problem);
    Call call =
        network
            .call("write_letters")
            .with(network.integers(new int[] {LetterProblem.FIRST_LETTER}, new Shape(1)))
            .with(network.manager.create((long) count))
            .with(network.manager.create(LetterProblem.TEMPERATURE))
            .with(network.parameters);
    TorchScript script = network.script();
    return network.workload(
        script,
        () -> {
          try (NDList text = script.inference(call)) {
            if (text.get(0).size() != count) {
              throw new IllegalStateException("letters: " + text.get(0).size());
            }
          }
        });
  }

  private static PyTorchNetworks languageModel(LetterProblem problem) {
    PyTorchNetworks network =
        new PyTorchNetworks(Cell.GRU, problem.embedding(), problem.units(), problem.letters());
    network.parameter(1, problem.letters(), problem.embedding());
    return network;
  }

  private void parameter(double bound, long... shape) {
    NDArray parameter = manager.randomUniform((float) -bound, (float) bound, new Shape(shape));
    parameter.setRequiresGradient(true);
    parameters.add(parameter);
  }

  private NDArray integers(int[] values, Shape shape) {
    return manager.create(values, shape).toType(DataType.INT64, false);
  }

  private NDArray lengths(int[] lengths) {
    return integers(lengths, new Shape(lengths.length));
  }

  private Call call(String function) {
    return new Call(function, manager);
  }

  private TorchScript script() {
    return new TorchScript(manager, List.of(FUNCTIONS));
  }

  /** Training steps, of a function whose arguments so far are the data. */
  private Workload training(Call data) {
    Call call =
        data.with(manager.create(Training.LEARNING_RATE))
            .with(parameters)
            .with(zerosLikeParameters())
            .with(zerosLikeParameters())
            .with(IntStream.range(0, parameters.size()).mapToObj(i -> zero()).toList());
    TorchScript script = script();
    return workload(
        script,
        () -> {
          try (NDList loss = script.differentiable(call)) {
            if (!Float.isFinite(loss.get(0).getFloat())) {
              throw new IllegalStateException("loss: " + loss.get(0).getFloat());
            }
          }
        });
  }

  private List<NDArray> zerosLikeParameters() {
    return parameters.stream().map(parameter -> manager.zeros(parameter.getShape())).toList();
  }

  private NDArray zero() {
    return manager.zeros(new Shape());
  }

  private Workload workload(TorchScript script, Runnable step) {
    return new Workload() {
      @Override
      public void step() {
        step.run();
      }

      @Override
      public void close() {
        script.close();
        manager.close();
      }
    };
  }
}
