package dev.seq4j.core.layer.pooling;

import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.pooling.PoolingKernel;
import dev.seq4j.core.layer.NativeViews;
import java.lang.ref.Reference;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The fast path, for FLOAT on the CPU: hands the arrays' memory to a {@link PoolingKernel}. */
final class KernelPooling implements PoolingPath {

  private final boolean highest;
  private PoolingKernel kernel;
  private long features;

  KernelPooling(SequencePooling.Mode mode) {
    highest = mode == SequencePooling.Mode.MAX;
  }

  @Override
  public void forward(INDArray input, float[] ones, INDArray output) {
    if (kernel == null || features != input.size(2)) { // a layer without parameters takes any
      features = input.size(2);
      kernel = new PoolingKernel(Math.toIntExact(features), highest);
    }
    LiveSteps live = LiveSteps.mask((int) input.size(1), (int) input.size(0), ones);
    try {
      kernel.forward(NativeViews.sequence(input), live, NativeViews.floats(output));
    } finally {
      Reference.reachabilityFence(input);
      Reference.reachabilityFence(output);
    }
  }

  @Override
  public void backward(INDArray input, INDArray outputGradient, INDArray inputGradient) {
    INDArray ordered = NativeViews.ordered(outputGradient);
    try {
      kernel.backward(NativeViews.floats(ordered), NativeViews.sequence(inputGradient));
    } finally {
      Reference.reachabilityFence(ordered);
      Reference.reachabilityFence(inputGradient);
    }
  }
}
