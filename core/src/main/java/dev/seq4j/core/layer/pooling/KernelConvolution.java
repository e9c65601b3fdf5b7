package dev.seq4j.core.layer.pooling;

import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.pooling.ConvolutionKernel;
import dev.seq4j.core.kernel.pooling.ConvolutionShape;
import dev.seq4j.core.layer.NativeViews;
import java.lang.ref.Reference;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The fast path, for FLOAT on the CPU: hands the arrays' memory to a {@link ConvolutionKernel}. */
final class KernelConvolution implements ConvolutionPath {

  private final ConvolutionKernel kernel;

  KernelConvolution(ConvolutionShape shape) {
    kernel = new ConvolutionKernel(shape);
  }

  @Override
  public void forward(
      INDArray weights, INDArray bias, INDArray input, float[] ones, INDArray output) {
    INDArray ordered = NativeViews.ordered(weights);
    INDArray orderedBias = NativeViews.ordered(bias);
    try {
      kernel.forward(
          NativeViews.floats(ordered),
          NativeViews.floats(orderedBias),
          NativeViews.sequence(input),
          LiveSteps.mask((int) input.size(1), (int) input.size(0), ones),
          NativeViews.floats(output));
    } finally {
      Reference.reachabilityFence(ordered);
      Reference.reachabilityFence(orderedBias);
      Reference.reachabilityFence(input);
      Reference.reachabilityFence(output);
    }
  }

  @Override
  public void backward(
      INDArray weights,
      INDArray input,
      INDArray outputGradient,
      INDArray weightGradient,
      INDArray biasGradient,
      INDArray inputGradient) {
    INDArray ordered = NativeViews.ordered(weights);
    INDArray orderedGradient = NativeViews.ordered(outputGradient);
    try {
      kernel.backward(
          NativeViews.floats(ordered),
          NativeViews.sequence(input),
          NativeViews.floats(orderedGradient),
          NativeViews.floats(weightGradient),
          NativeViews.floats(biasGradient),
          NativeViews.sequence(inputGradient));
    } finally {
      Reference.reachabilityFence(ordered);
      Reference.reachabilityFence(input);
      Reference.reachabilityFence(orderedGradient);
      Reference.reachabilityFence(weightGradient);
      Reference.reachabilityFence(biasGradient);
      Reference.reachabilityFence(inputGradient);
    }
  }
}
