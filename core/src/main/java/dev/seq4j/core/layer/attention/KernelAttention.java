package dev.seq4j.core.layer.attention;

import dev.seq4j.core.kernel.attention.AttentionPass;
import dev.seq4j.core.kernel.attention.MultiHeadAttentionKernel;
import dev.seq4j.core.kernel.attention.TokenKernel;
import dev.seq4j.core.kernel.attention.TransformerBlockKernel;
import dev.seq4j.core.layer.NativeViews;
import java.lang.ref.Reference;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The fast path, for FLOAT on the CPU: hands the arrays' memory to a {@link TokenKernel}. */
final class KernelAttention implements AttentionPath {

  private final TokenKernel kernel;
  private final Function<AttentionPass, float[]> weights;
  private final Function<AttentionPass, float[]> memoryWeights;

  private KernelAttention(
      TokenKernel kernel,
      Function<AttentionPass, float[]> weights,
      Function<AttentionPass, float[]> memoryWeights) {
    this.kernel = kernel;
    this.weights = weights;
    this.memoryWeights = memoryWeights;
  }

  static KernelAttention of(AttentionSizes sizes) {
    MultiHeadAttentionKernel kernel =
        new MultiHeadAttentionKernel(
            Math.toIntExact(sizes.in()),
            Math.toIntExact(sizes.memoryIn()),
            Math.toIntExact(sizes.width()),
            sizes.heads(),
            sizes.causal(),
            sizes.dropped());
    return new KernelAttention(kernel, kernel::weights, kernel::weights);
  }

  static KernelAttention of(TransformerBlockKernel kernel) {
    return new KernelAttention(kernel, kernel::weights, kernel::memoryWeights);
  }

  @Override
  public void forward(
      INDArray parameters, Attended attended, INDArray output, boolean training, long seed) {
    try {
      AttentionPass pass = pass(parameters, attended);
      if (training) {
        kernel.forward(pass, NativeViews.sequence(output), seed);
      } else {
        kernel.infer(pass, NativeViews.sequence(output));
      }
    } finally {
      Reference.reachabilityFence(parameters);
      Reference.reachabilityFence(attended);
      Reference.reachabilityFence(output);
    }
  }

  private static AttentionPass pass(INDArray parameters, Attended attended) {
    INDArray input = attended.input();
    INDArray memory = attended.memory();
    return memory == null
        ? new AttentionPass(
            NativeViews.floats(parameters),
            NativeViews.sequence(input),
            NativeViews.live(input, attended.live()))
        : new AttentionPass(
            NativeViews.floats(parameters),
            NativeViews.sequence(input),
            NativeViews.live(input, attended.live()),
            NativeViews.sequence(memory),
            NativeViews.live(memory, attended.memoryLive()));
  }

  @Override
  public void backward(
      INDArray parameters,
      INDArray outputGradient,
      INDArray gradients,
      INDArray inputGradient,
      INDArray memoryGradient) {
    try {
      kernel.backward(
          NativeViews.floats(parameters),
          NativeViews.sequence(outputGradient),
          NativeViews.floats(gradients),
          NativeViews.sequence(inputGradient),
          memoryGradient == null ? null : NativeViews.sequence(memoryGradient));
    } finally {
      Reference.reachabilityFence(parameters);
      Reference.reachabilityFence(outputGradient);
      Reference.reachabilityFence(gradients);
      Reference.reachabilityFence(inputGradient);
      Reference.reachabilityFence(memoryGradient);
    }
  }

  @Override
  public INDArray weights(INDArray parameters, Attended attended, boolean toMemory) {
    try {
      float[] all = (toMemory ? memoryWeights : weights).apply(pass(parameters, attended));
      INDArray keys = toMemory ? attended.memory() : attended.input();
      long heads = all.length / (attended.batch() * attended.time() * keys.size(0));
      return Nd4j.createFromArray(all)
          .reshape('c', attended.batch(), heads, attended.time(), keys.size(0));
    } finally {
      Reference.reachabilityFence(parameters);
      Reference.reachabilityFence(attended);
    }
  }
}
