package dev.seq4j.core.layer.attention;

import dev.seq4j.core.kernel.attention.TransformerBlockShape;
import dev.seq4j.core.kernel.attention.TransformerStepper;
import dev.seq4j.core.layer.NativeViews;
import dev.seq4j.core.layer.OutsideWorkspaces;
import java.lang.ref.Reference;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A transformer block step by step, by a kernel with a cache of keys and values. */
final class KernelTransformerSteps implements AttentionSteps {

  private final TransformerBlockShape shape;
  private TransformerStepper stepper; // null before the first step
  private int batch;

  private boolean memoryKnown;

  /** A state that waits for the first step, and with it for the parameters; or null. */
  private AttentionState waiting;

  KernelTransformerSteps(TransformerBlockShape shape) {
    this.shape = shape;
  }

  @Override
  public void steps(INDArray parameters, Attended attended, INDArray output) {
    try {
      begin(parameters, Math.toIntExact(attended.batch()));
      if (attended.memory() != null && !memoryKnown) {
        stepper.setMemory(
            NativeViews.sequence(attended.memory()),
            NativeViews.live(attended.memory(), attended.memoryLive()));
        memoryKnown = true;
      }
      stepper.steps(
          NativeViews.sequence(attended.input()),
          NativeViews.live(attended.input(), attended.live()),
          NativeViews.sequence(output));
    } finally {
      Reference.reachabilityFence(parameters);
      Reference.reachabilityFence(attended);
      Reference.reachabilityFence(output);
    }
  }

  private void begin(INDArray parameters, int rows) {
    if (stepper == null || batch != rows) {
      close();
      stepper = new TransformerStepper(shape, NativeViews.floats(parameters), rows);
      batch = rows;
      memoryKnown = false;
    } else {
      stepper.load(NativeViews.floats(parameters));
    }
    if (waiting != null) {
      load(waiting);
      waiting = null;
    }
  }

  private void close() {
    if (stepper != null) {
      stepper.close();
      stepper = null;
    }
  }

  @Override
  public void forgetMemory() {
    memoryKnown = false;
  }

  @Override
  public void reset() {
    waiting = null;
    memoryKnown = false;
    if (stepper != null) {
      stepper.reset();
    }
  }

  @Override
  public AttentionState state() {
    if (waiting != null) {
      return waiting.detached();
    }
    int[] lengths = stepper == null ? new int[0] : stepper.lengths();
    int time = Arrays.stream(lengths).max().orElse(0);
    if (time == 0) {
      return null;
    }
    return OutsideWorkspaces.make(
        () -> {
          float[] live = new float[batch * time];
          for (int row = 0; row < batch; row++) {
            Arrays.fill(live, row * time, row * time + lengths[row], 1f);
          }
          return new AttentionState(
              Nd4j.createFromArray(stepper.getState(time))
                  .reshape('c', batch, time, 2L * shape.width()),
              Nd4j.createFromArray(live).reshape('c', batch, time));
        });
  }

  @Override
  public void setState(AttentionState state) {
    waiting = state.detached();
    if (stepper != null) {
      stepper.reset();
    }
  }

  /** Rows lie without gaps in the cache. */
  private void load(AttentionState state) {
    int time = Math.toIntExact(state.live().size(1));
    int width = 2 * shape.width();
    float[] live = state.ones();
    float[] pairs = state.pairs().reshape(state.pairs().length()).toFloatVector();
    float[] packed = new float[pairs.length];
    int[] lengths = new int[batch];
    for (int row = 0; row < batch; row++) {
      for (int t = 0; t < time; t++) {
        if (live[row * time + t] != 0) {
          int to = (row * time + lengths[row]++) * width;
          System.arraycopy(pairs, (row * time + t) * width, packed, to, width);
        }
      }
    }
    stepper.setState(lengths, packed, time);
  }
}
