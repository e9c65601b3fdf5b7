package dev.seq4j.datasets.batch;

import dev.seq4j.core.InvalidInputException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.NoSuchElementException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What the iterators of this package share: a position, and batches that are a function of it.
 *
 * <p>For use by one thread at a time.
 *
 * @param <B> the batches
 */
abstract class EpochPosition<B> implements Serializable {

  private static final long serialVersionUID = 1L;

  private int epoch;
  private int batch;

  /** Makes a batch; a function of its arguments and the settings alone. */
  abstract B make(int epochNumber, int batchNumber);

  /** Changes a batch that was made, as the user's pre-processor says. */
  abstract void preProcess(B made);

  /** Returns the most rows that a batch has. */
  abstract int batch();

  abstract int batchesPerEpoch();

  /** Returns how many batches are called an epoch, where there is no end by itself. */
  static int requireBatches(int batchesPerEpoch) {
    if (batchesPerEpoch < 1) {
      throw new InvalidInputException(
          "batches an epoch = " + batchesPerEpoch + ": must be 1 or above");
    }
    return batchesPerEpoch;
  }

  int epoch() {
    return epoch;
  }

  /** Returns the number of the batch that {@link #next()} returns next. */
  int position() {
    return batch;
  }

  public boolean hasNext() {
    return batch < batchesPerEpoch();
  }

  public B next() {
    if (!hasNext()) {
      throw new NoSuchElementException(
          "epoch %d has %d batches: reset or seek first".formatted(epoch, batchesPerEpoch()));
    }
    B made = make(epoch, batch++);
    preProcess(made);
    return made;
  }

  /**
   * Not supported for any other number than {@link #batch()}: batches of another size would not be
   * those that {@link #seek} finds again.
   */
  public B next(int examples) {
    if (examples != batch()) {
      throw new UnsupportedOperationException(
          "next(%d): the batch size is %d from the start".formatted(examples, batch()));
    }
    return next();
  }

  public void seek(int epoch, int batch) {
    if (epoch < 0) {
      throw new InvalidInputException("epoch = " + epoch + ": must be 0 or above");
    }
    if (batch < 0 || batch > batchesPerEpoch()) {
      throw new InvalidInputException(
          "batch = %d: must be in [0, %d]".formatted(batch, batchesPerEpoch()));
    }
    this.epoch = epoch;
    this.batch = batch;
  }

  /** Goes to the start of the next epoch, wherever in an epoch this is. */
  public void reset() {
    epoch++;
    batch = 0;
  }

  public boolean resetSupported() {
    return true;
  }

  /**
   * Returns false. All data are in memory and a batch is made in less than a millisecond, so there
   * is nothing to win, and prefetching would let the position run ahead of the training. Wrapping
   * this in DL4J's {@code AsyncDataSetIterator} all the same does no harm to the batches.
   */
  public boolean asyncSupported() {
    return false;
  }

  /** Returns an INT32 array of this shape in 'c' order, outside any workspace. */
  @SuppressWarnings("try")
  static INDArray array(int[] values, long... shape) {
    // A prefetching thread's workspace would be reused while the batch is still read.
    try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return Nd4j.create(values, shape, Nd4j.getStrides(shape, 'c'), 'c', DataType.INT32);
    }
  }

  /** Returns a FLOAT mask: in each row as many ones as its length, then zeros. */
  static INDArray mask(int[] lengths, int time) {
    float[] values = new float[lengths.length * time];
    for (int row = 0; row < lengths.length; row++) {
      Arrays.fill(values, row * time, row * time + lengths[row], 1);
    }
    return array(values, lengths.length, time);
  }

  /** Returns a FLOAT array of this shape in 'c' order, outside any workspace. */
  @SuppressWarnings("try")
  static INDArray array(float[] values, long... shape) {
    try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return Nd4j.create(values, shape, Nd4j.getStrides(shape, 'c'), 'c', DataType.FLOAT);
    }
  }

  private void writeObject(ObjectOutputStream out) throws NotSerializableException {
    throw new NotSerializableException(getClass().getName());
  }
}
