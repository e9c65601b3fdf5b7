package dev.seq4j.core.layer.attention;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A layer that attends, step by step; it remembers the steps so far. */
interface AttentionSteps {

  /**
   * Goes on by some steps.
   *
   * @param parameters all of the layer's, as they are now
   * @param attended the new steps, as many rows as before; and the memory, which is looked at only
   *     if it is new
   * @param output {@code [time, batch, out]}: receives the result, zero where no step is
   */
  void steps(INDArray parameters, Attended attended, INDArray output);

  /** Says that the memory is another one from now on. */
  default void forgetMemory() {}

  /** Goes back to before the first step, and forgets the memory. */
  void reset();

  /**
   * @return a copy of what is remembered, or null before the first step
   */
  AttentionState state();

  /**
   * @param state what to remember instead, copied
   */
  void setState(AttentionState state);
}
