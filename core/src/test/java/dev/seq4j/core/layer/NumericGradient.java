package dev.seq4j.core.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleSupplier;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Central differences, to which a gradient must be equal. */
public final class NumericGradient {

  private static final double STEP = 1e-5;
  private static final double LARGEST_RELATIVE_ERROR = 1e-5;
  private static final double NOISE = 1e-9; // differences below it are rounding

  private NumericGradient() {}

  /**
   * @param what a name for messages
   * @param variable what is varied, in place; an array in 'c' order, all of its memory
   * @param gradient the gradient to check, of the same shape
   * @param loss computed from the variable
   */
  public static void check(String what, INDArray variable, INDArray gradient, DoubleSupplier loss) {
    assertThat(gradient.shape())
        .as("shape of the gradient of %s", what)
        .isEqualTo(variable.shape());
    INDArray flat = variable.reshape(variable.length());
    INDArray analytic = gradient.dup('c').reshape(gradient.length());
    for (long i = 0; i < flat.length(); i++) {
      double value = flat.getDouble(i);
      flat.putScalar(i, value + STEP);
      double above = loss.getAsDouble();
      flat.putScalar(i, value - STEP);
      double below = loss.getAsDouble();
      flat.putScalar(i, value);
      double numeric = (above - below) / (2 * STEP);
      double difference = Math.abs(analytic.getDouble(i) - numeric);
      double size = Math.abs(analytic.getDouble(i)) + Math.abs(numeric);
      assertThat(difference)
          .as("%s, element %d: gradient %s, numeric %s", what, i, analytic.getDouble(i), numeric)
          .isLessThanOrEqualTo(Math.max(NOISE, LARGEST_RELATIVE_ERROR * size));
    }
  }
}
