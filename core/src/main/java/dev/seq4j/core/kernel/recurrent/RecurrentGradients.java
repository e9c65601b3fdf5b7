package dev.seq4j.core.kernel.recurrent;

import dev.seq4j.core.kernel.NativeBuffer;
import dev.seq4j.core.kernel.ShardPlan;

/** One shard's gradients of a cell's weights. */
interface RecurrentGradients {

  /** Returns the rows of the batch that are this shard's. */
  ShardPlan plan();

  /** Returns the gradient of [W_x; b] transposed, [gates * units, in + 1], in the order of z. */
  NativeBuffer inputWeightGradient();

  /** Returns the gradient of W_h transposed, [gates * units, units], in the order of W_h. */
  NativeBuffer recurrentWeightGradient();

  /** Returns the gradient of the recurrent bias, [units]. */
  NativeBuffer recurrentBiasGradient();
}
