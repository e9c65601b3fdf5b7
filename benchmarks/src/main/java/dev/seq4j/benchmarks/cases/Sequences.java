package dev.seq4j.benchmarks.cases;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The problems' time-major numbers as ND4J arrays. */
final class Sequences {

  private Sequences() {}

  /** {@code [batch, features, time]}, in memory time-major, as our layers hand sequences on. */
  static INDArray features(float[] values, int time, int batch, int features) {
    return Nd4j.createFromArray(values).reshape('c', time, batch, features).permute(1, 2, 0);
  }

  /** {@code [batch, time]}. */
  static INDArray integers(int[] values, int time, int batch) {
    return Nd4j.createFromArray(values).reshape('c', time, batch).transpose().dup('c');
  }

  /** {@code [batch, 1, time]}. */
  static INDArray labels(int[] values, int time, int batch) {
    return integers(values, time, batch).reshape('c', batch, 1, time);
  }

  /** {@code [batch, classes, time]}; nothing where there is no class. */
  static INDArray oneHot(int[] values, int time, int batch, int classes) {
    INDArray hot = Nd4j.zeros(DataType.FLOAT, batch, classes, time).dup('f');
    for (int i = 0; i < values.length; i++) {
      if (values[i] >= 0) {
        hot.putScalar(i % batch, values[i], i / batch, 1);
      }
    }
    return hot;
  }

  /** {@code [batch, time]}: ones up to each row's length. */
  static INDArray mask(int[] lengths, int time) {
    float[][] mask = new float[lengths.length][time];
    for (int row = 0; row < lengths.length; row++) {
      Arrays.fill(mask[row], 0, lengths[row], 1);
    }
    return Nd4j.createFromArray(mask);
  }
}
