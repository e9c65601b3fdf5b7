package dev.seq4j.core.layer;

import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Random sequences and masks that are the same in every run. */
public final class Sequences {

  private Sequences() {}

  /** Values in [-1, 1), which do not touch the random numbers of a network. */
  public static INDArray random(long seed, DataType type, long... shape) {
    Random random = new Random(seed);
    INDArray array = Nd4j.create(DataType.DOUBLE, shape);
    INDArray flat = array.reshape(array.length());
    for (long i = 0; i < flat.length(); i++) {
      flat.putScalar(i, 2 * random.nextDouble() - 1);
    }
    return array.castTo(type);
  }

  /** A mask {@code [lengths.length, time]} whose rows begin with that many ones. */
  public static INDArray prefixMask(int time, int... lengths) {
    INDArray mask = Nd4j.zeros(DataType.FLOAT, lengths.length, time);
    for (int row = 0; row < lengths.length; row++) {
      for (int t = 0; t < lengths[row]; t++) {
        mask.putScalar(row, t, 1);
      }
    }
    return mask;
  }

  /** A mask with a row for each string of ones and zeros. */
  public static INDArray mask(String... rows) {
    INDArray mask = Nd4j.zeros(DataType.FLOAT, rows.length, rows[0].length());
    for (int row = 0; row < rows.length; row++) {
      for (int t = 0; t < rows[row].length(); t++) {
        mask.putScalar(row, t, rows[row].charAt(t) - '0');
      }
    }
    return mask;
  }

  /** One-hot labels {@code [batch, classes, time]}. */
  public static INDArray labels(long seed, DataType type, int batch, int classes, int time) {
    Random random = new Random(seed);
    INDArray labels = Nd4j.zeros(type, batch, classes, time);
    for (int row = 0; row < batch; row++) {
      for (int t = 0; t < time; t++) {
        labels.putScalar(row, random.nextInt(classes), t, 1);
      }
    }
    return labels;
  }

  /** One-hot labels {@code [batch, classes]}. */
  static INDArray labels(long seed, DataType type, int batch, int classes) {
    return labels(seed, type, batch, classes, 1).reshape(batch, classes);
  }

  /** Steps {@code from} to before {@code to}. */
  public static INDArray steps(INDArray sequence, int from, int to) {
    return sequence.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(from, to));
  }

  /** The same values as a view in the middle of something larger, time-major. */
  public static INDArray timeMajorView(INDArray sequence) {
    long[] shape = sequence.shape();
    INDArray larger =
        Nd4j.valueArrayOf(
            new long[] {shape[2] + 2, shape[0], shape[1]}, Double.NaN, sequence.dataType());
    INDArray view =
        larger
            .get(NDArrayIndex.interval(1, shape[2] + 1), NDArrayIndex.all(), NDArrayIndex.all())
            .permute(1, 2, 0);
    return view.assign(sequence);
  }
}
