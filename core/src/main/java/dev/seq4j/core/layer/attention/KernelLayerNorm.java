package dev.seq4j.core.layer.attention;

import dev.seq4j.core.kernel.attention.LayerNormKernel;
import dev.seq4j.core.layer.NativeViews;
import java.lang.ref.Reference;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The fast path, for FLOAT on the CPU: hands the arrays' memory to a {@link LayerNormKernel}. */
final class KernelLayerNorm implements LayerNormPath {

  private final LayerNormKernel kernel;

  /**
   * @param features of a step
   * @param epsilon added to the variance
   */
  KernelLayerNorm(long features, double epsilon) {
    kernel = new LayerNormKernel(Math.toIntExact(features), epsilon);
  }

  @Override
  public void forward(INDArray gain, INDArray bias, INDArray input, float[] live, INDArray output) {
    try {
      kernel.forward(
          NativeViews.floats(gain),
          NativeViews.floats(bias),
          NativeViews.sequence(input),
          NativeViews.live(input, live),
          NativeViews.sequence(output));
    } finally {
      Reference.reachabilityFence(gain);
      Reference.reachabilityFence(bias);
      Reference.reachabilityFence(input);
      Reference.reachabilityFence(output);
    }
  }

  @Override
  public void backward(
      INDArray gain,
      INDArray bias,
      INDArray outputGradient,
      INDArray gainGradient,
      INDArray biasGradient,
      INDArray inputGradient) {
    try {
      kernel.backward(
          NativeViews.floats(gain),
          NativeViews.floats(bias),
          NativeViews.sequence(outputGradient),
          NativeViews.floats(gainGradient),
          NativeViews.floats(biasGradient),
          NativeViews.sequence(inputGradient));
    } finally {
      Reference.reachabilityFence(gain);
      Reference.reachabilityFence(bias);
      Reference.reachabilityFence(outputGradient);
      Reference.reachabilityFence(gainGradient);
      Reference.reachabilityFence(biasGradient);
      Reference.reachabilityFence(inputGradient);
    }
  }
}
