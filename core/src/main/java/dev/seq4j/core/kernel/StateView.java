package dev.seq4j.core.kernel;

/**
 * A state or its gradient in native memory: the value of row b, unit u stands at {@code offset + b
 * * batchStride + u * unitStride}.
 *
 * @param memory where the values lie
 * @param offset of the first value, in floats
 * @param batchStride distance between rows, in floats
 * @param unitStride distance between units
 */
public record StateView(NativeFloats memory, long offset, long batchStride, long unitStride) {

  /**
   * @throws IllegalArgumentException if the offset or a stride is negative
   */
  public StateView {
    Strides.requireNotNegative("offset", offset);
    Strides.requireNotNegative("batchStride", batchStride);
    Strides.requireNotNegative("unitStride", unitStride);
  }

  /**
   * @param memory of [batch, units] in 'c' order
   * @param units units
   * @return the view
   */
  public static StateView batchUnits(NativeFloats memory, int units) {
    return new StateView(memory, 0, units, 1);
  }

  public void requireShape(String name, int batch, int units) {
    Strides.requireInside(
        name, memory, offset, new long[] {batchStride, unitStride}, new long[] {batch, units});
  }

  public void requireWritableShape(String name, int batch, int units) {
    requireShape(name, batch, units);
    Strides.requireDistinct(name, new long[] {batchStride, unitStride}, new long[] {batch, units});
  }

  public long index(int row, int unit) {
    return offset + row * batchStride + unit * unitStride;
  }
}
