package dev.seq4j.core.kernel;

import java.nio.FloatBuffer;

/**
 * Copies between sequences of the caller, in any layout, and the order of a shard: step after step,
 * of each step its live rows, longest first, of each row its features; or row after row, if the
 * plan says so. Several shards may use one at the same time.
 */
public final class SequenceAccess {

  /** Floats of one transpose: two arrays of them stay in the second-level cache. */
  private static final int TILE = 1 << 14;

  private final SequenceView view;
  private final FloatBuffer floats;
  private final LiveSteps live;
  private final int features;

  /**
   * @param view whose shape has been checked
   */
  public SequenceAccess(SequenceView view, LiveSteps live, int features) {
    this.view = view;
    this.floats = view.memory().buffer();
    this.live = live;
    this.features = features;
  }

  /** Returns whether a row's features are adjacent, so that {@link #readStep} needs no packing. */
  public boolean adjacentFeatures() {
    return view.featureStride() == 1 || features == 1;
  }

  /** Reads the live rows of a step into {@code rows}, [live rows, features]. */
  public void readStep(ShardPlan plan, int step, float[] rows) {
    for (int row = 0; row < plan.live(step); row++) {
      floats.get(index(plan, row, step), rows, row * features, features);
    }
  }

  /** Writes {@code rows}, [live rows, features], to the live rows of a step. */
  public void writeStep(ShardPlan plan, int step, float[] rows) {
    for (int row = 0; row < plan.live(step); row++) {
      write(index(plan, row, step), rows, row * features);
    }
  }

  /** Writes zeros to all steps of the shard's rows that are not live. */
  public void zeroDeadSteps(ShardPlan plan, float[] zeros) {
    for (int row = 0; row < plan.rows(); row++) {
      int batchRow = plan.batchRow(row);
      int length = plan.length(row);
      if (length == live.time()) {
        continue;
      }
      int next = 0;
      for (int i = 0; i <= length; i++) {
        int end = i == length ? live.time() : live.forwardStep(batchRow, i);
        for (; next < end; next++) {
          write((int) view.index(batchRow, 0, next), zeros, 0);
        }
        next = end + 1;
      }
    }
  }

  /**
   * Copies all live steps to {@code target}, [columns, width]; what follows a row's features up to
   * the width is 1.
   */
  public void pack(ShardPlan plan, int width, NativeBuffer target, FloatScratch scratch) {
    if (plan.columns() == 0) {
      return;
    }
    if (adjacentFeatures()) {
      packRows(plan, width, target, scratch);
    } else if (view.timeStride() == 1) {
      packAlongTime(plan, width, target, scratch);
    } else if (view.batchStride() == 1) {
      packAlongBatch(plan, width, target, scratch);
    } else {
      packSingly(plan, 0, plan.steps(), width, target, scratch);
    }
  }

  /** Writes all live steps from {@code source}, [cells, features]: the way back of packing. */
  public void unpack(ShardPlan plan, NativeBuffer source, FloatScratch scratch) {
    float[] line = scratch.tile(features);
    for (int step = 0; step < plan.steps(); step++) {
      for (int row = 0; row < plan.live(step); row++) {
        source.get(plan.cell(row, step) * (long) features, line, 0, features);
        write(index(plan, row, step), line, 0);
      }
    }
  }

  private void packRows(ShardPlan plan, int width, NativeBuffer target, FloatScratch scratch) {
    float[] line = scratch.onesOf(width);
    for (int step = 0; step < plan.steps(); step++) {
      for (int row = 0; row < plan.live(step); row++) {
        floats.get(index(plan, row, step), line, 0, features);
        target.put(plan.cell(row, step) * (long) width, line, 0, width);
      }
    }
  }

  /** [batch, features, time] with adjacent times: each row is a transpose. */
  private void packAlongTime(ShardPlan plan, int width, NativeBuffer target, FloatScratch scratch) {
    int time = live.time();
    int strip = stripOf(time);
    for (int from = 0; from < features; from += strip) {
      int count = Math.min(strip, features - from);
      float[] tile = scratch.tile(count * time);
      float[] turned = scratch.turned(count * time);
      for (int row = 0; row < plan.rows() && plan.length(row) > 0; row++) {
        int batchRow = plan.batchRow(row);
        for (int i = 0; i < count; i++) {
          floats.get((int) view.index(batchRow, from + i, 0), tile, i * time, time);
        }
        Transpose.copy(tile, count, time, turned);
        for (int step = 0; step < plan.length(row); step++) {
          long cell = plan.cell(row, step);
          target.put(cell * width + from, turned, live.step(batchRow, step) * count, count);
        }
      }
    }
    packOnes(plan, 0, plan.steps(), width, target, scratch);
  }

  /** [batch, features, time] in 'f' order, with adjacent rows: each time is a transpose. */
  private void packAlongBatch(
      ShardPlan plan, int width, NativeBuffer target, FloatScratch scratch) {
    int batch = live.batch();
    int strip = stripOf(batch);
    for (int step = 0; step < plan.steps(); step++) {
      int t = live.step(plan.batchRow(0), step);
      if (!sameTime(plan, step, t)) {
        packSingly(plan, step, step + 1, width, target, scratch);
        continue;
      }
      for (int from = 0; from < features; from += strip) {
        int count = Math.min(strip, features - from);
        float[] tile = scratch.tile(count * batch);
        float[] turned = scratch.turned(count * batch);
        for (int i = 0; i < count; i++) {
          floats.get((int) view.index(0, from + i, t), tile, i * batch, batch);
        }
        Transpose.copy(tile, count, batch, turned);
        for (int row = 0; row < plan.live(step); row++) {
          long cell = plan.cell(row, step);
          target.put(cell * width + from, turned, plan.batchRow(row) * count, count);
        }
      }
      packOnes(plan, step, step + 1, width, target, scratch);
    }
  }

  private static int stripOf(int length) {
    return Math.max(1, TILE / length);
  }

  private void packOnes(
      ShardPlan plan, int from, int to, int width, NativeBuffer target, FloatScratch scratch) {
    float[] ones = scratch.onesOf(width - features);
    for (int column = plan.column(from); column < plan.column(to); column++) {
      target.put((long) column * width + features, ones, 0, width - features);
    }
  }

  private void packSingly(
      ShardPlan plan, int from, int to, int width, NativeBuffer target, FloatScratch scratch) {
    float[] line = scratch.onesOf(width);
    for (int step = from; step < to; step++) {
      for (int row = 0; row < plan.live(step); row++) {
        long at = index(plan, row, step);
        for (int feature = 0; feature < features; feature++) {
          line[feature] = floats.get((int) (at + feature * view.featureStride()));
        }
        target.put(plan.cell(row, step) * (long) width, line, 0, width);
      }
    }
  }

  private void write(int at, float[] source, int sourceOffset) {
    if (adjacentFeatures()) {
      floats.put(at, source, sourceOffset, features);
      return;
    }
    for (int feature = 0; feature < features; feature++) {
      floats.put((int) (at + feature * view.featureStride()), source[sourceOffset + feature]);
    }
  }

  private boolean sameTime(ShardPlan plan, int step, int t) {
    for (int row = 1; row < plan.live(step); row++) {
      if (live.step(plan.batchRow(row), step) != t) {
        return false;
      }
    }
    return true;
  }

  private int index(ShardPlan plan, int row, int step) {
    int batchRow = plan.batchRow(row);
    return (int) view.index(batchRow, 0, live.step(batchRow, step));
  }
}
