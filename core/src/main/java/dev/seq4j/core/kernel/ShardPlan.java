package dev.seq4j.core.kernel;

import java.util.Arrays;

/**
 * The rows of one shard, longest first, and where every step of them lies in the shard's buffers.
 *
 * <p>Sorted like this, the rows that live at a step are the first {@link #live} ones. The cells of
 * a step are adjacent columns, one a live row; consecutive steps form a block, whose input products
 * and weight gradients are one matrix product each. {@link #layRowAfterRow} makes the cells of a
 * row adjacent instead, which is what attention wants.
 */
public final class ShardPlan {

  /** Columns of a block: enough for products at full speed, few enough to stay in the cache. */
  private static final int BLOCK_COLUMNS = 128;

  private int rows;
  private int steps;
  private int blocks;
  private int widestBlock;
  private int[] batchRow = new int[0];
  private int[] length = new int[0];
  private int[] live = new int[0];
  private int[] column = new int[1];
  private int[] blockStart = new int[1];
  private int[] firstOfRow = new int[0];
  private boolean rowAfterRow;

  /**
   * Deals the rows of a batch out: to the shards in turn, there and back, so that all get about the
   * same lengths.
   *
   * @param live the batch
   * @param sorted scratch of at least B numbers
   * @param counts scratch of at least T + 2 numbers
   * @param plans one for each shard
   * @param count how many of them to use
   */
  public static void deal(
      LiveSteps live, int[] sorted, int[] counts, ShardPlan[] plans, int count) {
    sortByFallingLength(live, sorted, counts);
    for (int i = 0; i < count; i++) {
      plans[i].clear((live.batch() + count - 1) / count);
    }
    for (int i = 0; i < live.batch(); i++) {
      int round = i / count;
      int place = i % count;
      int row = sorted[i];
      plans[round % 2 == 0 ? place : count - 1 - place].add(row, live.length(row));
    }
    for (int i = 0; i < count; i++) {
      plans[i].layOut();
    }
  }

  /** Counting sort, stable, so that equally long rows stay in the order of the batch. */
  private static void sortByFallingLength(LiveSteps live, int[] sorted, int[] counts) {
    int time = live.time();
    Arrays.fill(counts, 0, time + 2, 0);
    for (int row = 0; row < live.batch(); row++) {
      counts[time - live.length(row) + 1]++;
    }
    for (int i = 1; i <= time + 1; i++) {
      counts[i] += counts[i - 1];
    }
    for (int row = 0; row < live.batch(); row++) {
      sorted[counts[time - live.length(row)]++] = row;
    }
  }

  private void clear(int capacity) {
    rows = 0;
    rowAfterRow = false;
    if (batchRow.length < capacity) {
      batchRow = new int[capacity + capacity / 4];
      length = new int[batchRow.length];
    }
  }

  private void add(int row, int liveSteps) {
    batchRow[rows] = row;
    length[rows] = liveSteps;
    rows++;
  }

  private void layOut() {
    steps = rows == 0 ? 0 : length[0];
    if (live.length < steps) {
      live = new int[steps + steps / 4];
      column = new int[live.length + 1];
      blockStart = new int[live.length + 1];
    }
    int alive = rows;
    long end = 0;
    blocks = 0;
    widestBlock = 0;
    for (int step = 0; step < steps; step++) {
      while (length[alive - 1] <= step) {
        alive--;
      }
      live[step] = alive;
      column[step] = (int) end;
      if (step == 0 || end + alive - column[blockStart[blocks - 1]] > BLOCK_COLUMNS) {
        blockStart[blocks++] = step;
      }
      end += alive;
      if (end > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "live steps: more than " + Integer.MAX_VALUE + " in one shard of the batch");
      }
      widestBlock = Math.max(widestBlock, (int) end - column[blockStart[blocks - 1]]);
    }
    column[steps] = (int) end;
    blockStart[blocks] = steps;
  }

  /**
   * Makes the cells of a row adjacent, one step after the other.
   *
   * @param from where the first row begins, in cells
   * @return where the last one ends
   */
  public int layRowAfterRow(int from) {
    if (firstOfRow.length < rows) {
      firstOfRow = new int[batchRow.length];
    }
    int end = from;
    for (int row = 0; row < rows; row++) {
      firstOfRow[row] = end;
      end = Math.addExact(end, length[row]);
    }
    rowAfterRow = true;
    return end;
  }

  /** Returns where a row's step lies in the buffers, in cells. */
  public int cell(int row, int step) {
    return rowAfterRow ? firstOfRow[row] + step : column[step] + row;
  }

  /** Returns how many rows of the batch this shard has. */
  public int rows() {
    return rows;
  }

  /** Returns the number in the batch of this shard's row, longest first. */
  public int batchRow(int row) {
    return batchRow[row];
  }

  /** Returns how many live steps the row has. */
  public int length(int row) {
    return length[row];
  }

  /** Returns the length of the longest row. */
  public int steps() {
    return steps;
  }

  /** Returns how many rows live at a step; the first rows do. */
  public int live(int step) {
    return live[step];
  }

  /** Returns the first column of a step; that of {@link #steps()} is the number of all columns. */
  public int column(int step) {
    return column[step];
  }

  /** Returns the number of all live cells: rows times steps without the padding. */
  public int columns() {
    return column[steps];
  }

  /**
   * Returns where each column stands in [B, T].
   *
   * @param live the batch that was dealt
   * @param reuse returned if it is long enough
   */
  public int[] cells(LiveSteps live, int[] reuse) {
    int[] cells = reuse.length >= columns() ? reuse : new int[columns() + columns() / 4];
    for (int step = 0; step < steps; step++) {
      for (int row = 0; row < this.live[step]; row++) {
        cells[column[step] + row] = batchRow[row] * live.time() + live.step(batchRow[row], step);
      }
    }
    return cells;
  }

  public int blocks() {
    return blocks;
  }

  /** Returns the first step of a block; that of {@link #blocks()} is {@link #steps()}. */
  public int blockStart(int block) {
    return blockStart[block];
  }

  /** Returns the most columns of any block. */
  public int widestBlock() {
    return widestBlock;
  }
}
