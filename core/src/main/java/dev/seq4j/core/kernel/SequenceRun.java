package dev.seq4j.core.kernel;

/**
 * One shard of a pass: its rows step by step, with buffers of its own, on one thread.
 *
 * <p>Everything is stored transposed, [units, columns], a column being one row of the batch at one
 * step: so the gates of a step lie one below the other, and OpenBLAS is a seventh faster than with
 * rows of gates. Forward, a block of steps is one product with all its inputs, then each step adds
 * its product with the state before it and the cell does the rest. Backward, each step gives the
 * gradient of z, from which comes that of the state before it, and a finished block gives the
 * gradients of its inputs and of the weights in one product each.
 */
final class SequenceRun {

  /** Floats of a chunk: all arrays of a cell together stay in the first-level cache. */
  private static final int CHUNK = 1024;

  private final Cell cell;
  private final int in;
  private final int units;
  private final int width;
  private final PackedWeights weights;
  private final ShardPlan plan = new ShardPlan();
  private final FloatScratch scratch = new FloatScratch();

  private final NativeBuffer x;
  private final NativeBuffer z;
  private final NativeBuffer hiddenBefore;
  private final NativeBuffer resetState;
  private final NativeBuffer[] kept;
  private final NativeBuffer stateGradient;
  private final NativeBuffer inputGradient;
  private final NativeBuffer packedGradient;
  private final NativeBuffer inputWeightGradient;
  private final NativeBuffer recurrentWeightGradient;
  private final NativeBuffer recurrentBiasGradient;

  private final StateColumns hidden;
  private final StateColumns cellState;
  private final float[][] arrays;
  private float[] rows = new float[0];

  private boolean keeping;
  private int blockColumn;
  private int blockColumns;
  private long blockOffset;
  private float blockBeta;
  private int column;
  private int live;
  private int unit;
  private int chunk;
  private int chunkUnits;

  SequenceRun(Cell cell, int in, int units, PackedWeights weights, NativeMemory memory) {
    this.cell = cell;
    this.in = in;
    this.units = units;
    this.width = cell.gates() * units;
    this.weights = weights;
    x = memory.newBuffer();
    z = memory.newBuffer();
    hiddenBefore = memory.newBuffer();
    resetState = memory.newBuffer();
    kept = new NativeBuffer[cell.kept()];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = memory.newBuffer();
    }
    stateGradient = memory.newBuffer();
    inputGradient = memory.newBuffer();
    packedGradient = memory.newBuffer();
    inputWeightGradient = memory.newBuffer();
    recurrentWeightGradient = memory.newBuffer();
    recurrentBiasGradient = memory.newBuffer();
    hidden = new StateColumns(units);
    cellState = new StateColumns(units);
    arrays = new float[cell.arrays()][];
  }

  ShardPlan plan() {
    return plan;
  }

  // ------------------------------------------------------------------ forward

  /**
   * @param keep whether a backward pass will follow
   */
  void forward(ForwardPass pass, SequenceAccess input, SequenceAccess output, boolean keep) {
    reserve(keep);
    input.pack(plan, in + 1, x, scratch);
    RecurrentState initial = pass.initialState();
    hidden.begin(initial == null ? null : initial.hidden(), plan);
    if (cell.hasCellState()) {
      cellState.begin(initial == null ? null : initial.cell(), plan);
    }
    for (int block = 0; block < plan.blocks(); block++) {
      startBlock(block);
      inputProduct();
      for (int step = plan.blockStart(block); step < plan.blockStart(block + 1); step++) {
        startStep(step);
        shrinkStatesTo(live);
        forwardStep();
        if (output != null) {
          Transpose.copy(hidden.values(), units, live, rows);
          output.writeStep(plan, step, rows, 0);
        }
      }
    }
    shrinkStatesTo(0);
    if (output != null) {
      output.zeroDeadSteps(plan, scratch.zeros(units));
    }
    RecurrentState last = pass.finalState();
    if (last != null) {
      hidden.storeParked(last.hidden(), plan);
      if (cell.hasCellState()) {
        cellState.storeParked(last.cell(), plan);
      }
    }
  }

  /** Reserves all that a forward pass needs for the plan. */
  private void reserve(boolean keep) {
    keeping = keep;
    long columns = plan.columns();
    long columnsHeld = keep ? columns : plan.widestBlock();
    x.require(columns * (in + 1));
    z.require((long) cell.zGates() * units * plan.widestBlock());
    hiddenBefore.require(columnsHeld * units);
    if (cell.hasResetState()) {
      resetState.require(columnsHeld * units);
    }
    for (NativeBuffer quantity : kept) {
      quantity.require(keep ? columns * units : 0);
    }
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] =
          FloatScratch.grown(
              arrays[i] == null ? new float[0] : arrays[i], Math.max(CHUNK, plan.rows()));
    }
    rows = FloatScratch.grown(rows, Math.multiplyExact(plan.rows(), Math.max(in, units)));
  }

  private void startBlock(int block) {
    blockColumn = plan.column(plan.blockStart(block));
    blockColumns = plan.column(plan.blockStart(block + 1)) - blockColumn;
    blockOffset = keeping ? (long) blockColumn * units : 0;
  }

  private void startStep(int step) {
    column = plan.column(step);
    live = plan.live(step);
    chunk = Math.max(1, CHUNK / live);
  }

  /** z = [W_x; b]' [x; 1] of the block; z of a separate recurrent gate begins with its bias. */
  private void inputProduct() {
    Blas.sgemm(
        true,
        true,
        width,
        blockColumns,
        in + 1,
        1f,
        weights.input(),
        0,
        width,
        x.floats(),
        (long) blockColumn * (in + 1),
        in + 1,
        0f,
        z.floats(),
        0,
        blockColumns);
    if (cell.hasRecurrentBias()) {
      Blas.sgemm(
          false,
          false,
          units,
          blockColumns,
          1,
          1f,
          weights.recurrentBias(),
          0,
          1,
          weights.ones(),
          0,
          blockColumns,
          0f,
          z.floats(),
          (long) width * blockColumns,
          blockColumns);
    }
  }

  private void forwardStep() {
    hiddenBefore.putRows(
        blockOffset + column - blockColumn, blockColumns, units, live, hidden.values(), 0);
    cell.forward(this);
  }

  private void shrinkStatesTo(int rowsLive) {
    hidden.shrinkTo(rowsLive);
    if (cell.hasCellState()) {
      cellState.shrinkTo(rowsLive);
    }
  }

  // ------------------------------------------------------------------ backward

  /** After a forward pass that was kept. */
  void backward(BackwardPass pass, SequenceAccess outputGradient, SequenceAccess dx) {
    stateGradient.require((long) units * plan.rows());
    inputWeightGradient.require((long) width * (in + 1));
    recurrentWeightGradient.require((long) width * units);
    recurrentBiasGradient.require(cell.hasRecurrentBias() ? units : 0);
    if (dx != null) {
      inputGradient.require((long) plan.widestBlock() * in);
    }
    boolean packed = outputGradient != null && !outputGradient.adjacentFeatures();
    if (packed) {
      packedGradient.require((long) plan.columns() * units);
      outputGradient.pack(plan, units, packedGradient, scratch);
    }
    RecurrentState last = pass.finalStateGradient();
    hidden.beginParked(last == null ? null : last.hidden(), plan);
    if (cell.hasCellState()) {
      cellState.beginParked(last == null ? null : last.cell(), plan);
    }
    blockBeta = 0f;
    for (int block = plan.blocks() - 1; block >= 0; block--) {
      startBlock(block);
      for (int step = plan.blockStart(block + 1) - 1; step >= plan.blockStart(block); step--) {
        startStep(step);
        growStatesTo(live);
        if (packed) {
          packedGradient.get((long) column * units, rows, 0, live * units);
          Transpose.add(rows, live, units, hidden.values());
        } else if (outputGradient != null) {
          outputGradient.readStep(plan, step, rows);
          Transpose.add(rows, live, units, hidden.values());
        }
        cell.backward(this);
        stateGradient.get(0, hidden.values(), 0, units * live);
      }
      addWeightGradients();
      if (dx != null) {
        writeInputGradient(block, dx);
      }
      blockBeta = 1f;
    }
    growStatesTo(plan.rows());
    if (dx != null) {
      dx.zeroDeadSteps(plan, scratch.zeros(in));
    }
    RecurrentState first = pass.initialStateGradient();
    if (first != null) {
      hidden.storeLive(first.hidden(), plan);
      if (cell.hasCellState()) {
        cellState.storeLive(first.cell(), plan);
      }
    }
  }

  private void growStatesTo(int rowsLive) {
    hidden.growTo(rowsLive);
    if (cell.hasCellState()) {
      cellState.growTo(rowsLive);
    }
  }

  private void addWeightGradients() {
    Blas.sgemm(
        false,
        false,
        width,
        in + 1,
        blockColumns,
        1f,
        z.floats(),
        0,
        blockColumns,
        x.floats(),
        (long) blockColumn * (in + 1),
        in + 1,
        blockBeta,
        inputWeightGradient.floats(),
        0,
        in + 1);
    cell.addRecurrentGradient(this);
  }

  private void writeInputGradient(int block, SequenceAccess dx) {
    Blas.sgemm(
        true,
        true,
        blockColumns,
        in,
        width,
        1f,
        z.floats(),
        0,
        blockColumns,
        weights.input(),
        0,
        width,
        0f,
        inputGradient.floats(),
        0,
        in);
    for (int step = plan.blockStart(block); step < plan.blockStart(block + 1); step++) {
      long from = (long) (plan.column(step) - blockColumn) * in;
      inputGradient.get(from, rows, 0, plan.live(step) * in);
      dx.writeStep(plan, step, rows, 0);
    }
  }

  /** Returns the gradient of [W_x; b] transposed, [gates * units, in + 1], in the order of z. */
  NativeBuffer inputWeightGradient() {
    return inputWeightGradient;
  }

  /** Returns the gradient of W_h transposed, [gates * units, units], in the order of W_h. */
  NativeBuffer recurrentWeightGradient() {
    return recurrentWeightGradient;
  }

  /** Returns the gradient of the recurrent bias, [units]. */
  NativeBuffer recurrentBiasGradient() {
    return recurrentBiasGradient;
  }

  // ------------------------------------------------------------------ what cells use

  int units() {
    return units;
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
        true,
        false,
        gates * units,
        live,
        units,
        1f,
        weights.recurrent(),
        (long) weightGate * units,
        width,
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
    return (long) zGate * units * blockColumns + column - blockColumn;
  }

  private long inBlock() {
    return blockOffset + column - blockColumn;
  }

  private long inKept() {
    return (long) column * units + (long) unit * live;
  }
}
