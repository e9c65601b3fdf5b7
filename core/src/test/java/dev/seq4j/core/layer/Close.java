package dev.seq4j.core.layer;

import static org.assertj.core.api.Assertions.assertThat;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Compares arrays. */
public final class Close {

  /** For results that only differ in the order of sums, in single precision. */
  public static final double FLOAT = 1e-5;

  private Close() {}

  /**
   * @param what a name for messages
   * @param actual computed
   * @param expected the reference
   * @param tolerance the largest difference, relative to the reference's largest element or to 1
   */
  public static void assertClose(
      String what, INDArray actual, INDArray expected, double tolerance) {
    assertThat(actual.shape()).as("shape of %s", what).isEqualTo(expected.shape());
    INDArray wanted = expected.castTo(DataType.DOUBLE);
    INDArray got = actual.castTo(DataType.DOUBLE);
    assertThat(got.isNaN().any()).as("NaN in %s", what).isFalse();
    double scale = Math.max(1, wanted.amaxNumber().doubleValue());
    assertThat(got.sub(wanted).amaxNumber().doubleValue() / scale)
        .as("difference of %s", what)
        .isLessThanOrEqualTo(tolerance);
  }
}
