package dev.seq4j.core.kernel.recurrent;

import dev.seq4j.core.kernel.NativeBuffer;
import dev.seq4j.core.kernel.ShardPlan;

/** One shard's gradients of a cell's weights. */
interface RecurrentGradients {

  /** Returns the rows of the batch that are this shard's. */
  ShardPlan plan();

  /** Returns the gradient of [W_x; b], [in + 1, gates * units], in the order of the caller. */
  NativeBuffer inputWeightGradient();

  /** Returns the gradient of W_h, [units, gates * units]. */
  NativeBuffer recurrentWeightGradient();

  /** Returns the gradient of the recurrent bias, [units]. */
  NativeBuffer recurrentBiasGradient();
}
