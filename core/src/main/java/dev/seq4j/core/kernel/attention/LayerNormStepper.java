package dev.seq4j.core.kernel.attention;

import dev.seq4j.core.kernel.NativeFloats;

/**
 * Layer normalization step by step, for generation: one step of each row at a time, from a copy of
 * the parameters. Used by one thread at a time.
 */
public final class LayerNormStepper {

  private final int features;
  private final LayerNormRows rows;
  private final float[] line;
  private final float[] result;

  /**
   * @param gain [features], copied
   * @param bias [features], copied
   * @param features of a step
   * @param epsilon added to the variance
   */
  public LayerNormStepper(NativeFloats gain, NativeFloats bias, int features, double epsilon) {
    gain.requireRange("gain", 0, features);
    bias.requireRange("bias", 0, features);
    this.features = features;
    rows = new LayerNormRows(features, epsilon);
    rows.begin(gain, bias);
    line = new float[features];
    result = new float[features];
  }

  /**
   * One time step.
   *
   * @param input [batch, features]
   * @param output receives [batch, features]
   * @throws IllegalArgumentException if they have other sizes
   */
  public void step(float[] input, float[] output) {
    if (input.length % features != 0 || output.length != input.length) {
      throw new IllegalArgumentException(
          "input, output of %d, %d floats: must both have rows x %d"
              .formatted(input.length, output.length, features));
    }
    for (int at = 0; at < input.length; at += features) {
      System.arraycopy(input, at, line, 0, features);
      rows.forward(line, result);
      System.arraycopy(result, 0, output, at, features);
    }
  }
}
