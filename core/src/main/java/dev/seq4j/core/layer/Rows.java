package dev.seq4j.core.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Sequences {@code [time, batch, features]} as matrices of one row a step, for portable paths. */
public final class Rows {

  private Rows() {}

  /** Returns a copy, {@code [time * batch, features]}. */
  public static INDArray of(INDArray sequence) {
    return sequence.dup('c').reshape('c', sequence.size(0) * sequence.size(1), sequence.size(2));
  }

  /** Writes rows to a sequence in any order in memory. */
  public static void write(INDArray rows, INDArray sequence) {
    sequence.assign(rows.dup('c').reshape('c', sequence.shape()));
  }

  /** Turns {@code [batch, time]} in 'c' order into a column of the rows, of their type. */
  public static INDArray column(float[] cells, INDArray sequence) {
    long time = sequence.size(0);
    long batch = sequence.size(1);
    return Nd4j.createFromArray(cells)
        .reshape('c', batch, time)
        .transpose()
        .dup('c')
        .reshape('c', time * batch, 1)
        .castTo(sequence.dataType());
  }

  /** Turns {@code [batch, time]} in 'c' order into one integer a row. */
  public static int[] timeMajor(int[] cells, INDArray sequence) {
    int time = (int) sequence.size(0);
    int batch = (int) sequence.size(1);
    int[] turned = new int[cells.length];
    for (int t = 0; t < time; t++) {
      for (int row = 0; row < batch; row++) {
        turned[t * batch + row] = cells[row * time + t];
      }
    }
    return turned;
  }
}
