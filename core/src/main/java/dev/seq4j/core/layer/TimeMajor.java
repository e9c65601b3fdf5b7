package dev.seq4j.core.layer;

import org.deeplearning4j.nn.conf.RNNFormat;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Deeplearning4j's sequences seen as {@code [time, batch, features]} and back, without a copy. */
public final class TimeMajor {

  private TimeMajor() {}

  /**
   * @param sequence {@code [batch, features, time]}, or {@code [batch, time, features]} for NWC
   * @param format which of them; null is NCW
   * @return a view, {@code [time, batch, features]}
   */
  public static INDArray of(INDArray sequence, RNNFormat format) {
    return format == RNNFormat.NWC ? sequence.permute(1, 0, 2) : sequence.permute(2, 0, 1);
  }

  /**
   * @param timeMajor {@code [time, batch, features]}
   * @param format what is wanted; null is NCW
   * @return a view, {@code [batch, features, time]}, or {@code [batch, time, features]} for NWC
   */
  public static INDArray back(INDArray timeMajor, RNNFormat format) {
    return format == RNNFormat.NWC ? timeMajor.permute(1, 0, 2) : timeMajor.permute(1, 2, 0);
  }

  /**
   * @param timeMajor {@code [time, batch, features]}
   * @param t a time step
   * @return a view of it, {@code [batch, features]}
   */
  public static INDArray step(INDArray timeMajor, long t) {
    // Time last: get() takes a first index near the end of a view for one beyond it (1.0.0-M2.1).
    return timeMajor
        .permute(1, 2, 0)
        .get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(t));
  }

  /**
   * @param timeMajor {@code [time, batch, features]}
   * @param from the first step
   * @param to after the last step
   * @return a view of these steps, {@code [to - from, batch, features]}
   */
  public static INDArray steps(INDArray timeMajor, long from, long to) {
    return timeMajor
        .permute(1, 2, 0)
        .get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(from, to))
        .permute(2, 0, 1);
  }
}
