package dev.seq4j.core.kernel;

import java.util.Arrays;

/** Arrays for copies, kept and grown by one thread. */
public final class FloatScratch {

  private float[] tile = new float[0];
  private float[] turned = new float[0];
  private float[] more = new float[0];
  private float[] ones = new float[0];
  private float[] zeros = new float[0];

  public float[] tile(int length) {
    tile = grown(tile, length);
    return tile;
  }

  public float[] turned(int length) {
    turned = grown(turned, length);
    return turned;
  }

  public float[] more(int length) {
    more = grown(more, length);
    return more;
  }

  /** Returns at least {@code length} floats, all 1 as long as nobody writes to them. */
  public float[] onesOf(int length) {
    if (ones.length < length) {
      ones = new float[length];
    }
    Arrays.fill(ones, 1f);
    return ones;
  }

  /** Returns at least {@code length} zeros, which nobody writes to. */
  public float[] zeros(int length) {
    zeros = grown(zeros, length);
    return zeros;
  }

  public static float[] grown(float[] array, int length) {
    return array.length >= length ? array : new float[length + length / 4];
  }
}
