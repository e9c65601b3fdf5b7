package dev.seq4j.benchmarks.pytorch;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.seq4j.benchmarks.harness.Workload;
import dev.seq4j.benchmarks.problem.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The parameters of a network, and what is made of them: training steps or texts. */
final class PyTorchNetwork {

  private static final List<String> FUNCTIONS =
      List.of("networks.py", "transformers.py", "translation.py");

  private final NDManager manager = Engine.getEngine("PyTorch").newBaseManager();
  private final List<NDArray> parameters = new ArrayList<>();

  /** The next parameter, uniformly random from -bound to bound. */
  void parameter(double bound, long... shape) {
    add(manager.randomUniform((float) -bound, (float) bound, new Shape(shape)));
  }

  /** The next parameter, all ones. */
  void ones(long... shape) {
    add(manager.ones(new Shape(shape)));
  }

  /** The next parameter, all zeros. */
  void zeros(long... shape) {
    add(manager.zeros(new Shape(shape)));
  }

  private void add(NDArray parameter) {
    parameter.setRequiresGradient(true);
    parameters.add(parameter);
  }

  NDArray numbers(float[] values, Shape shape) {
    return manager.create(values, shape);
  }

  NDArray integers(int[] values, Shape shape) {
    return manager.create(values, shape).toType(DataType.INT64, false);
  }

  NDArray lengths(int[] lengths) {
    return integers(lengths, new Shape(lengths.length));
  }

  /** A single number, which a function takes as an array without dimensions. */
  NDArray number(double value) {
    return manager.create(value);
  }

  /** The same of an integer. */
  NDArray integer(long value) {
    return manager.create(value);
  }

  Call call(String function) {
    return new Call(function, manager);
  }

  /** Training steps, of a function whose arguments so far are the data. */
  Workload training(Call data) {
    Call call =
        data.with(number(Training.LEARNING_RATE))
            .with(parameters)
            .with(zerosLikeParameters())
            .with(zerosLikeParameters())
            .with(
                IntStream.range(0, parameters.size())
                    .mapToObj(i -> manager.zeros(new Shape()))
                    .toList());
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

  /** Texts of {@code count} letters, of a function that lacks only the parameters. */
  Workload writing(Call data, int count) {
    Call call = data.with(parameters);
    TorchScript script = script();
    return workload(
        script,
        () -> {
          try (NDList text = script.inference(call)) {
            if (text.get(0).size() != count) {
              throw new IllegalStateException("letters: " + text.get(0).size());
            }
          }
        });
  }

  private List<NDArray> zerosLikeParameters() {
    return parameters.stream().map(parameter -> manager.zeros(parameter.getShape())).toList();
  }

  private TorchScript script() {
    return new TorchScript(manager, FUNCTIONS);
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
