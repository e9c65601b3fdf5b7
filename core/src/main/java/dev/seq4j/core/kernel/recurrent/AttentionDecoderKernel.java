package dev.seq4j.core.kernel.recurrent;

import dev.seq4j.core.kernel.Activations;
import dev.seq4j.core.kernel.Blas;
import dev.seq4j.core.kernel.FloatLoops;
import dev.seq4j.core.kernel.GradientSum;
import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.Matrix;
import dev.seq4j.core.kernel.NativeBuffer;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.NativeMemory;
import dev.seq4j.core.kernel.SequenceAccess;
import dev.seq4j.core.kernel.SequenceView;
import dev.seq4j.core.kernel.ShardPlans;
import dev.seq4j.core.kernel.Shards;
import dev.seq4j.core.kernel.StateView;
import dev.seq4j.core.kernel.Transpose;
import dev.seq4j.core.kernel.Usage;
import dev.seq4j.core.kernel.attention.AttendedMemory;
import dev.seq4j.core.kernel.attention.Dense;
import dev.seq4j.core.kernel.attention.Lanes;
import dev.seq4j.core.kernel.attention.Ones;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A recurrent decoder with additive attention (Bahdanau et al. 2015) on the CPU, forward and
 * backward: before each step the state looks at all steps of a memory, and what it sees, the
 * context, goes into the cell.
 *
 * <pre>
 *   e_(t,j) = v' tanh(s_(t-1) Q + m_j U + b_U)
 *   a_t     = softmax over the memory's live j of e_(t,j)
 *   c_t     = sum of a_(t,j) m_j
 *   s_t     = cell([c_t, x_t], s_(t-1))
 *   s_0     = tanh(mean of the live m_j times I + b_I)        for an LSTM its cell state alike
 *   y_t     = [s_t, c_t]
 * </pre>
 *
 * <p>Parameters, one after the other, matrices in 'c' order: W_x [M + E, G H], whose first rows
 * meet the context, W_h [H, G H] and the cell's bias, as the cell's own kernel orders its gates; Q
 * [H, A], U [M, A], b_U [A], v [A]; I [M, P H], b_I [P H] with P = 2 for a cell with a cell state,
 * else 1.
 *
 * <p>{@link #remember} comes first: it copies the parameters and the memory, and computes what does
 * not depend on the state. A step that is not live passes the state on and gives zeros. A row
 * without a live step in the memory sees zeros. The same input on the same number of threads gives
 * the same bits.
 *
 * <p>Legend: B rows of the batch, T time steps, E features of the input, S steps and M features of
 * the memory, H units, G gates, A attention units. A kernel serves one thread at a time; several
 * kernels may be used at the same time.
 */
public final class AttentionDecoderKernel implements AutoCloseable {

  /** Multiplications below which a second thread takes longer to wake than it saves. */
  private static final long WORTH_A_THREAD = 500_000;

  private final Cell cell;
  private final int in;
  private final int features;
  private final int units;
  private final int attention;
  private final long queryAt;
  private final long scoreAt;
  private final int stateParts;
  private final Shards shards;
  private final NativeMemory nativeMemory;
  private final Lanes lanes;
  private final Ones ones;
  private final AttendedMemory memory;
  private final Dense initial;
  private final NativeBuffer parameters;
  private final PackedWeights cellWeights;
  private final NativeBuffer queryWeightsTransposed; // [A, H]
  private final NativeBuffer means; // [B, M]
  private final NativeBuffer toMeans;
  private final NativeBuffer initialStates; // [B, P H]
  private final NativeBuffer toInitialStates;
  private final ShardPlans plans;
  private final AttentionDecoderRun[] runs;
  private final WeightGradientSum gradientSum;
  private final Usage usage = new Usage("kernel");

  private LiveSteps memoryLive;
  private LiveSteps last;
  private boolean kept;

  /**
   * @param cellKernel a kernel of the cell, with M + E inputs; only its shape is used
   * @param features M, at least 1 and less than the cell's inputs
   * @param attention A, at least 1
   * @throws IllegalArgumentException if one is outside, or the weights do not fit in 2 GB
   */
  public AttentionDecoderKernel(RecurrentKernel cellKernel, int features, int attention) {
    this(cellKernel, features, attention, Shards.shared());
  }

  AttentionDecoderKernel(RecurrentKernel cellKernel, int features, int attention, Shards shards) {
    if (features < 1 || features >= cellKernel.in()) {
      throw new IllegalArgumentException(
          "features = " + features + ": must be in [1, " + cellKernel.in() + ")");
    }
    if (attention < 1) {
      throw new IllegalArgumentException("attention = " + attention + ": must be at least 1");
    }
    this.cell = cellKernel.cell();
    this.in = cellKernel.in() - features;
    this.features = features;
    this.units = cellKernel.units();
    this.attention = attention;
    this.shards = shards;
    stateParts = cell.hasCellState() ? 2 : 1;
    queryAt = cellParameters();
    nativeMemory = new NativeMemory(this);
    lanes = new Lanes(shards, nativeMemory);
    ones = new Ones(nativeMemory);
    long keyAt = queryAt + (long) units * attention;
    memory = new AttendedMemory(features, attention, keyAt, lanes, ones, nativeMemory);
    scoreAt = memory.end();
    initial = new Dense(features, stateParts * units, scoreAt + attention);
    if (parameters() > NativeFloats.MAX_LENGTH) {
      throw new IllegalArgumentException(
          "parameters = " + parameters() + ": they do not fit in 2 GB");
    }
    parameters = nativeMemory.newBuffer();
    cellWeights = PackedWeights.forSequences(cell, features + in, units, nativeMemory);
    queryWeightsTransposed = nativeMemory.newBuffer();
    means = nativeMemory.newBuffer();
    toMeans = nativeMemory.newBuffer();
    initialStates = nativeMemory.newBuffer();
    toInitialStates = nativeMemory.newBuffer();
    plans = new ShardPlans(shards.parallelism());
    runs = new AttentionDecoderRun[shards.parallelism()];
    for (int i = 0; i < runs.length; i++) {
      runs[i] =
          new AttentionDecoderRun(
              plans.get(i),
              cell,
              in,
              features,
              units,
              attention,
              cellWeights,
              memory,
              nativeMemory);
    }
    gradientSum = new WeightGradientSum(cell, features + in, units, shards);
  }

  private long cellParameters() {
    long width = (long) cell.gates() * units;
    return (features + in + (long) units) * width + biasLength();
  }

  private int biasLength() {
    return (cell.gates() + (cell.hasRecurrentBias() ? 1 : 0)) * units;
  }

  /**
   * @return how many parameters there are
   */
  public long parameters() {
    return initial.end();
  }

  /**
   * @return features of the output: H + M
   */
  public int out() {
    return units + features;
  }

  private RecurrentWeights cellPart(NativeFloats all) {
    long width = (long) cell.gates() * units;
    long recurrent = (features + in) * width;
    long bias = recurrent + units * width;
    return new RecurrentWeights(
        all.part(0, recurrent), all.part(recurrent, units * width), all.part(bias, biasLength()));
  }

  /**
   * Copies the parameters and a memory for the passes that follow.
   *
   * @param newParameters in the order of the class comment
   * @param source the memory, [B, M, S], read at live steps only
   * @param live which of its steps are there
   * @throws IllegalArgumentException if a size does not fit
   * @throws IllegalStateException if the kernel is closed or used by another thread
   */
  public void remember(NativeFloats newParameters, SequenceView source, LiveSteps live) {
    exclusively(
        () -> {
          newParameters.requireRange("parameters", 0, parameters());
          source.requireShape("memory", live.batch(), features, live.time());
          last = null;
          memoryLive = null;
          int count = (int) parameters();
          parameters.require(count);
          parameters.put(0, newParameters.buffer(), 0, count);
          cellWeights.pack(cellPart(parameters.floats()));
          lanes.use(2.0 * live.batch() * live.time() * features * attention);
          memory.load(parameters.floats(), source, live);
          initialize(live.batch());
          memoryLive = live;
        });
  }

  /** s_0 of all rows. */
  private void initialize(int batch) {
    int width = stateParts * units;
    means.require((long) batch * features);
    initialStates.require((long) batch * width);
    initial.use(parameters.floats());
    float[] line = new float[features];
    float[] mean = new float[features];
    for (int row = 0; row < batch; row++) {
      int count = memory.length(row);
      float[] even = new float[count];
      Arrays.fill(even, 1f / Math.max(1, count));
      memory.context(row, even, line, mean);
      means.put((long) row * features, mean, 0, features);
    }
    initial.forward(means, 0, batch, initialStates, 0);
    float[] states = new float[batch * width];
    initialStates.get(0, states, 0, states.length);
    Activations.tanh(states, states.length);
    initialStates.put(0, states, 0, states.length);
  }

  private RecurrentState states(NativeBuffer buffer) {
    int width = stateParts * units;
    StateView hidden = new StateView(buffer.floats(), 0, width, 1);
    return new RecurrentState(
        hidden, stateParts == 1 ? null : new StateView(buffer.floats(), units, width, 1));
  }

  /**
   * Computes a pass from s_0 and keeps what {@link #backward} needs.
   *
   * @param input [B, E, T], read at live steps only
   * @param live which steps are there
   * @param output [B, H + M, T], written at every step
   * @throws IllegalArgumentException if a size does not fit; nothing has been written then
   * @throws IllegalStateException if nothing is remembered, or the kernel is closed or used by
   *     another thread
   */
  public void forward(SequenceView input, LiveSteps live, SequenceView output) {
    exclusively(() -> compute(input, live, null, output, null, true));
  }

  /**
   * Computes a pass and keeps nothing but the weights of the attention.
   *
   * @param input [B, E, T], read at live steps only
   * @param live which steps are there
   * @param state the state before each row's first live step; null for s_0
   * @param output [B, H + M, T], written at every step
   * @param finalState receives the state after each row's last live step; may be null
   * @throws IllegalArgumentException if a size does not fit; nothing has been written then
   * @throws IllegalStateException if nothing is remembered, or the kernel is closed or used by
   *     another thread
   */
  public void infer(
      SequenceView input,
      LiveSteps live,
      RecurrentState state,
      SequenceView output,
      RecurrentState finalState) {
    exclusively(() -> compute(input, live, state, output, finalState, false));
  }

  private void compute(
      SequenceView input,
      LiveSteps live,
      RecurrentState state,
      SequenceView output,
      RecurrentState finalState,
      boolean keep) {
    if (memoryLive == null) {
      throw new IllegalStateException("no memory: remember one first");
    }
    if (live.batch() != memoryLive.batch()) {
      throw new IllegalArgumentException(
          "batch = " + live.batch() + ": must be that of the memory, " + memoryLive.batch());
    }
    input.requireShape("input", live.batch(), in, live.time());
    output.requireWritableShape("output", live.batch(), out(), live.time());
    boolean hasCell = cell.hasCellState();
    if (state != null) {
      state.requireShape("state", live.batch(), units, hasCell, false);
    }
    if (finalState != null) {
      finalState.requireShape("final state", live.batch(), units, hasCell, true);
    }
    last = null;
    kept = false;
    plans.deal(live, threadsFor(live));
    NativeFloats all = parameters.floats();
    int widest = 0;
    for (int i = 0; i < plans.used(); i++) {
      runs[i].begin(new Matrix(all, queryAt, attention), all.part(scoreAt, attention), keep);
      widest = Math.max(widest, plans.get(i).widestBlock());
    }
    cellWeights.requireOnes(widest);
    SequenceAccess x = new SequenceAccess(input, live, in);
    SequenceAccess y = new SequenceAccess(output, live, out());
    RecurrentState start = state == null ? states(initialStates) : state;
    shards.run(plans.used(), shard -> runs[shard].forward(x, start, y, finalState));
    last = live;
    kept = keep;
  }

  private int threadsFor(LiveSteps live) {
    long cells = 0;
    for (int row = 0; row < live.batch(); row++) {
      cells += live.length(row);
    }
    long ofAStep =
        (long) (features + in + units) * cell.gates() * units
            + (long) memory.longest() * (attention + features)
            + (long) units * attention;
    return (int) Math.min(shards.parallelism(), cells * ofAStep / WORTH_A_THREAD + 1);
  }

  /**
   * Computes the gradients of the last {@link #forward}, with the parameters and the memory of
   * then.
   *
   * @param outputGradient [B, H + M, T], read at live steps only
   * @param gradients of the parameters, overwritten
   * @param inputGradient [B, E, T], overwritten: zero where a step is not live
   * @param memoryGradient [B, M, S], overwritten: zero where a step is not live
   * @throws IllegalArgumentException if a size does not fit; nothing has been written then
   * @throws IllegalStateException if there was no forward pass, or the kernel is closed or used by
   *     another thread
   */
  public void backward(
      SequenceView outputGradient,
      NativeFloats gradients,
      SequenceView inputGradient,
      SequenceView memoryGradient) {
    exclusively(
        () -> {
          if (!kept) {
            throw new IllegalStateException("backward: no forward pass has been kept");
          }
          LiveSteps live = last;
          gradients.requireRange("gradients", 0, parameters());
          outputGradient.requireShape("output gradient", live.batch(), out(), live.time());
          inputGradient.requireWritableShape("input gradient", live.batch(), in, live.time());
          memoryGradient.requireWritableShape(
              "memory gradient", live.batch(), features, memoryLive.time());
          kept = false; // what it left is overwritten from here on
          memory.beginGradients();
          ones.require(live.batch());
          toInitialStates.require((long) live.batch() * stateParts * units);
          turnQueryWeights();
          for (int i = 0; i < plans.used(); i++) {
            runs[i].reserveBackward(Matrix.of(queryWeightsTransposed, 0, units));
          }
          SequenceAccess dy = new SequenceAccess(outputGradient, live, out());
          SequenceAccess dx = new SequenceAccess(inputGradient, live, in);
          RecurrentState toInitial = states(toInitialStates);
          shards.run(plans.used(), shard -> runs[shard].backward(dy, dx, toInitial));
          gradientSum.add(runs, plans.used(), cellPart(gradients), false);
          sumAttention(gradients);
          differentiateInitialStates(live.batch(), gradients);
          memory.finishGradients(gradients);
          memory.writeGradients(memoryGradient);
        });
  }

  private void turnQueryWeights() {
    int length = units * attention;
    float[] stored = new float[length];
    float[] turned = new float[length];
    parameters.get(queryAt, stored, 0, length);
    Transpose.copy(stored, units, attention, turned);
    queryWeightsTransposed.require(length);
    queryWeightsTransposed.put(0, turned, 0, length);
  }

  private void sumAttention(NativeFloats gradients) {
    List<NativeBuffer> toQueries = new ArrayList<>();
    float[] toScore = new float[attention];
    for (int i = 0; i < plans.used(); i++) {
      if (plans.get(i).columns() > 0) {
        toQueries.add(runs[i].queryGradient());
        FloatLoops.plus(toScore, runs[i].toScore(), attention);
      }
    }
    int length = units * attention;
    GradientSum.write(toQueries, 0, gradients.part(queryAt, length), false, shards);
    gradients.buffer().put((int) scoreAt, toScore, 0, attention);
  }

  private void differentiateInitialStates(int batch, NativeFloats gradients) {
    int length = batch * stateParts * units;
    float[] states = new float[length];
    float[] errors = new float[length];
    initialStates.get(0, states, 0, length);
    toInitialStates.get(0, errors, 0, length);
    for (int i = 0; i < length; i++) {
      errors[i] = errors[i] * (1f - states[i] * states[i]);
    }
    toInitialStates.put(0, errors, 0, length);
    initial.gradients(0, 1, means, toInitialStates, batch, ones.buffer(), gradients);
    toMeans.require((long) batch * features);
    initial.backward(toInitialStates, 0, batch, toMeans, 0);
    float[] line = new float[features];
    float[] mean = new float[features];
    for (int row = 0; row < batch; row++) {
      toMeans.get((long) row * features, mean, 0, features);
      int count = memory.length(row);
      for (int j = 0; j < count; j++) {
        long at = (long) (memory.first(row) + j) * features;
        memory.toTokens().get(at, line, 0, features);
        FloatLoops.addScaled(line, mean, 1f / count, features);
        memory.toTokens().put(at, line, 0, features);
      }
    }
  }

  /**
   * Returns the weights of the last pass.
   *
   * @return a, [B, T, S] in 'c' order; zero where a step of either sequence is not live
   * @throws IllegalStateException if there was none
   */
  public float[] weights() {
    LiveSteps live = last;
    if (live == null) {
      throw new IllegalStateException("weights: there was no pass");
    }
    int time = memoryLive.time();
    float[] all = new float[Math.multiplyExact(live.batch() * live.time(), time)];
    for (int i = 0; i < plans.used(); i++) {
      runs[i].readWeights(live, time, all);
    }
    return all;
  }

  private void exclusively(Runnable pass) {
    usage.begin();
    try {
      Blas.Session session = Blas.singleThreaded();
      try {
        pass.run();
      } finally {
        session.close();
      }
    } finally {
      usage.end();
      // Or the cleaner could free the memory of a pass whose kernel nobody will use again.
      Reference.reachabilityFence(this);
    }
  }

  /**
   * @return bytes of native memory held now
   */
  public long nativeBytes() {
    return nativeMemory.bytes();
  }

  /** Frees the native memory. The kernel cannot be used any more. */
  @Override
  public void close() {
    if (usage.close()) {
      nativeMemory.close();
    }
  }
}
