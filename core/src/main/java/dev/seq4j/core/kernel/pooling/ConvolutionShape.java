package dev.seq4j.core.kernel.pooling;

import dev.seq4j.core.kernel.NativeFloats;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Sizes of convolutions of several widths over sequences, and how their weights lie in memory.
 *
 * <p>Maps are numbered width by width, the widest first, so that those wider than k are the first
 * ones. For each place k of a window, from its first step on, there is a matrix W_k, [features,
 * maps wider than k], in 'c' order, one after the other.
 *
 * <p>Immutable.
 */
public final class ConvolutionShape {

  private final int features;
  private final int[] widths; // falling
  private final int mapsOfWidth;
  private final int[] offsets; // of W_k
  private final int[] firstOfMap; // in a copy that has the window of each map in one piece

  /**
   * @param features of a step, 1 or more
   * @param widths steps that each convolution sees, 1 or more, different
   * @param mapsOfWidth maps of each width, 1 or more
   * @throws IllegalArgumentException if one is smaller, or the weights do not fit in 2 GB
   */
  public ConvolutionShape(int features, int[] widths, int mapsOfWidth) {
    this.features = features;
    this.mapsOfWidth = mapsOfWidth;
    this.widths = widths.clone();
    Arrays.sort(this.widths);
    for (int i = 0; i < this.widths.length / 2; i++) {
      int j = this.widths.length - 1 - i;
      int narrow = this.widths[i];
      this.widths[i] = this.widths[j];
      this.widths[j] = narrow;
    }
    boolean distinct = Arrays.stream(widths).distinct().count() == widths.length;
    if (features < 1 || mapsOfWidth < 1 || widths.length == 0 || !distinct || least() < 1) {
      throw new IllegalArgumentException(
          "features, maps, widths = %d, %d, %s: must be at least 1, the widths different"
              .formatted(features, mapsOfWidth, Arrays.toString(widths)));
    }
    long sum = 0;
    offsets = new int[widest()];
    for (int k = 0; k < offsets.length; k++) {
      offsets[k] = (int) sum;
      sum += (long) features * mapsWiderThan(k);
      if (sum > NativeFloats.MAX_LENGTH) {
        throw new IllegalArgumentException("weights: do not fit in 2 GB");
      }
    }
    firstOfMap = new int[maps() + 1];
    for (int m = 0; m < maps(); m++) {
      firstOfMap[m + 1] = firstOfMap[m] + width(m) * features;
    }
  }

  private int least() {
    return widths[widths.length - 1];
  }

  /**
   * @return F
   */
  public int features() {
    return features;
  }

  /**
   * @return M: maps of all widths
   */
  public int maps() {
    return widths.length * mapsOfWidth;
  }

  /**
   * @return steps of the widest window
   */
  public int widest() {
    return widths[0];
  }

  /**
   * @param map from 0 to below {@link #maps()}
   * @return steps of its window
   */
  public int width(int map) {
    return widths[map / mapsOfWidth];
  }

  /**
   * @param k a place in a window, from 0
   * @return how many maps have such a place: the first ones
   */
  public int mapsWiderThan(int k) {
    int wider = 0;
    while (wider < widths.length && widths[wider] > k) {
      wider++;
    }
    return wider * mapsOfWidth;
  }

  /**
   * @param k a place in a window, below {@link #widest()}
   * @return where W_k begins
   */
  public int offset(int k) {
    return offsets[k];
  }

  /**
   * @return how many weights there are
   */
  public int weights() {
    return firstOfMap[maps()];
  }

  /** Zeros before and after a sequence, so that a window may stand over its edge. */
  int pad() {
    return widest() - 1;
  }

  /** Where a map's weights begin in {@link #byMap}. */
  int firstOfMap(int map) {
    return firstOfMap[map];
  }

  /** Returns the weights map by map, of each map as its window lies in a sequence. */
  float[] byMap(FloatBuffer weights) {
    float[] byMap = new float[weights()];
    float[] line = new float[maps()];
    for (int k = 0; k < widest(); k++) {
      int columns = mapsWiderThan(k);
      for (int f = 0; f < features; f++) {
        weights.get(offsets[k] + f * columns, line, 0, columns);
        for (int m = 0; m < columns; m++) {
          byMap[firstOfMap[m] + k * features + f] = line[m];
        }
      }
    }
    return byMap;
  }

  /** The way back of {@link #byMap}. */
  void fromMaps(float[] byMap, FloatBuffer weights) {
    float[] line = new float[maps()];
    for (int k = 0; k < widest(); k++) {
      int columns = mapsWiderThan(k);
      for (int f = 0; f < features; f++) {
        for (int m = 0; m < columns; m++) {
          line[m] = byMap[firstOfMap[m] + k * features + f];
        }
        weights.put(offsets[k] + f * columns, line, 0, columns);
      }
    }
  }
}
