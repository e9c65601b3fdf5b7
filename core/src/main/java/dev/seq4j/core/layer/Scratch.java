package dev.seq4j.core.layer;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Memory of a layer that outlives Deeplearning4j's workspaces: made once and used again by each
 * iteration, it grows to the largest batch and never shrinks.
 */
public final class Scratch {

  private INDArray block;

  /**
   * @param type the elements' type
   * @param shape what is wanted
   * @return an array in 'c' order that holds rubbish; the next call returns the same memory
   */
  public INDArray array(DataType type, long... shape) {
    long length = 1;
    for (long size : shape) {
      length *= size;
    }
    if (block == null || block.length() < length || block.dataType() != type) {
      if (block != null) {
        block.close();
      }
      long needed = length;
      block = OutsideWorkspaces.make(() -> Nd4j.createUninitialized(type, needed));
    }
    return block.get(NDArrayIndex.interval(0, length)).reshape('c', shape);
  }
}
