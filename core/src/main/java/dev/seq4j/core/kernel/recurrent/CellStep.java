package dev.seq4j.core.kernel.recurrent;

import dev.seq4j.core.kernel.Blas;
import dev.seq4j.core.kernel.Matrix;
import dev.seq4j.core.kernel.NativeBuffer;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.NativeMemory;
import dev.seq4j.core.kernel.ShardPlan;

/**
 * One step of one shard, as a cell sees it: its products, its state, and its quantities chunk by
 * chunk.
 *
 * <p>A quantity of a step is [live rows, units] without gaps, a chunk of it any run of floats. The
 * steps of a block follow each other, so that a gate of z, or of its gradient, is a matrix [columns
 * of the block, units], a column being one row of the batch at one step.
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
  private final StateRows hidden;
  private final StateRows cellState;
  private final float[][] arrays;

  private boolean keeping;
  private int blockColumn;
  private int blockColumns;
  private long blockOffset;
  private float blockBeta;
  private int column;
  private int live;
  private int chunkAt;
  private int chunkLength;

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
    hidden = new StateRows(units);
    cellState = new StateRows(units);
    arrays = new float[cell.arrays()][CHUNK];
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
  }

  /** Keeps the hidden state before this step; to be called before {@link #forward}. */
  void holdState() {
    hiddenBefore.put(inBlock(), hidden.values(), 0, live * units);
  }

  /** One step forward, z holding the part of the input. */
  void forward() {
    cell.forward(this);
  }

  /** One step back: the gradients of the state after it become those of the state before it. */
  void backward() {
    cell.backward(this);
    stateGradient.get(0, hidden.values(), 0, length());
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

  /** Returns z of the block, or backward its gradient, [gates, columns, units]. */
  NativeFloats z() {
    return z.floats();
  }

  /** Returns where a gate of z begins. */
  long gate(int zGate) {
    return zGate * gateStride();
  }

  /** Returns the distance between two gates of z. */
  long gateStride() {
    return (long) blockColumns * units;
  }

  /** Returns the gradient of W_h, [units, gates * units], in the order of W_h. */
  NativeBuffer recurrentWeightGradient() {
    return recurrentWeightGradient;
  }

  /** Returns the gradient of the recurrent bias, [units]. */
  NativeBuffer recurrentBiasGradient() {
    return recurrentBiasGradient;
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
   * {@code target = (hidden state before this step) W}, [live rows, columns], W [units, columns].
   */
  void stateProduct(Matrix w, int columns, NativeBuffer target, long at) {
    Matrix states = Matrix.of(hiddenBefore, inBlock(), units);
    Matrix.product(live, columns, units, 1f, states, w, 0f, Matrix.of(target, at, columns));
  }

  /** {@code target += (hidden states before the steps of the block)' rows}, [units, columns]. */
  void addStateWeightGradient(NativeBuffer rows, long at, int columns, NativeBuffer target) {
    Matrix.productOfTransposed(
        units,
        columns,
        blockColumns,
        1f,
        Matrix.of(hiddenBefore, blockOffset, units),
        Matrix.of(rows, at, columns),
        blockBeta,
        Matrix.of(target, 0, columns));
  }

  /** Returns the chunk array number {@code index}. */
  float[] array(int index) {
    return arrays[index];
  }

  /** Returns how many floats a quantity has at this step. */
  int length() {
    return live * units;
  }

  /** Returns how many floats a chunk has, but for the last one of a step. */
  int chunk() {
    return CHUNK;
  }

  /** Goes to the chunk that begins at a float of every quantity and returns its length. */
  int startChunk(int at) {
    chunkAt = at;
    chunkLength = Math.min(CHUNK, length() - at);
    return chunkLength;
  }

  /** Returns h, or backward its gradient. */
  StateRows hidden() {
    return hidden;
  }

  /** Returns c, or backward its gradient. */
  StateRows cell() {
    return cellState;
  }

  /** Returns the hidden state before each step of the block, [columns, units]. */
  NativeBuffer hiddenBefore() {
    return hiddenBefore;
  }

  /** Returns the hidden state before each step, after the reset gate. */
  NativeBuffer resetState() {
    return resetState;
  }

  void readState(StateRows state, float[] target) {
    System.arraycopy(state.values(), chunkAt, target, 0, chunkLength);
  }

  void writeState(StateRows state, float[] source) {
    System.arraycopy(source, 0, state.values(), chunkAt, chunkLength);
  }

  void readZ(int zGate, float[] target) {
    z.get(inZ(zGate) + chunkAt, target, 0, chunkLength);
  }

  void writeZ(int zGate, float[] source) {
    z.put(inZ(zGate) + chunkAt, source, 0, chunkLength);
  }

  void readBlock(NativeBuffer states, float[] target) {
    states.get(inBlock() + chunkAt, target, 0, chunkLength);
  }

  void writeBlock(NativeBuffer states, float[] source) {
    states.put(inBlock() + chunkAt, source, 0, chunkLength);
  }

  /** Keeps a quantity of this chunk for the backward pass, if there will be one. */
  void keep(int quantity, float[] source) {
    if (keeping) {
      kept[quantity].put(inKept(), source, 0, chunkLength);
    }
  }

  void kept(int quantity, float[] target) {
    kept[quantity].get(inKept(), target, 0, chunkLength);
  }

  void readStateGradient(float[] target) {
    stateGradient.get(chunkAt, target, 0, chunkLength);
  }

  void writeStateGradient(float[] source) {
    stateGradient.put(chunkAt, source, 0, chunkLength);
  }

  /** z += states W_h for some gates of this step. */
  void addRecurrentProduct(int zGate, int gates, int weightGate, NativeBuffer states) {
    weights
        .recurrent()
        .product(
            weightGate,
            gates,
            0,
            units,
            live,
            states.floats(),
            inBlock(),
            1f,
            z.floats(),
            inZ(zGate),
            gateStride());
  }

  /** Gradient of the state before this step = dz W_h' of some gates + beta times what it was. */
  void stateGradientProduct(int zGate, int gates, int weightGate, float beta) {
    weights
        .recurrentTransposed()
        .sum(
            weightGate,
            gates,
            live,
            z.floats(),
            inZ(zGate),
            gateStride(),
            beta,
            stateGradient.floats(),
            0);
  }

  /** dW_h += states' dz over all columns of the block, for some gates. */
  void addRecurrentGradient(int zGate, int gates, int weightGate, NativeBuffer states) {
    for (int i = 0; i < gates; i++) {
      Blas.sgemm(
          true,
          false,
          units,
          units,
          blockColumns,
          1f,
          states.floats(),
          blockOffset,
          units,
          z.floats(),
          gate(zGate + i),
          units,
          blockBeta,
          recurrentWeightGradient.floats(),
          (long) (weightGate + i) * units,
          width);
    }
  }

  /** Adds the sum of dz of a gate over all columns of the block to that of the recurrent bias. */
  void addRecurrentBiasGradient(int zGate) {
    Blas.sgemm(
        false,
        false,
        1,
        units,
        blockColumns,
        1f,
        weights.ones(),
        0,
        blockColumns,
        z.floats(),
        gate(zGate),
        units,
        blockBeta,
        recurrentBiasGradient.floats(),
        0,
        units);
  }

  private long inZ(int zGate) {
    return gate(zGate) + (long) columnInBlock() * units;
  }

  private long inBlock() {
    return blockOffset + (long) columnInBlock() * units;
  }

  private long inKept() {
    return (long) column * units + chunkAt;
  }
}
