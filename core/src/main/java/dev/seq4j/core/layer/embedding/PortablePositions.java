package dev.seq4j.core.layer.embedding;

import dev.seq4j.core.layer.Rows;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scatter.ScatterUpdate.UpdateOp;
import org.nd4j.linalg.factory.Nd4j;

/** Layers of positions in ND4J operations, for every type and backend. */
final class PortablePositions implements PositionPath {

  @Override
  public void forward(
      INDArray table, int[] positions, float[] live, INDArray input, INDArray output) {
    INDArray added = Nd4j.pullRows(table, 1, Rows.timeMajor(positions, input), 'c');
    INDArray sum = Rows.of(input).addi(added).muliColumnVector(Rows.column(live, input));
    Rows.write(sum, output);
  }

  @Override
  @SuppressWarnings("deprecation") // the one scatter that adds in place
  public void backward(
      INDArray outputGradient,
      int[] positions,
      float[] live,
      INDArray tableGradient,
      INDArray inputGradient) {
    INDArray rows = Rows.of(outputGradient).muliColumnVector(Rows.column(live, outputGradient));
    Rows.write(rows, inputGradient);
    if (tableGradient != null) {
      tableGradient.assign(0);
      INDArray numbers = Nd4j.createFromArray(Rows.timeMajor(positions, outputGradient));
      Nd4j.scatterUpdate(UpdateOp.ADD, tableGradient, numbers, rows, 1);
    }
  }
}
