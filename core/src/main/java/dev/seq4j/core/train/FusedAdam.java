package dev.seq4j.core.train;

import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.optimizer.AdamKernel;
import dev.seq4j.core.kernel.optimizer.AdamStep;
import dev.seq4j.core.layer.Kernels;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/**
 * Adam for FLOAT on the CPU: scaling, L2 penalty, means, weight decay and the step itself in one
 * pass by an {@link AdamKernel}, where the network's updater takes five. The means stay in the
 * updater's own state, so that checkpoints and a later change to the updater find them there.
 */
final class FusedAdam implements ParameterUpdate {

  private final ComputationGraph graph;
  private final AdamKernel kernel = new AdamKernel();
  private final List<Run> runs = new ArrayList<>();

  /** Neighbouring parameters with the same penalties. */
  private record Run(
      Adam adam, List<Regularization> penalties, long from, long to, INDArray state, long at) {

    /** Where the first means stand in the state; those of the squares are half a state on. */
    NativeFloats mean() {
      return floats(state, at, to - from);
    }

    NativeFloats square() {
      return floats(state, state.length() / 2 + at, to - from);
    }

    double l2(int iteration, int epoch) {
      double sum = 0;
      for (Regularization penalty : penalties) {
        if (penalty instanceof L2Regularization l2) {
          sum += l2.getL2().valueAt(iteration, epoch);
        }
      }
      return sum;
    }

    double decay(double learningRate, int iteration, int epoch) {
      double sum = 0;
      for (Regularization penalty : penalties) {
        if (penalty instanceof WeightDecay decay) {
          sum +=
              decay.getCoeff().valueAt(iteration, epoch) * (decay.isApplyLR() ? learningRate : 1);
        }
      }
      return sum;
    }
  }

  /**
   * @param graph for which {@link #serves} holds
   */
  FusedAdam(ComputationGraph graph) {
    this.graph = graph;
    for (UpdaterBlock block : graph.getUpdater().getUpdaterBlocks()) {
      Adam adam = (Adam) block.getGradientUpdater().getConfig();
      for (UpdaterBlock.ParamState parameter : block.getLayersAndVariablesInBlock()) {
        add(block, adam, parameter);
      }
    }
  }

  private void add(UpdaterBlock block, Adam adam, UpdaterBlock.ParamState parameter) {
    List<Regularization> penalties = penalties(parameter);
    long from = parameter.getParamOffsetStart();
    long to = parameter.getParamOffsetEnd();
    Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
    if (last != null
        && last.state() == block.getUpdaterView()
        && last.penalties().equals(penalties)) {
      runs.set(runs.size() - 1, new Run(adam, penalties, last.from(), to, last.state(), last.at()));
    } else {
      long at = from - block.getParamOffsetStart();
      runs.add(new Run(adam, penalties, from, to, block.getUpdaterView(), at));
    }
  }

  private static List<Regularization> penalties(UpdaterBlock.ParamState parameter) {
    List<Regularization> penalties =
        parameter.getLayer().getConfig().getRegularizationByParam(parameter.getParamName());
    return penalties == null ? List.of() : penalties;
  }

  /**
   * @param graph a network
   * @return whether all its parameters learn by plain Adam, with penalties that are known here
   */
  static boolean serves(ComputationGraph graph) {
    INDArray parameters = graph.params();
    if (!Kernels.serve(parameters.dataType())
        || parameters.length() > NativeFloats.MAX_LENGTH
        || !inOrder(parameters)
        || !inOrder(graph.getFlattenedGradients())) {
      return false;
    }
    for (UpdaterBlock block : graph.getUpdater().getUpdaterBlocks()) {
      if (block.getGradientUpdater().getConfig().getClass() != Adam.class
          || !inOrder(block.getUpdaterView())) {
        return false;
      }
      for (UpdaterBlock.ParamState parameter : block.getLayersAndVariablesInBlock()) {
        if (!isPlain(parameter.getLayer())
            || !penalties(parameter).stream().allMatch(FusedAdam::isKnown)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isPlain(Trainable layer) {
    GradientNormalization normalization = layer.getConfig().getGradientNormalization();
    return normalization == null || normalization == GradientNormalization.None;
  }

  private static boolean isKnown(Regularization penalty) {
    return penalty.getClass() == L2Regularization.class || penalty.getClass() == WeightDecay.class;
  }

  private static boolean inOrder(INDArray vector) {
    return vector.length() == 1 || vector.stride(vector.rank() - 1) == 1;
  }

  @Override
  public double gradientNorm() {
    INDArray gradient = graph.getFlattenedGradients();
    return kernel.norm(floats(gradient, 0, gradient.length()));
  }

  @Override
  public void apply(double scale) {
    int iteration = graph.getIterationCount();
    int epoch = graph.getEpochCount();
    for (Run run : runs) {
      Adam adam = run.adam();
      double rate = adam.getLearningRate(iteration, epoch);
      AdamStep step =
          AdamStep.of(rate, adam.getBeta1(), adam.getBeta2(), adam.getEpsilon(), iteration + 1L)
              .withGradientScale(scale)
              .withPenalties(run.l2(iteration, epoch), run.decay(rate, iteration, epoch));
      long length = run.to() - run.from();
      kernel.step(
          step,
          floats(graph.params(), run.from(), length),
          floats(graph.getFlattenedGradients(), run.from(), length),
          run.mean(),
          run.square());
    }
  }

  /** The network keeps these arrays, and the updater its state, for as long as it lives. */
  private static NativeFloats floats(INDArray vector, long from, long length) {
    long begin = vector.data().offset() + from;
    return new NativeFloats(vector.data().pointer().address() + Float.BYTES * begin, length);
  }
}
