package dev.seq4j.core.kernel;

/**
 * Sequences in native memory in any layout: the value of row b, feature d, time t stands at {@code
 * offset + b * batchStride + d * featureStride + t * timeStride}.
 *
 * <p>Copies are fast where one of the strides is 1, and fastest where it is that of the features.
 *
 * <p>Legend: B rows of the batch, T time steps, F features.
 *
 * @param memory where the values lie
 * @param offset of the first value, in floats
 * @param batchStride distance between rows, in floats
 * @param featureStride distance between features
 * @param timeStride distance between time steps
 */
public record SequenceView(
    NativeFloats memory, long offset, long batchStride, long featureStride, long timeStride) {

  /**
   * @throws IllegalArgumentException if the offset or a stride is negative
   */
  public SequenceView {
    Strides.requireNotNegative("offset", offset);
    Strides.requireNotNegative("batchStride", batchStride);
    Strides.requireNotNegative("featureStride", featureStride);
    Strides.requireNotNegative("timeStride", timeStride);
  }

  /**
   * @param memory of [T, B, F] in 'c' order
   * @param batch B
   * @param features F
   * @return the view
   */
  public static SequenceView timeBatchFeatures(NativeFloats memory, int batch, int features) {
    return new SequenceView(memory, 0, features, 1, (long) batch * features);
  }

  /**
   * @param memory of [B, T, F] in 'c' order
   * @param time T
   * @param features F
   * @return the view
   */
  public static SequenceView batchTimeFeatures(NativeFloats memory, int time, int features) {
    return new SequenceView(memory, 0, (long) time * features, 1, features);
  }

  /**
   * @param memory of [B, F, T] in 'c' order
   * @param features F
   * @param time T
   * @return the view
   */
  public static SequenceView batchFeaturesTime(NativeFloats memory, int features, int time) {
    return new SequenceView(memory, 0, (long) features * time, time, 1);
  }

  /** Checks that a tensor of this shape lies in the memory. */
  public void requireShape(String name, int batch, int features, int time) {
    Strides.requireInside(
        name,
        memory,
        offset,
        new long[] {batchStride, featureStride, timeStride},
        new long[] {batch, features, time});
  }

  /** The same for a view that is written: no two values may share a place. */
  public void requireWritableShape(String name, int batch, int features, int time) {
    requireShape(name, batch, features, time);
    Strides.requireDistinct(
        name,
        new long[] {batchStride, featureStride, timeStride},
        new long[] {batch, features, time});
  }

  public long index(int row, int feature, int t) {
    return offset + row * batchStride + feature * featureStride + t * timeStride;
  }
}
