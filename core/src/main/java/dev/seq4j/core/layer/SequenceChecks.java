package dev.seq4j.core.layer;

import java.util.Arrays;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What must hold before raw memory is touched; each message names layer, value and expectation. */
public final class SequenceChecks {

  private SequenceChecks() {}

  /**
   * @param input what a layer got
   * @param features what it expects
   * @param format how the axes are ordered; null is NCW
   * @param layer its name
   */
  public static void input(INDArray input, long features, RNNFormat format, String layer) {
    boolean timeBeforeFeatures = format == RNNFormat.NWC;
    String expected =
        (timeBeforeFeatures ? "[batch, time, %d]" : "[batch, %d, time]").formatted(features);
    if (input.rank() != 3 || input.size(timeBeforeFeatures ? 2 : 1) != features) {
      throw invalid("input", input, "must be " + expected, layer);
    }
    if (input.size(0) < 1 || input.size(timeBeforeFeatures ? 1 : 2) < 1) {
      throw invalid("input", input, "must be " + expected + " with batch and time >= 1", layer);
    }
    floating("input", input, layer);
  }

  /**
   * @param mask what a layer got, or null
   * @param input its input, checked
   * @param format how the input's axes are ordered; null is NCW
   * @param layer its name
   */
  public static void mask(INDArray mask, INDArray input, RNNFormat format, String layer) {
    if (mask == null) {
      return;
    }
    long batch = input.size(0);
    long time = input.size(format == RNNFormat.NWC ? 1 : 2);
    if (mask.rank() != 2 || mask.size(0) != batch || mask.size(1) != time) {
      throw invalid("mask", mask, "must be [%d, %d]".formatted(batch, time), layer);
    }
  }

  /**
   * @param epsilon the gradient that a layer got
   * @param output the shape of its output
   * @param layer its name
   */
  public static void gradient(INDArray epsilon, long[] output, String layer) {
    if (!Arrays.equals(epsilon.shape(), output)) {
      throw invalid("gradient", epsilon, "must be " + Arrays.toString(output), layer);
    }
    floating("gradient", epsilon, layer);
  }

  /**
   * @param state one array of a state from an earlier call, or null
   * @param batch the input's rows
   * @param units the layer's
   * @param layer its name
   */
  public static void state(INDArray state, long batch, long units, String layer) {
    if (state == null) {
      return;
    }
    if (state.rank() != 2 || state.size(0) != batch || state.size(1) != units) {
      throw invalid(
          "stored state",
          state,
          "must be [%d, %d]; rnnClearPreviousState() starts anew".formatted(batch, units),
          layer);
    }
    floating("stored state", state, layer);
  }

  private static void floating(String what, INDArray array, String layer) {
    if (!array.dataType().isFPType()) {
      throw new DL4JInvalidInputException(
          "%s type = %s: must be a floating type %s".formatted(what, array.dataType(), layer));
    }
  }

  private static DL4JInvalidInputException invalid(
      String what, INDArray array, String allowed, String layer) {
    return new DL4JInvalidInputException(
        "%s shape = %s: %s %s".formatted(what, Arrays.toString(array.shape()), allowed, layer));
  }
}
