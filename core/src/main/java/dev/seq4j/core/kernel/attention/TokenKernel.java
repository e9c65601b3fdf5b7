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
 * A layer on the CPU whose tokens attend to each other or to those of a memory, forward and
 * backward: what {@link MultiHeadAttentionKernel} and {@link TransformerBlockKernel} have in
 * common.
 *
 * <p>A step that is not live gives zeros, is seen by nobody, has no part in the gradients and costs
 * nothing. The heads of a row that has no live step to attend to give zeros. The same input on the
 * same number of threads gives the same bits, and what is dropped does not depend on that number.
 *
 * <p>Legend: B rows of the batch, T time steps, F features of the input, O features of the output,
 * S time steps and M features of the memory. A kernel serves one thread at a time; several kernels
 * may be used at the same time.
 */
public abstract sealed class TokenKernel implements AutoCloseable
    permits MultiHeadAttentionKernel, TransformerBlockKernel {

  final NativeMemory nativeMemory;
  final Lanes lanes;
  final TokenRows rows;
  final Ones ones;

  private final int in;
  private final int out;
  private final int memoryIn;
  private final TokenRows memoryRows;
  private final NativeBuffer memory;
  private final NativeBuffer memoryGradient;
  private final Usage usage = new Usage("kernel");

  private LiveSteps kept; // null if no backward pass may follow
  private LiveSteps keptMemory;

  /**
   * @param in F
   * @param out O
   * @param memoryIn M, or 0 if there is no memory
   */
  TokenKernel(int in, int out, int memoryIn, Shards shards) {
    this.in = in;
    this.out = out;
    this.memoryIn = memoryIn;
    nativeMemory = new NativeMemory(this);
    lanes = new Lanes(shards, nativeMemory);
    rows = new TokenRows(lanes.most());
    memoryRows = new TokenRows(lanes.most());
    memory = nativeMemory.newBuffer();
    memoryGradient = nativeMemory.newBuffer();
    ones = new Ones(nativeMemory);
  }

  /**
   * @return how many parameters there are
   */
  public abstract long parameters();

  /** Takes the parameters for the next pass. */
  abstract void use(NativeFloats parameters);

  /** Takes the batch, and reserves memory. */
  abstract void begin(boolean training, long seed);

  /** Says where the tokens of the memory lie, and their gradients. */
  abstract void setMemory(TokenRows tokens, NativeBuffer values, NativeBuffer gradients);

  /** Returns where the input's tokens are to be written, [tokens, F]. */
  abstract NativeBuffer inputTokens();

  /** Computes the result and returns where it lies, [tokens, O]. */
  abstract NativeBuffer forward();

  /** Returns where the gradients of the result are to be written, [tokens, O]. */
  abstract NativeBuffer resultGradients();

  /** Computes the gradients and returns where those of the input lie, [tokens, F]. */
  abstract NativeBuffer backward(NativeFloats gradients);

  /**
   * Computes a pass of training and keeps what {@link #backward} needs.
   *
   * @param pass what to read
   * @param output [B, O, T], written at every step
   * @param dropoutSeed says what is dropped
   * @throws IllegalArgumentException if a size does not fit; nothing has been written then
   * @throws IllegalStateException if the kernel is closed or used by another thread
   */
  public final void forward(AttentionPass pass, SequenceView output, long dropoutSeed) {
    compute(pass, output, true, dropoutSeed);
  }

  /**
   * Computes a pass without dropout and keeps nothing.
   *
   * @param pass what to read
   * @param output [B, O, T], written at every step
   * @throws IllegalArgumentException if a size does not fit; nothing has been written then
   * @throws IllegalStateException if the kernel is closed or used by another thread
   */
  public final void infer(AttentionPass pass, SequenceView output) {
    compute(pass, output, false, 0);
  }

  private void compute(AttentionPass pass, SequenceView output, boolean training, long seed) {
    usage.begin();
    Blas.Session session = Blas.singleThreaded();
    try {
      pass.requireShapes(parameters(), in, memoryIn);
      output.requireWritableShape("output", pass.live().batch(), out, pass.live().time());
      load(pass, training, seed);
      rows.unpack(forward(), out, output, lanes);
      kept = training ? pass.live() : null;
      keptMemory = pass.memoryLive();
    } finally {
      session.close();
      usage.end();
      // Or the cleaner could free the memory of a pass whose kernel nobody will use again.
      Reference.reachabilityFence(this);
    }
  }

  /** Copies what the pass reads. */
  private void load(AttentionPass pass, boolean training, long seed) {
    kept = null;
    lanes.use(2.0 * parameters() * liveSteps(pass));
    rows.layOut(pass.live(), lanes.used());
    use(pass.parameters());
    if (pass.memory() != null) {
      memoryRows.layOut(pass.memoryLive(), lanes.used());
      memory.require((long) memoryRows.tokens() * memoryIn);
      if (training) {
        memoryGradient.require((long) memoryRows.tokens() * memoryIn);
      }
      setMemory(memoryRows, memory, memoryGradient);
    }
    begin(training, seed);
    rows.pack(pass.input(), in, inputTokens(), lanes);
    if (pass.memory() != null) {
      memoryRows.pack(pass.memory(), memoryIn, memory, lanes);
    }
  }

  private static long liveSteps(AttentionPass pass) {
    long steps = 0;
    for (int row = 0; row < pass.live().batch(); row++) {
      steps += pass.live().length(row);
      if (pass.memoryLive() != null) {
        steps += pass.memoryLive().length(row);
      }
    }
    return steps;
  }

  /**
   * Computes the gradients of the last {@link #forward}, once.
   *
   * @param parameters those of the forward pass
   * @param outputGradient [B, O, T], read at live steps only
   * @param gradients of the parameters, overwritten
   * @param inputGradient [B, F, T], overwritten: zero where a step is not live
   * @param toMemory [B, M, S], overwritten: zero where a step is not live; null if there is no
   *     memory
   * @throws IllegalArgumentException if a size does not fit; nothing has been written then
   * @throws IllegalStateException if no forward pass has been kept, or the kernel is closed or used
   *     by another thread
   */
  public final void backward(
      NativeFloats parameters,
      SequenceView outputGradient,
      NativeFloats gradients,
      SequenceView inputGradient,
      SequenceView toMemory) {
    usage.begin();
    Blas.Session session = Blas.singleThreaded();
    try {
      if (kept == null) {
        throw new IllegalStateException("backward: no forward pass has been kept");
      }
      LiveSteps live = kept;
      parameters.requireRange("parameters", 0, parameters());
      gradients.requireRange("gradients", 0, parameters());
      outputGradient.requireShape("output gradient", live.batch(), out, live.time());
      inputGradient.requireWritableShape("input gradient", live.batch(), in, live.time());
      if ((toMemory == null) != (keptMemory == null)) {
        throw new IllegalArgumentException(
            "memory gradient: must be there if there is a memory, and else null");
      }
      if (toMemory != null) {
        toMemory.requireWritableShape("memory gradient", live.batch(), memoryIn, keptMemory.time());
      }
      kept = null; // what it left is overwritten from here on
      use(parameters);
      rows.pack(outputGradient, out, resultGradients(), lanes);
      rows.unpack(backward(gradients), in, inputGradient, lanes);
      if (toMemory != null) {
        memoryRows.unpack(memoryGradient, memoryIn, toMemory, lanes);
      }
    } finally {
      session.close();
      usage.end();
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Computes the weights of an attention of this kernel, for pictures.
   *
   * @param pass what to read
   * @param attention whose weights are wanted
   * @return [B, heads, T, T], or [B, heads, T, S] if it attends to the memory, in 'c' order: how
   *     much each query looks at each key; zero where one of them is padding
   */
  final float[] weights(AttentionPass pass, AttentionFunction attention) {
    usage.begin();
    Blas.Session session = Blas.singleThreaded();
    try {
      pass.requireShapes(parameters(), in, memoryIn);
      load(pass, false, 0);
      forward();
      LiveSteps keys = attention.attendsToMemory() ? pass.memoryLive() : pass.live();
      return attention.weights(lanes, pass.live(), keys);
    } finally {
      session.close();
      usage.end();
      Reference.reachabilityFence(this);
    }
  }

  /**
   * @return bytes of native memory held now
   */
  public final long nativeBytes() {
    return nativeMemory.bytes();
  }

  /** Frees the native memory. The kernel cannot be used any more. */
  @Override
  public final void close() {
    if (usage.close()) {
      nativeMemory.close();
    }
  }
}
