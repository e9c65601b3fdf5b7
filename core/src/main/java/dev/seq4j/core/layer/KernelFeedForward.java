package dev.seq4j.core.layer;

import dev.seq4j.core.kernel.FeedForwardKernel;
import dev.seq4j.core.kernel.FeedForwardWeights;
import java.lang.ref.Reference;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The fast path, for FLOAT on the CPU: hands the arrays' memory to a {@link FeedForwardKernel}. */
final class KernelFeedForward implements FeedForwardPath {

  private final FeedForwardKernel kernel;

  /**
   * @param layer whose sizes are set
   */
  KernelFeedForward(FeedForward layer) {
    kernel =
        new FeedForwardKernel(
            Math.toIntExact(layer.getNIn()),
            Math.toIntExact(layer.getHidden()),
            Math.toIntExact(layer.getNOut()),
            layer.getHiddenActivation(),
            layer.dropped());
  }

  @Override
  public void forward(
      FeedForwardArrays weights, INDArray input, float[] live, INDArray output, long seed) {
    try {
      kernel.forward(
          floats(weights),
          NativeViews.sequence(input),
          NativeViews.live(input, live),
          NativeViews.sequence(output),
          seed);
    } finally {
      Reference.reachabilityFence(weights);
      Reference.reachabilityFence(input);
      Reference.reachabilityFence(output);
    }
  }

  @Override
  public void infer(FeedForwardArrays weights, INDArray input, float[] live, INDArray output) {
    try {
      kernel.infer(
          floats(weights),
          NativeViews.sequence(input),
          NativeViews.live(input, live),
          NativeViews.sequence(output));
    } finally {
      Reference.reachabilityFence(weights);
      Reference.reachabilityFence(input);
      Reference.reachabilityFence(output);
    }
  }

  @Override
  public void backward(
      FeedForwardArrays weights,
      INDArray outputGradient,
      FeedForwardArrays gradients,
      INDArray inputGradient) {
    try {
      kernel.backward(
          floats(weights),
          NativeViews.sequence(outputGradient),
          floats(gradients),
          NativeViews.sequence(inputGradient));
    } finally {
      Reference.reachabilityFence(weights);
      Reference.reachabilityFence(outputGradient);
      Reference.reachabilityFence(gradients);
      Reference.reachabilityFence(inputGradient);
    }
  }

  private static FeedForwardWeights floats(FeedForwardArrays arrays) {
    return new FeedForwardWeights(
        NativeViews.floats(arrays.inner()),
        NativeViews.floats(arrays.innerBias()),
        NativeViews.floats(arrays.outer()),
        NativeViews.floats(arrays.outerBias()));
  }
}
