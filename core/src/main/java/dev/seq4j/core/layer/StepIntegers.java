package dev.seq4j.core.layer;

import dev.seq4j.core.kernel.LiveSteps;
import java.util.Arrays;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One integer for each step of each row of a batch, ids or labels, checked and in plain Java.
 *
 * @param values {@code [batch, time]} in 'c' order; allowed where the weight is 0, too
 * @param weights how much each step counts, in the same order: the mask, or ones
 * @param live the steps whose weight is not 0
 */
public record StepIntegers(int[] values, float[] weights, LiveSteps live) {

  /**
   * @param what a name for messages, as "id"
   * @param array integers of any type, {@code [batch, time]} or {@code [batch, 1, time]}
   * @param mask {@code [batch, time]}, where 0 means that the integer is not looked at; or null
   * @param limit how many different integers are allowed, from 0 on
   * @param limitName what that number is, for messages
   * @param layer its name
   * @return a copy
   * @throws DL4JInvalidInputException naming row, step and value if one of them is not allowed
   */
  public static StepIntegers read(
      String what, INDArray array, INDArray mask, long limit, String limitName, String layer) {
    if (!array.dataType().isNumerical()) {
      throw new DL4JInvalidInputException(
          "%s type = %s: must be a number %s".formatted(what, array.dataType(), layer));
    }
    int batch = Math.toIntExact(array.size(0));
    int time = Math.toIntExact(array.size(array.rank() - 1));
    float[] weights = weights(mask, Math.multiplyExact(batch, time));
    int[] values = HostCopy.intsInOrder(array);
    double[] numbers = values == null ? HostCopy.doubles(array) : null;
    if (values == null) {
      values = new int[numbers.length];
    }
    for (int i = 0; i < values.length; i++) {
      if (weights[i] == 0) {
        values[i] = 0;
        continue;
      }
      double number = numbers == null ? values[i] : numbers[i];
      values[i] = (int) number;
      if (values[i] != number || number < 0 || number >= limit) {
        throw new DL4JInvalidInputException(
            "%s at row %d, step %d = %s: must be a whole number in [0, %d), %s %s"
                .formatted(what, i / time, i % time, text(number), limit, limitName, layer));
      }
    }
    return of(values, weights, batch, time);
  }

  private static StepIntegers of(int[] values, float[] weights, int batch, int time) {
    return new StepIntegers(values, weights, LiveSteps.mask(batch, time, weights));
  }

  /**
   * @param value an integer to leave out
   * @return the same without the steps that have this value: their weight is 0
   */
  public StepIntegers without(int value) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] == value) {
        weights[i] = 0;
      }
    }
    return of(values, weights, batch(), time());
  }

  private static float[] weights(INDArray mask, int length) {
    if (mask != null) {
      return HostCopy.floats(mask);
    }
    float[] weights = new float[length];
    Arrays.fill(weights, 1);
    return weights;
  }

  private static String text(double number) {
    return number == Math.rint(number) && Math.abs(number) < Long.MAX_VALUE
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  /**
   * @return rows
   */
  public int batch() {
    return live.batch();
  }

  /**
   * @return steps of each row
   */
  public int time() {
    return live.time();
  }

  /**
   * @return 1 where the weight is not 0, in the order of {@link #weights}
   */
  public float[] ones() {
    return ones(weights.clone());
  }

  /**
   * @param mask {@code [batch, time]}, or null
   * @param length batch * time
   * @return 1 where the mask is null or not 0, in 'c' order
   */
  public static float[] ones(INDArray mask, long length) {
    return ones(weights(mask, Math.toIntExact(length)));
  }

  private static float[] ones(float[] weights) {
    for (int i = 0; i < weights.length; i++) {
      weights[i] = weights[i] == 0 ? 0 : 1;
    }
    return weights;
  }
}
