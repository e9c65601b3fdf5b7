package dev.seq4j.core.layer.attention;

import dev.seq4j.core.kernel.attention.AttentionPoolingKernel;
import dev.seq4j.core.layer.NativeViews;
import java.lang.ref.Reference;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The fast path, for FLOAT on the CPU: hands the arrays' memory to an {@link
 * AttentionPoolingKernel}.
 */
final class KernelAttentionPooling implements AttentionPoolingPath {

  private final AttentionPoolingKernel kernel;

  /**
   * @param features of a step
   * @param attention units
   */
  KernelAttentionPooling(long features, long attention) {
    kernel = new AttentionPoolingKernel(Math.toIntExact(features), Math.toIntExact(attention));
  }

  @Override
  public void forward(INDArray parameters, INDArray input, float[] live, INDArray output) {
    try {
      kernel.forward(
          NativeViews.floats(parameters),
          NativeViews.sequence(input),
          NativeViews.live(input, live),
          NativeViews.matrix(output));
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
          NativeViews.matrix(outputGradient),
          NativeViews.floats(gradients),
          NativeViews.sequence(inputGradient));
    } finally {
      Reference.reachabilityFence(parameters);
      Reference.reachabilityFence(outputGradient);
      Reference.reachabilityFence(gradients);
      Reference.reachabilityFence(inputGradient);
    }
  }

  @Override
  public float[] weights() {
    return kernel.weights();
  }
}
