package dev.seq4j.core.layer.attention;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A layer at work that can say what its steps look at. */
public interface Attends {

  /**
   * @param sequence {@code [batch, in, time]}, to which the current mask belongs
   * @param toMemory whether those are wanted that look at a memory, where there are two kinds
   * @return {@code [batch, heads, time, keys]}
   */
  INDArray attentionWeights(INDArray sequence, boolean toMemory);
}
