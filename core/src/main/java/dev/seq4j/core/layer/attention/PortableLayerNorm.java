package dev.seq4j.core.layer.attention;

import dev.seq4j.core.layer.OutsideWorkspaces;
import dev.seq4j.core.layer.Rows;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Layer normalization in ND4J operations, for every type and backend. */
final class PortableLayerNorm implements LayerNormPath {

  private final double epsilon;

  // The last forward pass; a row is a step of a row of the batch.
  private INDArray normalized; // [rows, features]
  private INDArray deviation; // [rows, 1]
  private INDArray there; // [rows, 1] of ones and zeros

  /**
   * @param epsilon added to the variance
   */
  PortableLayerNorm(double epsilon) {
    this.epsilon = epsilon;
  }

  @Override
  public void forward(INDArray gain, INDArray bias, INDArray input, float[] live, INDArray output) {
    OutsideWorkspaces.make(
        () -> {
          there = Rows.column(live, input);
          INDArray rows = Rows.of(input).muliColumnVector(there);
          rows.subiColumnVector(rows.mean(true, 1));
          deviation = Transforms.sqrt(rows.mul(rows).mean(true, 1).addi(epsilon), false);
          normalized = rows.diviColumnVector(deviation);
          INDArray result =
              normalized.mulRowVector(gain).addiRowVector(bias).muliColumnVector(there);
          Rows.write(result, output);
          return output;
        });
  }

  @Override
  public void backward(
      INDArray gain,
      INDArray bias,
      INDArray outputGradient,
      INDArray gainGradient,
      INDArray biasGradient,
      INDArray inputGradient) {
    INDArray toOutput = Rows.of(outputGradient).muliColumnVector(there);
    gainGradient.assign(toOutput.mul(normalized).sum(0));
    biasGradient.assign(toOutput.sum(0));
    INDArray toNormalized = toOutput.muliRowVector(gain);
    INDArray slope = toNormalized.mul(normalized).mean(true, 1);
    INDArray toInput =
        toNormalized
            .subColumnVector(toNormalized.mean(true, 1))
            .subi(normalized.mulColumnVector(slope))
            .diviColumnVector(deviation);
    Rows.write(toInput, inputGradient);
  }
}
