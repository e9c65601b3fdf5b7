package dev.seq4j.core.layer;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** What a mask hides may be anything, and 0 times NaN is NaN: so it is replaced, not multiplied. */
public final class LiveRows {

  private LiveRows() {}

  /**
   * @param rows {@code [n, features]}; becomes zero in each row that is not live
   * @param live n numbers, 0 for a row that is not live
   * @return rows
   */
  public static INDArray keep(INDArray rows, INDArray live) {
    INDArray condition = live.reshape(live.length()).castTo(DataType.BOOL);
    Nd4j.exec(
        DynamicCustomOp.builder("select") // row by row where the condition is a vector
            .addInputs(condition, rows, rows.ulike().assign(0))
            .addOutputs(rows)
            .build());
    return rows;
  }
}
