package dev.seq4j.core.layer;

/**
 * One layer of a {@code KernelSteps}, step by step for all rows at once, from a copy of its
 * weights. Arrays are in 'c' order.
 */
public interface LayerSteps extends AutoCloseable {

  /**
   * @return values of a row's output
   */
  int size();

  /**
   * @param input {@code [rows, values]}
   * @param output {@code [rows, size]}, overwritten
   */
  void step(float[] input, float[] output);

  /** Goes back to the state before the first step. */
  void reset();

  /**
   * @return a copy of the state, {@code [rows, size]} for each of its parts, which may grow with
   *     the steps; empty if the layer remembers nothing
   */
  float[][] state();

  /**
   * @param state of such a layer
   * @param stateRows rows of it
   * @return whether its rows can be rows of this layer's state
   */
  boolean fits(float[][] state, int stateRows);

  /**
   * @param state with as many rows as this layer; it fits
   */
  void setState(float[][] state);

  /** Frees the memory. */
  @Override
  void close();
}
