package dev.seq4j.core.layer.recurrent;

import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.recurrent.BackwardPass;
import dev.seq4j.core.kernel.recurrent.ForwardPass;
import dev.seq4j.core.kernel.recurrent.RecurrentKernel;
import dev.seq4j.core.layer.CellWeights;
import dev.seq4j.core.layer.HostCopy;
import dev.seq4j.core.layer.LayerState;
import dev.seq4j.core.layer.NativeViews;
import dev.seq4j.core.layer.Scratch;
import java.lang.ref.Reference;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The fast path, for FLOAT on the CPU: hands the arrays' memory to a {@link RecurrentKernel}. */
final class KernelPath implements RecurrentPath {

  private final RecurrentKernel kernel;
  private final boolean backwards;
  private final Scratch hiddenMemory = new Scratch();
  private final Scratch cellMemory = new Scratch();
  private final Scratch noGradientMemory = new Scratch();

  private long batch; // of the last forward pass

  /**
   * @param kernel the arithmetic
   * @param backwards whether to run from the last step to the first
   */
  KernelPath(RecurrentKernel kernel, boolean backwards) {
    this.kernel = kernel;
    this.backwards = backwards;
  }

  @Override
  public LayerState forward(
      CellWeights weights,
      INDArray input,
      INDArray mask,
      LayerState initial,
      INDArray output,
      boolean training,
      LayerWorkspaceMgr workspaces) {
    batch = input.size(1);
    CellWeights ordered = NativeViews.ordered(weights);
    LayerState last = newState();
    ForwardPass pass =
        new ForwardPass(
                NativeViews.weights(ordered), liveSteps(input, mask), NativeViews.sequence(input))
            .withFinalState(NativeViews.state(last));
    if (initial != null) {
      pass = pass.withInitialState(NativeViews.state(initial));
    }
    if (output != null) {
      pass = pass.withOutput(NativeViews.sequence(output));
    }
    try {
      if (training) {
        kernel.forward(pass);
      } else {
        kernel.infer(pass);
      }
    } finally {
      Reference.reachabilityFence(ordered);
      Reference.reachabilityFence(input);
      Reference.reachabilityFence(initial);
      Reference.reachabilityFence(output);
    }
    return last;
  }

  private LiveSteps liveSteps(INDArray input, INDArray mask) {
    int rows = Math.toIntExact(input.size(1));
    int time = Math.toIntExact(input.size(0));
    LiveSteps live =
        mask == null
            ? LiveSteps.all(rows, time)
            : LiveSteps.mask(rows, time, HostCopy.floats(mask.transpose()));
    return backwards ? live.reversed() : live;
  }

  /** The state after the last step, or the gradient with respect to the first: rubbish as yet. */
  private LayerState newState() {
    return new LayerState(
        hiddenMemory.array(DataType.FLOAT, batch, kernel.units()),
        kernel.hasCellState() ? cellMemory.array(DataType.FLOAT, batch, kernel.units()) : null);
  }

  @Override
  public LayerState backward(
      CellWeights weights,
      INDArray outputGradient,
      LayerState finalGradient,
      CellWeights gradients,
      INDArray inputGradient,
      LayerWorkspaceMgr workspaces) {
    LayerState toInitial = newState();
    LayerState toFinal = finalGradient == null ? null : complete(finalGradient);
    BackwardPass pass =
        new BackwardPass(NativeViews.weights(gradients))
            .withInputGradient(NativeViews.sequence(inputGradient))
            .withInitialStateGradient(NativeViews.state(toInitial));
    if (outputGradient != null) {
      pass = pass.withOutputGradient(NativeViews.sequence(outputGradient));
    }
    if (toFinal != null) {
      pass = pass.withFinalStateGradient(NativeViews.state(toFinal));
    }
    try {
      kernel.backward(pass);
    } finally {
      Reference.reachabilityFence(gradients);
      Reference.reachabilityFence(inputGradient);
      Reference.reachabilityFence(outputGradient);
      Reference.reachabilityFence(toFinal);
    }
    return toInitial;
  }

  /** Adds zeros for the cell state if there is one and it has no gradient. */
  private LayerState complete(LayerState gradient) {
    if (!kernel.hasCellState() || gradient.cell() != null) {
      return gradient;
    }
    INDArray zeros = noGradientMemory.array(DataType.FLOAT, batch, kernel.units());
    return new LayerState(gradient.hidden(), zeros.assign(0));
  }
}
