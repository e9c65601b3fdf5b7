package dev.seq4j.core.layer;

import java.util.Arrays;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One integer for each step of each row of a batch, ids or labels, checked and in plain Java.
 *
 * @param values {@code [batch, time]} in 'c' order; 0 where the weight is
 * @param weights how much each step counts, in the same order: the mask, or ones
 * @param batch rows
 * @param time steps of each row
 */
record StepIntegers(int[] values, float[] weights, int batch, int time) {

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
  static StepIntegers read(
      String what, INDArray array, INDArray mask, long limit, String limitName, String layer) {
    if (!array.dataType().isNumerical()) {
      throw new DL4JInvalidInputException(
          "%s type = %s: must be a number %s".formatted(what, array.dataType(), layer));
    }
    int batch = Math.toIntExact(array.size(0));
    int time = Math.toIntExact(array.size(array.rank() - 1));
    double[] numbers = flat(array);
    float[] weights = weights(mask, numbers.length);
    int[] values = new int[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      if (weights[i] == 0) {
        continue;
      }
      values[i] = (int) numbers[i];
      if (values[i] != numbers[i] || values[i] < 0 || values[i] >= limit) {
        throw new DL4JInvalidInputException(
            "%s at row %d, step %d = %s: must be a whole number in [0, %d), %s %s"
                .formatted(what, i / time, i % time, text(numbers[i]), limit, limitName, layer));
      }
    }
    return new StepIntegers(values, weights, batch, time);
  }

  private static float[] weights(INDArray mask, int length) {
    float[] weights = new float[length];
    if (mask == null) {
      Arrays.fill(weights, 1);
      return weights;
    }
    double[] given = flat(mask);
    for (int i = 0; i < length; i++) {
      weights[i] = (float) given[i];
    }
    return weights;
  }

  private static double[] flat(INDArray array) {
    return OutsideWorkspaces.make(
        () -> {
          INDArray ordered = array.castTo(DataType.DOUBLE).dup('c');
          return ordered.reshape(ordered.length()).toDoubleVector();
        });
  }

  private static String text(double number) {
    return number == Math.rint(number) && Math.abs(number) < Long.MAX_VALUE
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  /**
   * @return 1 where the weight is not 0, in the order of {@link #weights}
   */
  float[] ones() {
    return ones(weights);
  }

  /**
   * @param mask {@code [batch, time]}, or null
   * @param length batch * time
   * @return 1 where the mask is null or not 0, in 'c' order
   */
  static float[] ones(INDArray mask, long length) {
    return ones(weights(mask, Math.toIntExact(length)));
  }

  private static float[] ones(float[] weights) {
    float[] ones = new float[weights.length];
    for (int i = 0; i < ones.length; i++) {
      ones[i] = weights[i] == 0 ? 0 : 1;
    }
    return ones;
  }
}
