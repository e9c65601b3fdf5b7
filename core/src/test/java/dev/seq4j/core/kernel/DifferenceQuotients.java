package dev.seq4j.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleSupplier;

/** Compares gradients with difference quotients of a reference in double precision. */
public final class DifferenceQuotients {

  private static final double STEP = 1e-5;

  private DifferenceQuotients() {}

  /**
   * @param what a name for messages
   * @param variable of the reference, varied in place
   * @param at where in the kernel's gradient each value's stands
   * @param gradient the kernel's
   * @param loss of the reference
   * @param tolerance largest difference, relative to 1 or the gradient if that is larger
   */
  public static void check(
      String what,
      double[] variable,
      int[] at,
      NativeArray gradient,
      DoubleSupplier loss,
      double tolerance) {
    for (int i = 0; i < variable.length; i++) {
      double value = variable[i];
      variable[i] = value + STEP;
      double above = loss.getAsDouble();
      variable[i] = value - STEP;
      double below = loss.getAsDouble();
      variable[i] = value;
      double expected = (above - below) / (2 * STEP);
      assertThat(Math.abs(gradient.get(at[i]) - expected) / Math.max(1, Math.abs(expected)))
          .as("%s[%d]: %s, expected %s", what, i, gradient.get(at[i]), expected)
          .isLessThan(tolerance);
    }
  }

  /** 0, 1, 2 and so on: a gradient in the same order as its variable. */
  public static int[] inOrder(int length) {
    int[] order = new int[length];
    for (int i = 0; i < length; i++) {
      order[i] = i;
    }
    return order;
  }

  /** Where the features of a step stand in a view. */
  public static int[] of(SequenceView view, int row, int features, int t) {
    int[] places = new int[features];
    for (int f = 0; f < features; f++) {
      places[f] = (int) view.index(row, f, t);
    }
    return places;
  }
}
