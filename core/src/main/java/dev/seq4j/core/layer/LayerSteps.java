package dev.seq4j.core.layer;

/**
 * One layer of a {@link KernelSteps}, step by step for all rows at once, from a copy of its
 * weights. Arrays are in 'c' order.
 */
interface LayerSteps extends AutoCloseable {

  /**
   * @return values of a row's output
   */
  int size();

  /**
   * @param input {@code [rows, values]}
   * @param output {@code [rows, size]}, overwritten
   */
  void step(float[] input, float[] output);

  /**
   * @return values of a row in each part of the state; empty if the layer has none
   */
  int[] stateSizes();

  /** Goes back to the state before the first step. */
  void reset();

  /**
   * @param parts {@code [rows, size]} for each of {@link #stateSizes}, overwritten
   */
  void getState(float[][] parts);

  /**
   * @param parts {@code [rows, size]} for each of {@link #stateSizes}
   */
  void setState(float[][] parts);

  /** Frees the memory. */
  @Override
  void close();
}
