package dev.seq4j.core.kernel.attention;

import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.Reductions;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * The arithmetic of a {@link LayerNormKernel} on rows in arrays, for one thread. What the backward
 * pass needs, the normalized row and the factor 1 / sqrt(variance + epsilon), the caller keeps.
 */
final class LayerNormRows {

  private final int width;
  private final float epsilon;
  private final float[] gain;
  private final float[] bias;
  private final float[] gainGradient;
  private final float[] biasGradient;
  private final float[] scaled;

  /**
   * @param width features of a row
   * @param epsilon added to the variance
   */
  LayerNormRows(int width, double epsilon) {
    this.width = width;
    this.epsilon = (float) epsilon;
    gain = new float[width];
    bias = new float[width];
    gainGradient = new float[width];
    biasGradient = new float[width];
    scaled = new float[width];
  }

  /** Takes the parameters for the next passes, and sets the gradients to zero. */
  void begin(NativeFloats newGain, NativeFloats newBias) {
    FloatBuffer gains = newGain.buffer();
    FloatBuffer biases = newBias.buffer();
    gains.get(0, gain, 0, width);
    biases.get(0, bias, 0, width);
    Arrays.fill(gainGradient, 0f);
    Arrays.fill(biasGradient, 0f);
  }

  /**
   * Normalizes one row.
   *
   * @param row x, becomes the normalized x
   * @param output receives y; another array than the row
   * @return 1 / sqrt(variance + epsilon)
   */
  float forward(float[] row, float[] output) {
    float mean = Reductions.sum(row, width) / width;
    for (int i = 0; i < width; i++) {
      row[i] = row[i] - mean;
    }
    float variance = Reductions.dot(row, row, width) / width;
    float factor = (float) (1 / Math.sqrt(variance + epsilon));
    for (int i = 0; i < width; i++) {
      row[i] = row[i] * factor;
    }
    affine(row, output);
    return factor;
  }

  /** Computes y from a normalized row again. */
  void affine(float[] normalized, float[] output) {
    for (int i = 0; i < width; i++) {
      output[i] = normalized[i] * gain[i] + bias[i];
    }
  }

  /**
   * Differentiates one row, and adds to the gradients of gain and bias.
   *
   * @param gradient dy, becomes dx
   * @param normalized as {@link #forward} left the row
   * @param factor what it returned
   */
  void backward(float[] gradient, float[] normalized, float factor) {
    for (int i = 0; i < width; i++) {
      gainGradient[i] = gainGradient[i] + gradient[i] * normalized[i];
    }
    for (int i = 0; i < width; i++) {
      biasGradient[i] = biasGradient[i] + gradient[i];
    }
    for (int i = 0; i < width; i++) {
      scaled[i] = gradient[i] * gain[i];
    }
    float mean = Reductions.sum(scaled, width) / width;
    float slope = Reductions.dot(scaled, normalized, width) / width;
    for (int i = 0; i < width; i++) {
      gradient[i] = factor * (scaled[i] - mean - normalized[i] * slope);
    }
  }

  /** Returns the gradient of the gain since {@link #begin}. */
  float[] gainGradient() {
    return gainGradient;
  }

  /** Returns the gradient of the bias since {@link #begin}. */
  float[] biasGradient() {
    return biasGradient;
  }
}
