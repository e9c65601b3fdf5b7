package dev.seq4j.core.kernel.recurrent;

import dev.seq4j.core.kernel.FloatScratch;
import dev.seq4j.core.kernel.ShardPlan;
import dev.seq4j.core.kernel.StateView;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * One part of the state of a shard's rows, or its gradient, [rows, units].
 *
 * <p>Rows stand in the order of the plan, so that those that live at a step are the first ones: one
 * that has ended keeps what it has, and one that has not begun keeps what it was given.
 */
final class StateRows {

  private final int units;
  private float[] values = new float[0];
  private int rows;

  StateRows(int units) {
    this.units = units;
  }

  /** Returns [rows, units], from the begin of an array that may be longer. */
  float[] values() {
    return values;
  }

  /** Begins with the state of a view, or with zeros if there is none. */
  void begin(StateView view, ShardPlan plan) {
    rows = plan.rows();
    values = FloatScratch.grown(values, units * rows);
    if (view == null) {
      Arrays.fill(values, 0, units * rows, 0f);
      return;
    }
    FloatBuffer floats = view.memory().buffer();
    for (int row = 0; row < rows; row++) {
      int at = (int) view.index(plan.batchRow(row), 0);
      if (view.unitStride() == 1) {
        floats.get(at, values, row * units, units);
        continue;
      }
      for (int unit = 0; unit < units; unit++) {
        values[row * units + unit] = floats.get((int) (at + unit * view.unitStride()));
      }
    }
  }

  /** Replaces the state of all rows by [rows, units]. */
  void load(float[] source) {
    System.arraycopy(source, 0, values, 0, units * rows);
  }

  /** Copies the state of all rows to [rows, units]. */
  void store(float[] target) {
    System.arraycopy(values, 0, target, 0, units * rows);
  }

  /** Writes the state of all rows. */
  void store(StateView view, ShardPlan plan) {
    FloatBuffer floats = view.memory().buffer();
    for (int row = 0; row < rows; row++) {
      int at = (int) view.index(plan.batchRow(row), 0);
      if (view.unitStride() == 1) {
        floats.put(at, values, row * units, units);
        continue;
      }
      for (int unit = 0; unit < units; unit++) {
        floats.put((int) (at + unit * view.unitStride()), values[row * units + unit]);
      }
    }
  }
}
