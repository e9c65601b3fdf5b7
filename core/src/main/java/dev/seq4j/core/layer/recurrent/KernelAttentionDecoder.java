package dev.seq4j.core.layer.recurrent;

import dev.seq4j.core.kernel.recurrent.AttentionDecoderKernel;
import dev.seq4j.core.layer.LayerState;
import dev.seq4j.core.layer.NativeViews;
import dev.seq4j.core.layer.Scratch;
import java.lang.ref.Reference;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The fast path, for FLOAT on the CPU: hands the arrays' memory to an {@link
 * AttentionDecoderKernel}.
 */
final class KernelAttentionDecoder implements AttentionDecoderPath {

  private final AttentionDecoderKernel kernel;
  private final long units;
  private final boolean hasCellState;
  private final Scratch hiddenMemory = new Scratch();
  private final Scratch cellMemory = new Scratch();

  /**
   * @param layer whose sizes are set
   */
  KernelAttentionDecoder(AttentionDecoder layer) {
    kernel =
        new AttentionDecoderKernel(
            layer.getCell().kernel(),
            Math.toIntExact(layer.getNMemory()),
            Math.toIntExact(layer.getAttention()));
    units = layer.getCell().getNOut();
    hasCellState = layer.getCell().portableCell().hasCellState();
  }

  @Override
  public void remember(INDArray parameters, INDArray memory, float[] live) {
    try {
      kernel.remember(
          NativeViews.floats(parameters),
          NativeViews.sequence(memory),
          NativeViews.live(memory, live));
    } finally {
      Reference.reachabilityFence(parameters);
      Reference.reachabilityFence(memory);
    }
  }

  @Override
  public LayerState forward(
      INDArray input, float[] live, LayerState initial, INDArray output, boolean training) {
    try {
      if (training) {
        kernel.forward(
            NativeViews.sequence(input),
            NativeViews.live(input, live),
            NativeViews.sequence(output));
        return null;
      }
      long batch = input.size(1);
      LayerState last =
          new LayerState(
              hiddenMemory.array(DataType.FLOAT, batch, units),
              hasCellState ? cellMemory.array(DataType.FLOAT, batch, units) : null);
      kernel.infer(
          NativeViews.sequence(input),
          NativeViews.live(input, live),
          initial == null ? null : NativeViews.state(initial),
          NativeViews.sequence(output),
          NativeViews.state(last));
      return last;
    } finally {
      Reference.reachabilityFence(input);
      Reference.reachabilityFence(initial);
      Reference.reachabilityFence(output);
    }
  }

  @Override
  public void backward(
      INDArray outputGradient,
      INDArray gradients,
      INDArray inputGradient,
      INDArray memoryGradient) {
    try {
      kernel.backward(
          NativeViews.sequence(outputGradient),
          NativeViews.floats(gradients),
          NativeViews.sequence(inputGradient),
          NativeViews.sequence(memoryGradient));
    } finally {
      Reference.reachabilityFence(outputGradient);
      Reference.reachabilityFence(gradients);
      Reference.reachabilityFence(inputGradient);
      Reference.reachabilityFence(memoryGradient);
    }
  }

  @Override
  public float[] weights() {
    return kernel.weights();
  }
}
