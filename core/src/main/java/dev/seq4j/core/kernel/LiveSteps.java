package dev.seq4j.core.kernel;

import java.util.Arrays;

/**
 * Which time steps of which rows exist: the mask of a batch, as the list of live steps of every row
 * in the order in which a recurrent layer walks them.
 *
 * <p>A step that is not live is skipped: the state passes it unchanged, the output there is zero
 * and so is the gradient of the input. A row may have no live step at all; it keeps its initial
 * state.
 *
 * <p>Legend: B rows of the batch, T time steps.
 */
public final class LiveSteps {

  private final int batch;
  private final int time;
  private final int[] lengths;

  /**
   * The live steps of all rows one after the other; null where row b lives from 0 to its length.
   */
  private final int[] steps;

  private final int[] firstOfRow;
  private final boolean reversed;

  private LiveSteps(
      int batch, int time, int[] lengths, int[] steps, int[] firstOfRow, boolean reversed) {
    this.batch = batch;
    this.time = time;
    this.lengths = lengths;
    this.steps = steps;
    this.firstOfRow = firstOfRow;
    this.reversed = reversed;
  }

  /**
   * Every step of every row.
   *
   * @param batch B, at least 0
   * @param time T, at least 0
   * @return all B x T steps, forward
   */
  public static LiveSteps all(int batch, int time) {
    requireSize("batch", batch);
    requireSize("time", time);
    int[] lengths = new int[batch];
    Arrays.fill(lengths, time);
    return new LiveSteps(batch, time, lengths, null, null, false);
  }

  /**
   * Rows that live from their first step on and end at different times.
   *
   * @param time T, at least 0
   * @param lengths how many steps each of the B rows has, in [0, T]
   * @return those steps, forward
   */
  public static LiveSteps lengths(int time, int... lengths) {
    requireSize("time", time);
    for (int row = 0; row < lengths.length; row++) {
      if (lengths[row] < 0 || lengths[row] > time) {
        throw new IllegalArgumentException(
            "lengths[" + row + "] = " + lengths[row] + ": must be in [0, " + time + "]");
      }
    }
    return new LiveSteps(lengths.length, time, lengths.clone(), null, null, false);
  }

  /**
   * Any mask.
   *
   * @param batch B, at least 0
   * @param time T, at least 0
   * @param mask [B, T] in 'c' order: 0 where a step is not there, anything else where it is live
   * @return the live steps, forward
   */
  public static LiveSteps mask(int batch, int time, float[] mask) {
    requireSize("batch", batch);
    requireSize("time", time);
    if (mask.length != (long) batch * time) {
      throw new IllegalArgumentException(
          "mask of " + mask.length + " values: must have " + batch + " x " + time);
    }
    int[] lengths = new int[batch];
    int total = 0;
    boolean fromTheFirst = true;
    for (int row = 0; row < batch; row++) {
      for (int t = 0; t < time; t++) {
        if (mask[row * time + t] != 0f) {
          fromTheFirst &= lengths[row] == t;
          lengths[row]++;
          total++;
        }
      }
    }
    if (fromTheFirst) {
      return new LiveSteps(batch, time, lengths, null, null, false);
    }
    int[] steps = new int[total];
    int[] firstOfRow = new int[batch];
    int at = 0;
    for (int row = 0; row < batch; row++) {
      firstOfRow[row] = at;
      for (int t = 0; t < time; t++) {
        if (mask[row * time + t] != 0f) {
          steps[at++] = t;
        }
      }
    }
    return new LiveSteps(batch, time, lengths, steps, firstOfRow, false);
  }

  /**
   * The same steps walked from each row's last live one to its first: the other direction of a
   * bidirectional layer.
   *
   * @return the reversed steps
   */
  public LiveSteps reversed() {
    return new LiveSteps(batch, time, lengths, steps, firstOfRow, !reversed);
  }

  /**
   * @return B
   */
  public int batch() {
    return batch;
  }

  /**
   * @return T
   */
  public int time() {
    return time;
  }

  /**
   * @param row in [0, B)
   * @return how many live steps the row has
   */
  public int length(int row) {
    return lengths[row];
  }

  /**
   * @param row in [0, B)
   * @param index in [0, length(row))
   * @return the time of the row's live step number {@code index} in walking order
   */
  public int step(int row, int index) {
    return forwardStep(row, reversed ? lengths[row] - 1 - index : index);
  }

  /** Returns the time of the row's live step number {@code index}, the earliest first. */
  public int forwardStep(int row, int index) {
    return steps == null ? index : steps[firstOfRow[row] + index];
  }

  private static void requireSize(String what, int size) {
    if (size < 0) {
      throw new IllegalArgumentException(what + " = " + size + ": must not be negative");
    }
  }
}
