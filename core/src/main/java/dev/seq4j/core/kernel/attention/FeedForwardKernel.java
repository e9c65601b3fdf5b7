package dev.seq4j.core.kernel.attention;

import dev.seq4j.core.kernel.Blas;
import dev.seq4j.core.kernel.DropoutMask;
import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.NativeBuffer;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.NativeMemory;
import dev.seq4j.core.kernel.SequenceView;
import dev.seq4j.core.kernel.Shards;
import dev.seq4j.core.kernel.Usage;
import java.lang.ref.Reference;

/**
 * A position-wise feed-forward network (Vaswani et al. 2017) on the CPU, forward and backward: the
 * same two layers at every step of every row.
 *
 * <pre>
 *   y = dropout(f(x W1 + b1)) W2 + b2          f is GELU or ReLU
 * </pre>
 *
 * <p>Parameters, one after the other, matrices in 'c' order: W1 [F, H], b1 [H], W2 [H, O], b2 [O].
 * A step that is not live gives zeros, has no part in the gradients and costs nothing. The same
 * input on the same number of threads gives the same bits, and what is dropped does not depend on
 * that number.
 *
 * <p>Legend: B rows of the batch, T time steps, F features of the input, H hidden units, O features
 * of the output. A kernel serves one thread at a time; several kernels may be used at the same
 * time.
 */
public final class FeedForwardKernel implements AutoCloseable {

  private final int in;
  private final int out;
  private final NativeMemory nativeMemory;
  private final Lanes lanes;
  private final TokenRows rows;
  private final FeedForwardFunction function;
  private final NativeBuffer x;
  private final NativeBuffer y;
  private final NativeBuffer dx;
  private final Usage usage = new Usage("kernel");

  private LiveSteps kept; // null if no backward pass may follow

  /**
   * @param in F, at least 1
   * @param hidden H, at least 1
   * @param out O, at least 1
   * @param activation f
   * @param dropout probability that a hidden unit is dropped in {@link #forward}, in [0, 1)
   * @throws IllegalArgumentException if one is outside, or the weights do not fit in 2 GB
   */
  public FeedForwardKernel(
      int in, int hidden, int out, FeedForwardActivation activation, double dropout) {
    this(in, hidden, out, activation, dropout, Shards.shared());
  }

  FeedForwardKernel(
      int in,
      int hidden,
      int out,
      FeedForwardActivation activation,
      double dropout,
      Shards shards) {
    if (in < 1 || hidden < 1 || out < 1) {
      throw new IllegalArgumentException(
          "in, hidden, out = " + in + ", " + hidden + ", " + out + ": must be at least 1");
    }
    this.in = in;
    this.out = out;
    nativeMemory = new NativeMemory(this);
    lanes = new Lanes(shards, nativeMemory);
    rows = new TokenRows(lanes.most());
    DropoutMask mask = new DropoutMask(dropout);
    Ones ones = new Ones(nativeMemory);
    function = new FeedForwardFunction(in, hidden, out, activation, mask, 0, ones, nativeMemory);
    if (parameters() > NativeFloats.MAX_LENGTH) {
      throw new IllegalArgumentException(
          "parameters = " + parameters() + ": they do not fit in 2 GB");
    }
    x = nativeMemory.newBuffer();
    y = nativeMemory.newBuffer();
    dx = nativeMemory.newBuffer();
  }

  /**
   * @return how many parameters there are
   */
  public long parameters() {
    return function.parameters();
  }

  /**
   * Computes a pass of training and keeps what {@link #backward} needs.
   *
   * @param parameters in the order of the class comment
   * @param input [B, F, T], read at live steps only
   * @param live which steps are there
   * @param output [B, O, T], written at every step
   * @param dropoutSeed says which hidden units are dropped
   * @throws IllegalArgumentException if a size does not fit; nothing has been written then
   * @throws IllegalStateException if the kernel is closed or used by another thread
   */
  public void forward(
      NativeFloats parameters,
      SequenceView input,
      LiveSteps live,
      SequenceView output,
      long dropoutSeed) {
    compute(parameters, input, live, output, true, dropoutSeed);
  }

  /**
   * Computes a pass without dropout and keeps nothing.
   *
   * @param parameters in the order of the class comment
   * @param input [B, F, T], read at live steps only
   * @param live which steps are there
   * @param output [B, O, T], written at every step
   * @throws IllegalArgumentException if a size does not fit; nothing has been written then
   * @throws IllegalStateException if the kernel is closed or used by another thread
   */
  public void infer(
      NativeFloats parameters, SequenceView input, LiveSteps live, SequenceView output) {
    compute(parameters, input, live, output, false, 0);
  }

  private void compute(
      NativeFloats parameters,
      SequenceView input,
      LiveSteps live,
      SequenceView output,
      boolean training,
      long seed) {
    exclusively(
        () -> {
          parameters.requireRange("parameters", 0, parameters());
          input.requireShape("input", live.batch(), in, live.time());
          output.requireWritableShape("output", live.batch(), out, live.time());
          kept = null;
          long steps = 0;
          for (int row = 0; row < live.batch(); row++) {
            steps += live.length(row);
          }
          lanes.use(2.0 * parameters() * steps);
          rows.layOut(live, lanes.used());
          function.use(parameters);
          function.begin(rows, training, seed);
          x.require((long) rows.tokens() * in);
          y.require((long) rows.tokens() * out);
          rows.pack(input, in, x, lanes);
          Pipeline pipeline = new Pipeline(lanes, rows);
          function.forward(
              pipeline,
              x,
              Lanes.Chunk.NOTHING,
              (lane, chunk, from, to) -> lane.moveTokens(y, from, to, out));
          pipeline.run();
          rows.unpack(y, out, output, lanes);
          kept = training ? live : null;
        });
  }

  /**
   * Computes the gradients of the last {@link #forward}, once.
   *
   * @param parameters those of the forward pass
   * @param outputGradient [B, O, T], read at live steps only
   * @param gradients of the parameters, overwritten
   * @param inputGradient [B, F, T], overwritten: zero where a step is not live
   * @throws IllegalArgumentException if a size does not fit; nothing has been written then
   * @throws IllegalStateException if no forward pass has been kept, or the kernel is closed or used
   *     by another thread
   */
  public void backward(
      NativeFloats parameters,
      SequenceView outputGradient,
      NativeFloats gradients,
      SequenceView inputGradient) {
    exclusively(
        () -> {
          if (kept == null) {
            throw new IllegalStateException("backward: no forward pass has been kept");
          }
          LiveSteps live = kept;
          parameters.requireRange("parameters", 0, parameters());
          gradients.requireRange("gradients", 0, parameters());
          outputGradient.requireShape("output gradient", live.batch(), out, live.time());
          inputGradient.requireWritableShape("input gradient", live.batch(), in, live.time());
          kept = null; // what it left is overwritten from here on
          function.use(parameters);
          dx.require((long) rows.tokens() * in);
          rows.pack(outputGradient, out, y, lanes);
          Pipeline pipeline = new Pipeline(lanes, rows);
          function.backward(
              pipeline,
              x,
              y,
              Lanes.Chunk.NOTHING,
              (lane, chunk, from, to) -> lane.moveTokens(dx, from, to, in),
              gradients);
          pipeline.run();
          rows.unpack(dx, in, inputGradient, lanes);
        });
  }

  private void exclusively(Runnable pass) {
    usage.begin();
    Blas.Session session = Blas.singleThreaded();
    try {
      pass.run();
    } finally {
      session.close();
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
