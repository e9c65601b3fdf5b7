package dev.seq4j.core.kernel.recurrent;

import dev.seq4j.core.kernel.FloatScratch;
import dev.seq4j.core.kernel.ShardPlan;
import dev.seq4j.core.kernel.StateView;
import dev.seq4j.core.kernel.Transpose;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * One part of the state of a shard's rows, [units, live rows] without gaps, and apart from it what
 * belongs to the rows that do not live at the present step, [units, rows].
 *
 * <p>Forward, the number of live rows falls and what the ended rows leave behind is parked;
 * backward it rises and what was parked comes in.
 */
final class StateColumns {

  private final int units;
  private float[] values = new float[0];
  private float[] parked = new float[0];
  private float[] rowMajor = new float[0];
  private int rows;
  private int columns;

  StateColumns(int units) {
    this.units = units;
  }

  /** Returns [units, {@link #columns}], from the begin of an array that may be longer. */
  float[] values() {
    return values;
  }

  /** Begins with all rows live in the state of a view, or in zeros if there is none. */
  void begin(StateView view, ShardPlan plan) {
    resize(plan.rows());
    columns = rows;
    load(view, plan, values);
  }

  /** Begins with no row live and the state of a view parked, or zeros. */
  void beginParked(StateView view, ShardPlan plan) {
    resize(plan.rows());
    columns = 0;
    load(view, plan, parked);
  }

  /** Replaces the state of all rows, none of which is parked, by [rows, units]. */
  void load(float[] source) {
    Transpose.copy(source, rows, units, values);
  }

  /** Copies the state of all rows, none of which is parked, to [rows, units]. */
  void store(float[] target) {
    Transpose.copy(values, units, rows, target);
  }

  /** Parks all rows from {@code live} on. */
  void shrinkTo(int live) {
    if (live == columns) {
      return;
    }
    for (int unit = 0; unit < units; unit++) {
      System.arraycopy(values, unit * columns + live, parked, unit * rows + live, columns - live);
      System.arraycopy(values, unit * columns, values, unit * live, live);
    }
    columns = live;
  }

  /** Takes the rows up to {@code live} in from where they are parked. */
  void growTo(int live) {
    if (live == columns) {
      return;
    }
    for (int unit = units - 1; unit >= 0; unit--) {
      System.arraycopy(values, unit * columns, values, unit * live, columns);
      System.arraycopy(
          parked, unit * rows + columns, values, unit * live + columns, live - columns);
    }
    columns = live;
  }

  /** Writes the state of all rows, none of which is parked. */
  void storeLive(StateView view, ShardPlan plan) {
    store(values, view, plan);
  }

  /** Writes the state of all rows, all of which are parked. */
  void storeParked(StateView view, ShardPlan plan) {
    store(parked, view, plan);
  }

  private void resize(int newRows) {
    rows = newRows;
    values = FloatScratch.grown(values, units * rows);
    parked = FloatScratch.grown(parked, units * rows);
  }

  private void load(StateView view, ShardPlan plan, float[] target) {
    if (view == null) {
      Arrays.fill(target, 0, units * rows, 0f);
      return;
    }
    rowMajor = FloatScratch.grown(rowMajor, units * rows);
    FloatBuffer floats = view.memory().buffer();
    for (int row = 0; row < rows; row++) {
      int at = (int) view.index(plan.batchRow(row), 0);
      if (view.unitStride() == 1) {
        floats.get(at, rowMajor, row * units, units);
        continue;
      }
      for (int unit = 0; unit < units; unit++) {
        rowMajor[row * units + unit] = floats.get((int) (at + unit * view.unitStride()));
      }
    }
    Transpose.copy(rowMajor, rows, units, target);
  }

  private void store(float[] source, StateView view, ShardPlan plan) {
    rowMajor = FloatScratch.grown(rowMajor, units * rows);
    Transpose.copy(source, units, rows, rowMajor);
    FloatBuffer floats = view.memory().buffer();
    for (int row = 0; row < rows; row++) {
      int at = (int) view.index(plan.batchRow(row), 0);
      if (view.unitStride() == 1) {
        floats.put(at, rowMajor, row * units, units);
        continue;
      }
      for (int unit = 0; unit < units; unit++) {
        floats.put((int) (at + unit * view.unitStride()), rowMajor[row * units + unit]);
      }
    }
  }
}
