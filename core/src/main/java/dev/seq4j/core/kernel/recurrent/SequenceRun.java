package dev.seq4j.core.kernel.recurrent;

import dev.seq4j.core.kernel.FloatLoops;
import dev.seq4j.core.kernel.FloatScratch;
import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.NativeBuffer;
import dev.seq4j.core.kernel.NativeMemory;
import dev.seq4j.core.kernel.SequenceAccess;
import dev.seq4j.core.kernel.ShardPlan;

/**
 * One shard of a pass: its rows step by step, with buffers of its own, on one thread.
 *
 * <p>Forward, a block of steps is one product with all its inputs, then each step adds its product
 * with the state before it and the cell does the rest. Backward, each step gives the gradient of z,
 * from which comes that of the state before it, and a finished block gives the gradients of its
 * inputs and of the weights in one product each.
 */
final class SequenceRun implements RecurrentGradients {

  private final Cell cell;
  private final int in;
  private final int units;
  private final int width;
  private final ShardPlan plan = new ShardPlan();
  private final CellStep step;
  private final InputProducts products;
  private final StateRows hidden;
  private final StateRows cellState;
  private final FloatScratch scratch = new FloatScratch();

  /** The inputs, [columns, in + 1], the last one always 1. */
  private final NativeBuffer x;

  private final NativeBuffer inputGradient;
  private final NativeBuffer inputWeightGradient;
  private final NativeBuffer outputGradient;
  private float[] rows = new float[0];

  SequenceRun(Cell cell, int in, int units, PackedWeights weights, NativeMemory memory) {
    this.cell = cell;
    this.in = in;
    this.units = units;
    this.width = cell.gates() * units;
    step = new CellStep(cell, units, weights, plan, memory);
    products = new InputProducts(cell, units, in, weights, step);
    hidden = step.hidden();
    cellState = step.cell();
    x = memory.newBuffer();
    inputGradient = memory.newBuffer();
    inputWeightGradient = memory.newBuffer();
    outputGradient = memory.newBuffer();
  }

  @Override
  public ShardPlan plan() {
    return plan;
  }

  /**
   * Reserves what a forward pass over the plan needs.
   *
   * @param keep whether a backward pass will follow
   */
  void reserve(boolean keep) {
    step.reserve(keep);
    x.require((long) plan.columns() * (in + 1));
  }

  /** Forward over the plan, for which {@link #reserve} has been called. */
  void forward(ForwardPass pass, SequenceAccess input, SequenceAccess output) {
    input.pack(plan, in + 1, x, scratch);
    RecurrentState initial = pass.initialState();
    hidden.begin(initial == null ? null : initial.hidden(), plan);
    if (cell.hasCellState()) {
      cellState.begin(initial == null ? null : initial.cell(), plan);
    }
    for (int block = 0; block < plan.blocks(); block++) {
      step.startBlock(block, false);
      inputProduct();
      for (int t = plan.blockStart(block); t < plan.blockStart(block + 1); t++) {
        step.startStep(t);
        step.holdState();
        step.forward();
        if (output != null) {
          output.writeStep(plan, t, hidden.values());
        }
      }
    }
    if (output != null) {
      output.zeroDeadSteps(plan, scratch.zeros(units));
    }
    RecurrentState last = pass.finalState();
    if (last != null) {
      hidden.store(last.hidden(), plan);
      if (cell.hasCellState()) {
        cellState.store(last.cell(), plan);
      }
    }
  }

  /** z = [x, 1] [W_x; b] of the block. */
  private void inputProduct() {
    products.startBlock(x, (long) step.blockColumn() * (in + 1), 0, in + 1);
  }

  /** Begins with {@link #step}s of all rows from a zero state. */
  void beginSteps(int batch) {
    LiveSteps one = LiveSteps.all(batch, 1);
    ShardPlan.deal(one, new int[batch], new int[one.time() + 2], new ShardPlan[] {plan}, 1);
    reserve(false);
    hidden.begin(null, plan);
    cellState.begin(null, plan);
    step.startBlock(0, false);
    step.startStep(0);
  }

  /**
   * One step of all rows.
   *
   * @param input [rows, in]
   */
  void step(float[] input) {
    float[] line = scratch.onesOf(in + 1);
    for (int row = 0; row < plan.rows(); row++) {
      System.arraycopy(input, row * in, line, 0, in);
      x.put((long) row * (in + 1), line, 0, in + 1);
    }
    inputProduct();
    step.holdState();
    step.forward();
  }

  StateRows hidden() {
    return hidden;
  }

  StateRows cell() {
    return cellState;
  }

  /** Reserves what a backward pass needs besides; dy and dx may be null. */
  void reserveBackward(SequenceAccess dy, SequenceAccess dx) {
    step.reserveBackward();
    rows = FloatScratch.grown(rows, plan.rows() * Math.max(in, units));
    inputWeightGradient.require((long) width * (in + 1));
    inputGradient.require(dx == null ? 0 : (long) plan.widestBlock() * in);
    outputGradient.require(needsPacking(dy) ? (long) plan.columns() * units : 0);
  }

  private static boolean needsPacking(SequenceAccess dy) {
    return dy != null && !dy.adjacentFeatures();
  }

  /** Backward after a forward pass that was kept; dy and dx may be null. */
  void backward(BackwardPass pass, SequenceAccess dy, SequenceAccess dx) {
    boolean packed = needsPacking(dy);
    if (packed) {
      dy.pack(plan, units, outputGradient, scratch);
    }
    RecurrentState last = pass.finalStateGradient();
    hidden.begin(last == null ? null : last.hidden(), plan);
    if (cell.hasCellState()) {
      cellState.begin(last == null ? null : last.cell(), plan);
    }
    for (int block = plan.blocks() - 1; block >= 0; block--) {
      step.startBlock(block, block == plan.blocks() - 1);
      for (int t = plan.blockStart(block + 1) - 1; t >= plan.blockStart(block); t--) {
        step.startStep(t);
        if (packed) {
          outputGradient.get((long) plan.column(t) * units, rows, 0, step.length());
        } else if (dy != null) {
          dy.readStep(plan, t, rows);
        }
        if (dy != null) {
          FloatLoops.plus(hidden.values(), rows, step.length());
        }
        step.backward();
      }
      addInputWeightGradient();
      cell.addRecurrentGradient(step);
      if (dx != null) {
        writeInputGradient(block, dx);
      }
    }
    if (dx != null) {
      dx.zeroDeadSteps(plan, scratch.zeros(in));
    }
    RecurrentState first = pass.initialStateGradient();
    if (first != null) {
      hidden.store(first.hidden(), plan);
      if (cell.hasCellState()) {
        cellState.store(first.cell(), plan);
      }
    }
  }

  /** [dW_x; db] += [x, 1]' dz of the block. */
  private void addInputWeightGradient() {
    long at = (long) step.blockColumn() * (in + 1);
    products.addWeightGradient(x, at, 0, in + 1, inputWeightGradient);
  }

  /** dx = dz W_x' of the block, [columns, in]. */
  private void writeInputGradient(int block, SequenceAccess dx) {
    products.blockGradient(0, in, inputGradient);
    for (int t = plan.blockStart(block); t < plan.blockStart(block + 1); t++) {
      long from = (long) (plan.column(t) - step.blockColumn()) * in;
      inputGradient.get(from, rows, 0, plan.live(t) * in);
      dx.writeStep(plan, t, rows);
    }
  }

  @Override
  public NativeBuffer inputWeightGradient() {
    return inputWeightGradient;
  }

  @Override
  public NativeBuffer recurrentWeightGradient() {
    return step.recurrentWeightGradient();
  }

  @Override
  public NativeBuffer recurrentBiasGradient() {
    return step.recurrentBiasGradient();
  }
}
