package dev.seq4j.core.layer.output;

import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.output.CrossEntropyKernel;
import dev.seq4j.core.kernel.output.CrossEntropyPass;
import dev.seq4j.core.layer.NativeViews;
import dev.seq4j.core.layer.StepIntegers;
import java.lang.ref.Reference;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The fast path, for FLOAT on the CPU: hands the arrays' memory to a {@link CrossEntropyKernel}.
 */
final class KernelCrossEntropy implements CrossEntropyPath {

  private final CrossEntropyKernel kernel;

  /**
   * @param in features of the input
   * @param classes how many there are
   * @param labelSmoothing what the label's class gives to all
   */
  KernelCrossEntropy(long in, long classes, double labelSmoothing) {
    kernel = new CrossEntropyKernel(Math.toIntExact(in), Math.toIntExact(classes), labelSmoothing);
  }

  @Override
  public void probabilities(
      INDArray weights, INDArray bias, INDArray input, float[] mask, INDArray output) {
    try {
      kernel.probabilities(
          NativeViews.floats(weights),
          floatsOrNull(bias),
          NativeViews.sequence(input),
          LiveSteps.mask((int) input.size(1), (int) input.size(0), mask),
          NativeViews.sequence(output));
    } finally {
      Reference.reachabilityFence(weights);
      Reference.reachabilityFence(bias);
      Reference.reachabilityFence(input);
      Reference.reachabilityFence(output);
    }
  }

  @Override
  public double[] losses(INDArray weights, INDArray bias, INDArray input, StepIntegers labels) {
    try {
      return kernel.losses(pass(weights, bias, input, labels));
    } finally {
      Reference.reachabilityFence(weights);
      Reference.reachabilityFence(bias);
      Reference.reachabilityFence(input);
    }
  }

  @Override
  public double[] gradients(
      INDArray weights,
      INDArray bias,
      INDArray input,
      StepIntegers labels,
      INDArray weightGradient,
      INDArray biasGradient,
      INDArray inputGradient) {
    try {
      return kernel.gradients(
          pass(weights, bias, input, labels),
          NativeViews.floats(weightGradient),
          floatsOrNull(biasGradient),
          NativeViews.sequence(inputGradient));
    } finally {
      Reference.reachabilityFence(weights);
      Reference.reachabilityFence(bias);
      Reference.reachabilityFence(input);
      Reference.reachabilityFence(weightGradient);
      Reference.reachabilityFence(biasGradient);
      Reference.reachabilityFence(inputGradient);
    }
  }

  private static CrossEntropyPass pass(
      INDArray weights, INDArray bias, INDArray input, StepIntegers labels) {
    return new CrossEntropyPass(
        NativeViews.floats(weights), // 'f' order of [in, classes] is 'c' order of [classes, in]
        floatsOrNull(bias),
        NativeViews.sequence(input),
        labels.live(),
        labels.values(),
        labels.weights());
  }

  private static NativeFloats floatsOrNull(INDArray array) {
    return array == null ? null : NativeViews.floats(array);
  }
}
