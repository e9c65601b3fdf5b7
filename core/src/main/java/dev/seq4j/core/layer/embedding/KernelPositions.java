package dev.seq4j.core.layer.embedding;

import dev.seq4j.core.kernel.embedding.PositionKernel;
import dev.seq4j.core.layer.NativeViews;
import java.lang.ref.Reference;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The fast path, for FLOAT on the CPU: hands the arrays' memory to a {@link PositionKernel}. */
final class KernelPositions implements PositionPath {

  private final PositionKernel kernel;

  /**
   * @param features of a step
   */
  KernelPositions(long features) {
    kernel = new PositionKernel(Math.toIntExact(features));
  }

  @Override
  public void forward(
      INDArray table, int[] positions, float[] live, INDArray input, INDArray output) {
    try {
      kernel.forward(
          NativeViews.floats(table),
          positions,
          NativeViews.sequence(input),
          NativeViews.live(input, live),
          NativeViews.sequence(output));
    } finally {
      Reference.reachabilityFence(table);
      Reference.reachabilityFence(input);
      Reference.reachabilityFence(output);
    }
  }

  @Override
  public void backward(
      INDArray outputGradient,
      int[] positions,
      float[] live,
      INDArray tableGradient,
      INDArray inputGradient) {
    try {
      kernel.backward(
          NativeViews.sequence(outputGradient),
          positions,
          NativeViews.live(outputGradient, live),
          tableGradient == null ? null : NativeViews.floats(tableGradient),
          NativeViews.sequence(inputGradient));
    } finally {
      Reference.reachabilityFence(outputGradient);
      Reference.reachabilityFence(tableGradient);
      Reference.reachabilityFence(inputGradient);
    }
  }
}
