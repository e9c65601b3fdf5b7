package dev.seq4j.core.kernel.recurrent;

import dev.seq4j.core.kernel.FloatLoops;
import dev.seq4j.core.kernel.FloatScratch;
import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.Matrix;
import dev.seq4j.core.kernel.NativeBuffer;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.NativeMemory;
import dev.seq4j.core.kernel.SequenceAccess;
import dev.seq4j.core.kernel.ShardPlan;
import dev.seq4j.core.kernel.attention.AdditiveScores;
import dev.seq4j.core.kernel.attention.AttendedMemory;
import java.util.Arrays;

/**
 * One shard of an {@link AttentionDecoderKernel}: its rows step by step, with buffers of its own,
 * on one thread. It does what {@link SequenceRun} does, but that part of the cell's input, the
 * context, is known only when the state before is.
 *
 * <p>Legend: E features of the input, M of the memory, H units, A attention units. The cell's
 * inputs are the context, the input and 1, in this order.
 */
final class AttentionDecoderRun implements RecurrentGradients {

  private final int in;
  private final int features;
  private final int units;
  private final int attention;
  private final int inputs;
  private final int width;
  private final AttendedMemory memory;
  private final Cell cell;
  private final ShardPlan plan;
  private final CellStep step;
  private final InputProducts products;
  private final AdditiveScores scores;
  private final StateRows hidden;
  private final StateRows cellState;
  private final FloatScratch scratch = new FloatScratch();

  /** The inputs, [columns, E + 1], the last one always 1. */
  private final NativeBuffer x;

  private final NativeBuffer contexts; // [columns, M]
  private final NativeBuffer queries; // [columns, A], backward their gradients
  private final NativeBuffer weights; // a of each column, one after the other
  private final NativeBuffer toContexts; // [rows, steps of the row, M]
  private final NativeBuffer stepGradient; // [live rows, M or H]
  private final NativeBuffer outputGradient; // [columns, H + M]
  private final NativeBuffer inputGradient; // [columns of a block, E]
  private final NativeBuffer inputWeightGradient;
  private final NativeBuffer queryGradient; // [H, A]

  private int[] firstWeight = new int[0]; // of each row
  private int[] firstContext = new int[0];
  private float[] rows = new float[0];
  private float[] stateGradient = new float[0];
  private float[] ofRow = new float[0];
  private float[] toRow = new float[0];
  private final float[] query;
  private final float[] toQuery;
  private final float[] context;
  private final float[] line;

  private Matrix queryWeights;
  private Matrix queryWeightsTransposed;

  AttentionDecoderRun(
      ShardPlan plan,
      Cell cell,
      int in,
      int features,
      int units,
      int attention,
      PackedWeights cellWeights,
      AttendedMemory memory,
      NativeMemory nativeMemory) {
    this.plan = plan;
    this.cell = cell;
    this.in = in;
    this.features = features;
    this.units = units;
    this.attention = attention;
    this.memory = memory;
    inputs = features + in + 1;
    width = cell.gates() * units;
    step = new CellStep(cell, units, cellWeights, plan, nativeMemory);
    products = new InputProducts(cell, units, features + in, cellWeights, step);
    scores = new AdditiveScores(attention);
    hidden = step.hidden();
    cellState = step.cell();
    x = nativeMemory.newBuffer();
    contexts = nativeMemory.newBuffer();
    queries = nativeMemory.newBuffer();
    weights = nativeMemory.newBuffer();
    toContexts = nativeMemory.newBuffer();
    stepGradient = nativeMemory.newBuffer();
    outputGradient = nativeMemory.newBuffer();
    inputGradient = nativeMemory.newBuffer();
    inputWeightGradient = nativeMemory.newBuffer();
    queryGradient = nativeMemory.newBuffer();
    query = new float[attention];
    toQuery = new float[attention];
    context = new float[features];
    line = new float[features];
  }

  @Override
  public ShardPlan plan() {
    return plan;
  }

  /**
   * Takes the attention's weights and reserves what a forward pass over the plan needs.
   *
   * @param newQueryWeights [H, A]
   * @param v [A]
   * @param keep whether a backward pass will follow
   */
  void begin(Matrix newQueryWeights, NativeFloats v, boolean keep) {
    queryWeights = newQueryWeights;
    scores.use(v);
    step.reserve(keep);
    x.require((long) plan.columns() * (in + 1));
    contexts.require((long) plan.columns() * features);
    queries.require((long) plan.columns() * attention);
    rows = FloatScratch.grown(rows, plan.rows() * Math.max(in, units + features));
    ofRow = FloatScratch.grown(ofRow, memory.longest());
    if (firstWeight.length < plan.rows()) {
      firstWeight = new int[plan.rows() + plan.rows() / 4];
      firstContext = new int[firstWeight.length];
    }
    int weight = 0;
    int steps = 0;
    for (int row = 0; row < plan.rows(); row++) {
      firstWeight[row] = weight;
      firstContext[row] = steps;
      weight =
          Math.addExact(
              weight, Math.multiplyExact(plan.length(row), memory.length(plan.batchRow(row))));
      steps += plan.length(row);
    }
    weights.require(weight);
  }

  /** Forward over the plan, after {@link #begin}; the final state may be null. */
  void forward(
      SequenceAccess input, RecurrentState initial, SequenceAccess output, RecurrentState last) {
    input.pack(plan, in + 1, x, scratch);
    hidden.begin(initial.hidden(), plan);
    if (cell.hasCellState()) {
      cellState.begin(initial.cell(), plan);
    }
    for (int block = 0; block < plan.blocks(); block++) {
      step.startBlock(block, false);
      products.startBlock(x, (long) step.blockColumn() * (in + 1), features, in + 1);
      for (int t = plan.blockStart(block); t < plan.blockStart(block + 1); t++) {
        step.startStep(t);
        step.holdState();
        attend(t);
        products.addToStep(contexts, (long) plan.column(t) * features, 0, features);
        step.forward();
        writeOutput(t, output);
      }
    }
    output.zeroDeadSteps(plan, scratch.zeros(units + features));
    if (last != null) {
      hidden.store(last.hidden(), plan);
      if (cell.hasCellState()) {
        cellState.store(last.cell(), plan);
      }
    }
  }

  private void attend(int t) {
    int column = plan.column(t);
    step.stateProduct(queryWeights, attention, queries, (long) column * attention);
    for (int row = 0; row < plan.live(t); row++) {
      int batchRow = plan.batchRow(row);
      int count = memory.length(batchRow);
      if (count > 0) {
        queries.get((long) (column + row) * attention, query, 0, attention);
        scores.weights(memory.keys(), memory.first(batchRow), count, query, ofRow);
        weights.put(firstWeight[row] + (long) t * count, ofRow, 0, count);
      }
      memory.context(batchRow, ofRow, line, context);
      contexts.put((long) (column + row) * features, context, 0, features);
    }
  }

  private void writeOutput(int t, SequenceAccess output) {
    for (int row = 0; row < plan.live(t); row++) {
      int at = row * (units + features);
      System.arraycopy(hidden.values(), row * units, rows, at, units);
      contexts.get((long) (plan.column(t) + row) * features, rows, at + units, features);
    }
    output.writeStep(plan, t, rows);
  }

  /**
   * Takes the attention's weights in another form and reserves what a backward pass needs besides.
   *
   * @param newQueryWeightsTransposed [A, H]
   */
  void reserveBackward(Matrix newQueryWeightsTransposed) {
    queryWeightsTransposed = newQueryWeightsTransposed;
    step.reserveBackward();
    inputWeightGradient.require((long) width * inputs);
    queryGradient.require((long) units * attention);
    inputGradient.require((long) plan.widestBlock() * in);
    outputGradient.require((long) plan.columns() * (units + features));
    toContexts.require((long) plan.columns() * features);
    stepGradient.require((long) plan.rows() * Math.max(units, features));
    stateGradient = FloatScratch.grown(stateGradient, plan.rows() * units);
    toRow = FloatScratch.grown(toRow, memory.longest());
  }

  /**
   * Backward after a forward pass that was kept. The gradients of the memory and of its keys are
   * added to for this shard's rows.
   *
   * @param toInitial receives the gradient of the initial state
   */
  void backward(SequenceAccess dy, SequenceAccess dx, RecurrentState toInitial) {
    dy.pack(plan, units + features, outputGradient, scratch);
    scores.beginGradients();
    hidden.begin(null, plan);
    if (cell.hasCellState()) {
      cellState.begin(null, plan);
    }
    for (int block = plan.blocks() - 1; block >= 0; block--) {
      step.startBlock(block, block == plan.blocks() - 1);
      for (int t = plan.blockStart(block + 1) - 1; t >= plan.blockStart(block); t--) {
        step.startStep(t);
        addOutputGradient(t);
        step.backward();
        attendBack(t);
      }
      finishBlock(block, dx);
    }
    dx.zeroDeadSteps(plan, scratch.zeros(in));
    hidden.store(toInitial.hidden(), plan);
    if (cell.hasCellState()) {
      cellState.store(toInitial.cell(), plan);
    }
    addContextGradients();
  }

  private void addOutputGradient(int t) {
    int live = plan.live(t);
    for (int row = 0; row < live; row++) {
      long at = (long) (plan.column(t) + row) * (units + features);
      outputGradient.get(at, stateGradient, row * units, units);
    }
    FloatLoops.plus(hidden.values(), stateGradient, live * units);
  }

  /** Takes the gradient of a step's context back to the state before it. */
  private void attendBack(int t) {
    int column = plan.column(t);
    int live = plan.live(t);
    products.stepGradient(0, features, stepGradient, 0);
    for (int row = 0; row < live; row++) {
      int batchRow = plan.batchRow(row);
      int count = memory.length(batchRow);
      stepGradient.get((long) row * features, context, 0, features);
      long ofOutput = (long) (column + row) * (units + features) + units;
      outputGradient.get(ofOutput, line, 0, features);
      FloatLoops.plus(context, line, features);
      toContexts.put((long) (firstContext[row] + t) * features, context, 0, features);
      if (count == 0) {
        Arrays.fill(toQuery, 0f);
      } else {
        queries.get((long) (column + row) * attention, query, 0, attention);
        weights.get(firstWeight[row] + (long) t * count, ofRow, 0, count);
        memory.toWeights(batchRow, context, line, toRow);
        scores.backward(
            memory.keys(),
            memory.first(batchRow),
            count,
            query,
            ofRow,
            toRow,
            memory.toKeys(),
            toQuery);
      }
      queries.put((long) (column + row) * attention, toQuery, 0, attention);
    }
    Matrix.product(
        live,
        units,
        attention,
        1f,
        Matrix.of(queries, (long) column * attention, attention),
        queryWeightsTransposed,
        0f,
        Matrix.of(stepGradient, 0, units));
    stepGradient.get(0, stateGradient, 0, units * live);
    FloatLoops.plus(hidden.values(), stateGradient, units * live);
  }

  private void finishBlock(int block, SequenceAccess dx) {
    int column = step.blockColumn();
    products.addWeightGradient(
        contexts, (long) column * features, 0, features, inputWeightGradient);
    products.addWeightGradient(x, (long) column * (in + 1), features, in + 1, inputWeightGradient);
    cell.addRecurrentGradient(step);
    step.addStateWeightGradient(queries, (long) column * attention, attention, queryGradient);
    products.blockGradient(features, in, inputGradient);
    for (int t = plan.blockStart(block); t < plan.blockStart(block + 1); t++) {
      long from = (long) (plan.column(t) - column) * in;
      inputGradient.get(from, rows, 0, plan.live(t) * in);
      dx.writeStep(plan, t, rows);
    }
  }

  /** Adds what the memory gets from being in the contexts: a' times their gradients, row by row. */
  private void addContextGradients() {
    for (int row = 0; row < plan.rows(); row++) {
      int batchRow = plan.batchRow(row);
      int count = memory.length(batchRow);
      if (count > 0 && plan.length(row) > 0) {
        Matrix.productOfTransposed(
            count,
            features,
            plan.length(row),
            1f,
            Matrix.of(weights, firstWeight[row], count),
            Matrix.of(toContexts, (long) firstContext[row] * features, features),
            1f,
            Matrix.of(memory.toTokens(), (long) memory.first(batchRow) * features, features));
      }
    }
  }

  /** Writes a of all this shard's steps into [B, T, S], which holds zeros. */
  void readWeights(LiveSteps live, int memoryTime, float[] target) {
    for (int row = 0; row < plan.rows(); row++) {
      int batchRow = plan.batchRow(row);
      int count = memory.length(batchRow);
      for (int t = 0; t < plan.length(row) && count > 0; t++) {
        weights.get(firstWeight[row] + (long) t * count, ofRow, 0, count);
        int step = live.step(batchRow, t);
        memory.spread(
            batchRow, ofRow, memoryTime, target, (batchRow * live.time() + step) * memoryTime);
      }
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

  /** Returns the gradient of the queries' weights, [H, A]; rubbish if the shard has no step. */
  NativeBuffer queryGradient() {
    return queryGradient;
  }

  /** Returns the gradient of v. */
  float[] toScore() {
    return scores.toScore();
  }
}
