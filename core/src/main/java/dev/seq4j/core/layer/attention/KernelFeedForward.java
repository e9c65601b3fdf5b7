package dev.seq4j.core.layer.attention;

import dev.seq4j.core.kernel.attention.FeedForwardKernel;
import dev.seq4j.core.layer.NativeViews;
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
      INDArray parameters, INDArray input, float[] live, INDArray output, long seed) {
    try {
      kernel.forward(
          NativeViews.floats(parameters),
          NativeViews.sequence(input),
          NativeViews.live(input, live),
          NativeViews.sequence(output),
          seed);
    } finally {
      Reference.reachabilityFence(parameters);
      Reference.reachabilityFence(input);
      Reference.reachabilityFence(output);
    }
  }

  @Override
  public void infer(INDArray parameters, INDArray input, float[] live, INDArray output) {
    try {
      kernel.infer(
          NativeViews.floats(parameters),
          NativeViews.sequence(input),
          NativeViews.live(input, live),
          NativeViews.sequence(output));
    } finally {
      Reference.reachabilityFence(parameters);
      Reference.reachabilityFence(input);
      Reference.reachabilityFence(output);
    }
  }

  @Override
  public void backward(
      INDArray parameters, INDArray outputGradient, INDArray gradients, INDArray inputGradient) {
    try {
      kernel.backward(
          NativeViews.floats(parameters),
          NativeViews.sequence(outputGradient),
          NativeViews.floats(gradients),
          NativeViews.sequence(inputGradient));
    } finally {
      Reference.reachabilityFence(parameters);
      Reference.reachabilityFence(outputGradient);
      Reference.reachabilityFence(gradients);
      Reference.reachabilityFence(inputGradient);
    }
  }
}
