package dev.seq4j.core.kernel.recurrent;

import dev.seq4j.core.kernel.Blas;
import dev.seq4j.core.kernel.FloatScratch;
import dev.seq4j.core.kernel.Matrix;
import dev.seq4j.core.kernel.NativeBuffer;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.NativeMemory;
import dev.seq4j.core.kernel.ShardPlan;

/**
 * One step of one shard, as a cell sees it: its products, its state, and its quantities chunk by
 * chunk of units.
 *
 * <p>Everything is stored transposed, [units, columns], a column being one row of the batch at one
 * step: so the gates of a step lie one below the other, and OpenBLAS is a seventh faster than with
 * rows of gates. The columns of a block of steps are adjacent, so that a step's are a part of every
 * stored row.
 */
final class CellStep {

  /** Floats of a chunk: all arrays of a cell together stay in the first-level cache. */
  private static final int CHUNK = 1024;

  private final Cell cell;
  private final int units;
  private final int width;
  private final PackedWeights weights;
  private final ShardPlan plan;

  private final NativeBuffer z;
  private final NativeBuffer hiddenBefore;
  private final NativeBuffer resetState;
  private final NativeBuffer[] kept;
  private final NativeBuffer stateGradient;
  private final NativeBuffer recurrentWeightGradient;
  private final NativeBuffer recurrentBiasGradient;
  private final StateColumns hidden;
  private final StateColumns cellState;
  private final float[][] arrays;

  private boolean keeping;
  private int blockColumn;
  private int blockColumns;
  private long blockOffset;
  private float blockBeta;
  private int column;
  private int live;
  private int chunk;
  private int unit;
  private int chunkUnits;

  CellStep(Cell cell, int units, PackedWeights weights, ShardPlan plan, NativeMemory memory) {
    this.cell = cell;
    this.units = units;
    this.width = cell.gates() * units;
    this.weights = weights;
    this.plan = plan;
    z = memory.newBuffer();
    hiddenBefore = memory.newBuffer();
    resetState = memory.newBuffer();
    kept = new NativeBuffer[cell.kept()];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = memory.newBuffer();
    }
    stateGradient = memory.newBuffer();
    recurrentWeightGradient = memory.newBuffer();
    recurrentBiasGradient = memory.newBuffer();
    hidden = new StateColumns(units);
    cellState = new StateColumns(units);
    arrays = new float[cell.arrays()][0];
  }

  /**
   * Reserves what a forward pass over the plan needs.
   *
   * @param keep whether a backward pass will follow
   */
  void reserve(boolean keep) {
    keeping = keep;
    long columns = plan.columns();
    long columnsHeld = keep ? columns : plan.widestBlock();
    z.require((long) cell.zGates() * units * plan.widestBlock());
    hiddenBefore.require(columnsHeld * units);
    if (cell.hasResetState()) {
      resetState.require(columnsHeld * units);
    }
    for (NativeBuffer quantity : kept) {
      quantity.require(keep ? columns * units : 0);
    }
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = FloatScratch.grown(arrays[i], Math.max(CHUNK, plan.rows()));
    }
  }

  /** Reserves what a backward pass needs besides. */
  void reserveBackward() {
    stateGradient.require((long) units * plan.rows());
    recurrentWeightGradient.require((long) width * units);
    recurrentBiasGradient.require(cell.hasRecurrentBias() ? units : 0);
  }

  /**
   * Goes to a block of steps.
   *
   * @param first whether its weight gradients are the first and need not be added
   */
  void startBlock(int block, boolean first) {
    blockColumn = plan.column(plan.blockStart(block));
    blockColumns = plan.column(plan.blockStart(block + 1)) - blockColumn;
    blockOffset = keeping ? (long) blockColumn * units : 0;
    blockBeta = first ? 0f : 1f;
  }

  void startStep(int step) {
    column = plan.column(step);
    live = plan.live(step);
    chunk = Math.max(1, CHUNK / live);
  }

  /** Keeps the hidden state before this step; to be called before {@link #forward}. */
  void holdState() {
    hiddenBefore.putRows(inBlock(), blockColumns, units, live, hidden.values(), 0);
  }

  /** One step forward, z holding the part of the input. */
  void forward() {
    cell.forward(this);
  }

  /** One step back: the gradients of the state after it become those of the state before it. */
  void backward() {
    cell.backward(this);
    stateGradient.get(0, hidden.values(), 0, units * live);
  }

  /** Returns the first column of the block. */
  int blockColumn() {
    return blockColumn;
  }

  /** Returns how many columns the block has. */
  int blockColumns() {
    return blockColumns;
  }

  /** Returns 0 for the block that comes first backward, 1 for those that add to it. */
  float blockBeta() {
    return blockBeta;
  }

  /** Returns z of the block, or backward its gradient, [gates * units, columns]. */
  NativeFloats z() {
    return z.floats();
  }

  /** Returns the gradient of W_h transposed, [gates * units, units], in the order of W_h. */
  NativeBuffer recurrentWeightGradient() {
    return recurrentWeightGradient;
  }

  /** Returns the gradient of the recurrent bias, [units]. */
  NativeBuffer recurrentBiasGradient() {
    return recurrentBiasGradient;
  }

  int units() {
    return units;
  }

  /** Returns how many rows live at this step. */
  int live() {
    return live;
  }

  /** Returns where this step's columns begin among those of the block. */
  int columnInBlock() {
    return column - blockColumn;
  }

  /**
   * {@code target = (hidden state before this step)' W}, [live rows, columns], W [units, columns].
   */
  void stateProduct(Matrix w, int columns, NativeBuffer target, long at) {
    Blas.sgemm(
        true,
        false,
        live,
        columns,
        units,
        1f,
        hiddenBefore.floats(),
        inBlock(),
        blockColumns,
        w.floats(),
        w.at(),
        w.stride(),
        0f,
        target.floats(),
        at,
        columns);
  }

  /** {@code target += (hidden states before the steps of the block) rows}, [units, columns]. */
  void addStateWeightGradient(NativeBuffer rows, long at, int columns, NativeBuffer target) {
    Blas.sgemm(
        false,
        false,
        units,
        columns,
        blockColumns,
        1f,
        hiddenBefore.floats(),
        blockOffset,
        blockColumns,
        rows.floats(),
        at,
        columns,
        blockBeta,
        target.floats(),
        0,
        columns);
  }

  /** Returns the chunk array number {@code index}. */
  float[] array(int index) {
    return arrays[index];
  }

  /** Returns how many units a chunk has at this step. */
  int chunk() {
    return chunk;
  }

  /** Goes to the chunk that begins at a unit and returns its length in floats. */
  int startChunk(int firstUnit) {
    unit = firstUnit;
    chunkUnits = Math.min(chunk, units - firstUnit);
    return chunkUnits * live;
  }

  /** Returns h, or backward its gradient. */
  StateColumns hidden() {
    return hidden;
  }

  /** Returns c, or backward its gradient. */
  StateColumns cell() {
    return cellState;
  }

  /** Returns the hidden state before each step of the block, [units, columns]. */
  NativeBuffer hiddenBefore() {
    return hiddenBefore;
  }

  /** Returns the hidden state before each step, after the reset gate. */
  NativeBuffer resetState() {
    return resetState;
  }

  void readState(StateColumns state, float[] target) {
    System.arraycopy(state.values(), unit * live, target, 0, chunkUnits * live);
  }

  void writeState(StateColumns state, float[] source) {
    System.arraycopy(source, 0, state.values(), unit * live, chunkUnits * live);
  }

  void readZ(int zGate, float[] target) {
    z.getRows(inZ(zGate) + (long) unit * blockColumns, blockColumns, chunkUnits, live, target);
  }

  void writeZ(int zGate, float[] source) {
    z.putRows(inZ(zGate) + (long) unit * blockColumns, blockColumns, chunkUnits, live, source, 0);
  }

  void readBlock(NativeBuffer states, float[] target) {
    states.getRows(inBlock() + (long) unit * blockColumns, blockColumns, chunkUnits, live, target);
  }

  void writeBlock(NativeBuffer states, float[] source) {
    states.putRows(
        inBlock() + (long) unit * blockColumns, blockColumns, chunkUnits, live, source, 0);
  }

  /** Keeps a quantity of this chunk for the backward pass, if there will be one. */
  void keep(int quantity, float[] source) {
    if (keeping) {
      kept[quantity].put(inKept(), source, 0, chunkUnits * live);
    }
  }

  void kept(int quantity, float[] target) {
    kept[quantity].get(inKept(), target, 0, chunkUnits * live);
  }

  void readStateGradient(float[] target) {
    stateGradient.get((long) unit * live, target, 0, chunkUnits * live);
  }

  void writeStateGradient(float[] source) {
    stateGradient.put((long) unit * live, source, 0, chunkUnits * live);
  }

  /** z += W_h' states for some gates of this step. */
  void addRecurrentProduct(int zGate, int gates, int weightGate, NativeBuffer states) {
    Blas.sgemm(
        false,
        false,
        gates * units,
        live,
        units,
        1f,
        weights.recurrentTransposed(),
        (long) weightGate * units * units,
        units,
        states.floats(),
        inBlock(),
        blockColumns,
        1f,
        z.floats(),
        inZ(zGate),
        blockColumns);
  }

  /** Gradient of the state before this step = W_h dz of some gates + beta times what it was. */
  void stateGradientProduct(int zGate, int gates, int weightGate, float beta) {
    Blas.sgemm(
        false,
        false,
        units,
        live,
        gates * units,
        1f,
        weights.recurrent(),
        (long) weightGate * units,
        width,
        z.floats(),
        inZ(zGate),
        blockColumns,
        beta,
        stateGradient.floats(),
        0,
        live);
  }

  /** dW_h' += dz states' over all columns of the block, for some gates. */
  void addRecurrentGradient(int zGate, int gates, int weightGate, NativeBuffer states) {
    Blas.sgemm(
        false,
        true,
        gates * units,
        units,
        blockColumns,
        1f,
        z.floats(),
        (long) zGate * units * blockColumns,
        blockColumns,
        states.floats(),
        blockOffset,
        blockColumns,
        blockBeta,
        recurrentWeightGradient.floats(),
        (long) weightGate * units * units,
        units);
  }

  /** Adds the sum of dz of a gate over all columns of the block to that of the recurrent bias. */
  void addRecurrentBiasGradient(int zGate) {
    Blas.sgemm(
        false,
        false,
        units,
        1,
        blockColumns,
        1f,
        z.floats(),
        (long) zGate * units * blockColumns,
        blockColumns,
        weights.ones(),
        0,
        1,
        blockBeta,
        recurrentBiasGradient.floats(),
        0,
        1);
  }

  private long inZ(int zGate) {
    return (long) zGate * units * blockColumns + columnInBlock();
  }

  private long inBlock() {
    return blockOffset + columnInBlock();
  }

  private long inKept() {
    return (long) column * units + (long) unit * live;
  }
}
