package dev.seq4j.core.layer.embedding;

import dev.seq4j.core.kernel.embedding.EmbeddingKernel;
import dev.seq4j.core.layer.NativeViews;
import dev.seq4j.core.layer.StepIntegers;
import java.lang.ref.Reference;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The fast path, for FLOAT on the CPU: hands the arrays' memory to an {@link EmbeddingKernel}. */
final class KernelEmbedding implements EmbeddingPath {

  private final EmbeddingKernel kernel;

  /**
   * @param vocabulary rows of the weights
   * @param size their columns
   */
  KernelEmbedding(long vocabulary, long size) {
    kernel = new EmbeddingKernel(Math.toIntExact(vocabulary), Math.toIntExact(size));
  }

  @Override
  public void forward(INDArray weights, StepIntegers ids, INDArray output) {
    try {
      kernel.forward(
          NativeViews.floats(weights), ids.values(), ids.live(), NativeViews.sequence(output));
    } finally {
      Reference.reachabilityFence(weights);
      Reference.reachabilityFence(output);
    }
  }

  @Override
  public void backward(
      INDArray outputGradient, StepIntegers ids, INDArray weightGradient, boolean add) {
    try {
      kernel.backward(
          NativeViews.sequence(outputGradient),
          ids.values(),
          ids.live(),
          NativeViews.floats(weightGradient),
          add);
    } finally {
      Reference.reachabilityFence(outputGradient);
      Reference.reachabilityFence(weightGradient);
    }
  }
}
