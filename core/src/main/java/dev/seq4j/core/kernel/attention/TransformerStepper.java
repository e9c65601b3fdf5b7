package dev.seq4j.core.kernel.attention;

import dev.seq4j.core.kernel.Blas;
import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.NativeBuffer;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.NativeMemory;
import dev.seq4j.core.kernel.SequenceView;
import dev.seq4j.core.kernel.Shards;
import dev.seq4j.core.kernel.Usage;
import java.lang.ref.Reference;

/**
 * A causal transformer block step by step, for generation: keys and values of past steps stay here,
 * and a step costs as much as its products plus one look at each of them. One step equals one step
 * of the whole sequence.
 *
 * <p>Legend: B rows of the batch, F features, T new steps. Rows may have come different ways: each
 * has its own number of past steps. Used by one thread at a time.
 */
public final class TransformerStepper implements AutoCloseable {

  private final TransformerBlockShape shape;
  private final int batch;
  private final NativeMemory memory;
  private final Lanes lanes;
  private final TransformerSublayers sublayers;
  private final KeyValueCache cache;
  private final TokenRows rows;
  private final NativeBuffer stream;
  private final TokenRows memoryRows;
  private final NativeBuffer memoryTokens;
  private final LiveSteps oneStep;
  private final float[] line;
  private final Usage usage = new Usage("stepper");

  /**
   * @param shape of the block, causal
   * @param parameters as in {@link TransformerBlockKernel}; see {@link #load}
   * @param batch B, at least 1
   * @throws IllegalArgumentException if one of them does not fit
   */
  public TransformerStepper(TransformerBlockShape shape, NativeFloats parameters, int batch) {
    this(shape, parameters, batch, Shards.shared());
  }

  TransformerStepper(
      TransformerBlockShape shape, NativeFloats parameters, int batch, Shards shards) {
    if (batch < 1) {
      throw new IllegalArgumentException("batch = " + batch + ": must be at least 1");
    }
    if (!shape.causal()) {
      throw new IllegalArgumentException("causal = false: must be true to go step by step");
    }
    this.shape = shape;
    this.batch = batch;
    memory = new NativeMemory(this);
    lanes = new Lanes(shards, memory);
    sublayers = new TransformerSublayers(shape, new Ones(memory), memory);
    cache = new KeyValueCache(batch, shape.width(), memory);
    sublayers.selfAttention().setCache(cache);
    rows = new TokenRows(lanes.most());
    stream = memory.newBuffer();
    memoryRows = new TokenRows(lanes.most());
    memoryTokens = memory.newBuffer();
    oneStep = LiveSteps.all(batch, 1);
    line = new float[shape.width()];
    load(parameters);
  }

  /**
   * Takes new parameters and leaves the past as it is. They are read where they lie, by every step;
   * the array that owns them must stay reachable. After they have been changed in place, they are
   * to be loaded again.
   *
   * @param parameters as in {@link TransformerBlockKernel}
   */
  public void load(NativeFloats parameters) {
    parameters.requireRange("parameters", 0, sublayers.parameters());
    usage.begin();
    try {
      sublayers.use(parameters);
    } finally {
      usage.end();
    }
  }

  /** Forgets all past steps; a memory stays. */
  public void reset() {
    usage.begin();
    try {
      cache.clear();
    } finally {
      usage.end();
    }
  }

  /**
   * Says what the block attends to besides itself, until it is told otherwise.
   *
   * @param newMemory [B, M, S], copied
   * @param live which of its steps are there
   */
  public void setMemory(SequenceView newMemory, LiveSteps live) {
    if (shape.memoryIn() == 0) {
      throw new IllegalStateException("memory: the block has none");
    }
    if (live.batch() != batch) {
      throw new IllegalArgumentException(
          "rows of the memory = " + live.batch() + ": must be " + batch);
    }
    newMemory.requireShape("memory", batch, shape.memoryIn(), live.time());
    usage.begin();
    try {
      memoryRows.layOut(live, lanes.used());
      memoryTokens.require((long) memoryRows.tokens() * shape.memoryIn());
      memoryRows.pack(newMemory, shape.memoryIn(), memoryTokens, lanes);
      sublayers.memoryAttention().setMemory(memoryRows, memoryTokens, null);
    } finally {
      usage.end();
    }
  }

  /**
   * One step of every row.
   *
   * @param input [B, F] in 'c' order
   * @param output receives [B, F] in 'c' order
   * @throws IllegalStateException if the stepper is closed or used by another thread
   */
  public void step(float[] input, float[] output) {
    requireLength("input", input);
    requireLength("output", output);
    usage.begin();
    Blas.Session session = Blas.singleThreaded();
    try {
      begin(oneStep);
      int width = shape.width();
      for (int row = 0; row < batch; row++) {
        stream.put((long) rows.first(row) * width, input, row * width, width);
      }
      sublayers.forward(lanes, rows, stream);
      for (int row = 0; row < batch; row++) {
        stream.get((long) rows.first(row) * width, line, 0, width);
        System.arraycopy(line, 0, output, row * width, width);
      }
    } finally {
      session.close();
      usage.end();
      // Or the cleaner could free the memory of a step whose stepper nobody will use again.
      Reference.reachabilityFence(this);
    }
  }

  private void requireLength(String name, float[] values) {
    if (values.length != (long) batch * shape.width()) {
      throw new IllegalArgumentException(
          "%s of %d floats: must have %d x %d"
              .formatted(name, values.length, batch, shape.width()));
    }
  }

  private void begin(LiveSteps live) {
    if (shape.memoryIn() > 0 && memoryRows.rows() != batch) {
      throw new IllegalStateException("memory: must be set before the first step");
    }
    long tokens = 0;
    for (int row = 0; row < batch; row++) {
      tokens += live.length(row);
    }
    lanes.use(2.0 * sublayers.parameters() * tokens);
    rows.layOut(live, lanes.used());
    stream.require((long) rows.tokens() * shape.width());
    sublayers.begin(rows, false, 0);
  }

  /**
   * Several steps at once, such as a prompt.
   *
   * @param input [B, F, T], read at live steps only
   * @param live which steps are there; a row goes on by its live steps
   * @param output [B, F, T], written at every step: zero where it is not live
   * @throws IllegalArgumentException if a size does not fit
   * @throws IllegalStateException if the stepper is closed or used by another thread
   */
  public void steps(SequenceView input, LiveSteps live, SequenceView output) {
    if (live.batch() != batch) {
      throw new IllegalArgumentException("rows = " + live.batch() + ": must be " + batch);
    }
    input.requireShape("input", batch, shape.width(), live.time());
    output.requireWritableShape("output", batch, shape.width(), live.time());
    usage.begin();
    Blas.Session session = Blas.singleThreaded();
    try {
      begin(live);
      rows.pack(input, shape.width(), stream, lanes);
      sublayers.forward(lanes, rows, stream);
      rows.unpack(stream, shape.width(), output, lanes);
    } finally {
      session.close();
      usage.end();
      Reference.reachabilityFence(this);
    }
  }

  /**
   * @return for each row how many steps it has gone
   */
  public int[] lengths() {
    int[] lengths = new int[batch];
    for (int row = 0; row < batch; row++) {
      lengths[row] = cache.length(row);
    }
    return lengths;
  }

  /**
   * Copies the past out.
   *
   * @param time N, at least the longest row's steps
   * @return [B, N, 2 F] in 'c' order: of each step its keys, then its values; zero beyond a row's
   *     last step
   */
  public float[] getState(int time) {
    int[] lengths = lengths();
    requireTime(lengths, time);
    usage.begin();
    try {
      return cache.get(time);
    } finally {
      usage.end();
    }
  }

  /**
   * Replaces the past.
   *
   * @param lengths for each row how many steps it has gone
   * @param state as {@link #getState} gave it
   * @param time N of the state
   */
  public void setState(int[] lengths, float[] state, int time) {
    if (lengths.length != batch || state.length != (long) batch * time * 2 * shape.width()) {
      throw new IllegalArgumentException(
          "state of %d rows and %d floats: must have %d rows and %d x %d x %d floats"
              .formatted(lengths.length, state.length, batch, batch, time, 2 * shape.width()));
    }
    requireTime(lengths, time);
    usage.begin();
    try {
      cache.set(lengths, state, time);
    } finally {
      usage.end();
    }
  }

  private static void requireTime(int[] lengths, int time) {
    for (int length : lengths) {
      if (length < 0 || length > time) {
        throw new IllegalArgumentException("steps = " + length + ": must be in [0, " + time + "]");
      }
    }
  }

  /**
   * @return bytes of native memory held now
   */
  public long nativeBytes() {
    return memory.bytes();
  }

  /** Frees the native memory. The stepper cannot be used any more. */
  @Override
  public void close() {
    if (usage.close()) {
      memory.close();
    }
  }
}
