package dev.seq4j.core.layer.attention;

import dev.seq4j.core.kernel.SequenceView;
import dev.seq4j.core.kernel.attention.AttentionInputs;
import dev.seq4j.core.kernel.attention.AttentionKernel;
import dev.seq4j.core.layer.NativeViews;
import dev.seq4j.core.layer.Scratch;
import java.lang.ref.Reference;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The fast path of a {@link SelfAttention}: hands the arrays' memory to a kernel. */
final class KernelDotProducts implements AttentionPath {

  private final AttentionKernel kernel;
  private final Scratch keyMemory = new Scratch();
  private final Scratch valueMemory = new Scratch();

  KernelDotProducts(SelfAttention layer) {
    kernel =
        new AttentionKernel(
            Math.toIntExact(layer.getNOut()),
            1,
            layer.scale(),
            layer.isCausal(),
            layer.droppedWeights());
  }

  private static AttentionInputs inputs(Attended attended) {
    return AttentionInputs.self(
        NativeViews.sequence(attended.input()),
        NativeViews.live(attended.input(), attended.live()));
  }

  @Override
  public void forward(
      INDArray parameters, Attended attended, INDArray output, boolean training, long seed) {
    try {
      if (training) {
        kernel.forward(inputs(attended), NativeViews.sequence(output), seed);
      } else {
        kernel.infer(inputs(attended), NativeViews.sequence(output));
      }
    } finally {
      Reference.reachabilityFence(attended);
      Reference.reachabilityFence(output);
    }
  }

  @Override
  public void backward(
      INDArray parameters,
      INDArray outputGradient,
      INDArray gradients,
      INDArray inputGradient,
      INDArray memoryGradient) {
    INDArray toKeys = keyMemory.array(DataType.FLOAT, inputGradient.shape());
    INDArray toValues = valueMemory.array(DataType.FLOAT, inputGradient.shape());
    try {
      SequenceView toQueries = NativeViews.sequence(inputGradient);
      kernel.backward(
          NativeViews.sequence(outputGradient),
          toQueries,
          NativeViews.sequence(toKeys),
          NativeViews.sequence(toValues));
    } finally {
      Reference.reachabilityFence(outputGradient);
      Reference.reachabilityFence(inputGradient);
    }
    inputGradient.addi(toKeys).addi(toValues);
  }

  @Override
  public INDArray weights(INDArray parameters, Attended attended, boolean toMemory) {
    try {
      return Nd4j.createFromArray(kernel.weights(inputs(attended)))
          .reshape('c', attended.batch(), 1, attended.time(), attended.time());
    } finally {
      Reference.reachabilityFence(attended);
    }
  }
}
