package dev.seq4j.core.kernel.attention;

import dev.seq4j.core.kernel.DropoutMask;
import dev.seq4j.core.kernel.FloatLoops;
import dev.seq4j.core.kernel.NativeBuffer;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.NativeMemory;

/**
 * A position-wise feed-forward network: {@code y = dropout(f(x W1 + b1)) W2 + b2}.
 *
 * <p>The backward pass writes the gradients over what the forward pass kept, so it may be called
 * once.
 */
final class FeedForwardFunction implements TokenFunction {

  /** Floats of a tile, on which the loops work: it stays in the first-level cache. */
  private static final int TILE = 2048;

  private final Dense inner;
  private final Dense outer;
  private final FeedForwardActivation activation;
  private final DropoutMask dropout;
  private final int tileRows;
  private final Ones ones;

  /** z = x W1 + b1, then its gradient, [tokens, hidden]. */
  private final NativeBuffer linear;

  /** dropout(f(z)), [tokens, hidden]. */
  private final NativeBuffer active;

  private TokenRows rows;
  private int tokens;
  private boolean keep;
  private long seed;

  /**
   * @param in features of a token
   * @param hidden units between the two layers
   * @param out features of the result
   * @param dropout of the hidden units
   * @param first where its parameters begin among those of the kernel
   */
  FeedForwardFunction(
      int in,
      int hidden,
      int out,
      FeedForwardActivation activation,
      DropoutMask dropout,
      long first,
      Ones ones,
      NativeMemory memory) {
    inner = new Dense(in, hidden, first, memory);
    outer = new Dense(hidden, out, inner.end(), memory);
    this.activation = activation;
    this.dropout = dropout;
    tileRows = Math.max(1, TILE / hidden);
    this.ones = ones;
    linear = memory.newBuffer();
    active = memory.newBuffer();
  }

  @Override
  public long parameters() {
    return inner.parameters() + outer.parameters();
  }

  @Override
  public void use(NativeFloats parameters) {
    inner.use(parameters);
    outer.use(parameters);
  }

  @Override
  public void begin(TokenRows newRows, boolean training, long newSeed) {
    rows = newRows;
    seed = newSeed;
    tokens = rows.tokens();
    keep = training;
    active.require((long) tokens * inner.out());
    if (training) {
      linear.require((long) tokens * inner.out());
      ones.require(tokens);
    }
  }

  @Override
  public void forward(Pipeline pipeline, NativeBuffer x, Lanes.Chunk before, Lanes.Chunk after) {
    pipeline.tokens(
        (lane, chunk, from, to) -> {
          before.run(lane, chunk, from, to);
          inner.forward(x, from, to - from, active, from);
          activate(lane, from, to);
          lane.tokens.require((long) (to - from) * outer.out());
          outer.forward(active, from, to - from, lane.tokens, 0);
          after.run(lane, chunk, from, to);
        });
  }

  private void activate(Lane lane, int from, int to) {
    int hidden = inner.out();
    float[] tile = lane.first(tileRows * hidden);
    for (int token = from; token < to; token += tileRows) {
      int end = Math.min(to, token + tileRows);
      int length = (end - token) * hidden;
      long at = (long) token * hidden;
      active.get(at, tile, 0, length);
      if (keep) {
        linear.put(at, tile, 0, length);
      }
      activation.apply(tile, length);
      drop(lane, tile, token, end);
      active.put(at, tile, 0, length);
    }
  }

  private void drop(Lane lane, float[] tile, int from, int to) {
    if (keep && dropout.isActive()) {
      int hidden = inner.out();
      float[] factors = lane.third(tileRows * hidden);
      for (int token = from; token < to; token++) {
        dropout.fill(seed, rows.cells()[token], factors, (token - from) * hidden, hidden);
      }
      FloatLoops.multiply(tile, factors, (to - from) * hidden);
    }
  }

  @Override
  public void backward(
      Pipeline pipeline,
      NativeBuffer x,
      NativeBuffer toY,
      Lanes.Chunk before,
      Lanes.Chunk after,
      NativeFloats gradients) {
    pipeline.beforehand(inner.strips(tokens), inner::turn);
    pipeline.beforehand(outer.strips(tokens), outer::turn);
    pipeline.tokens(
        (lane, chunk, from, to) -> {
          before.run(lane, chunk, from, to);
          int count = to - from;
          lane.tokens.require((long) count * Math.max(inner.in(), inner.out()));
          outer.backward(toY, from, count, lane.tokens, 0);
          differentiate(lane, from, to);
          inner.backward(linear, from, count, lane.tokens, 0);
          after.run(lane, chunk, from, to);
        });
    // Two layers of one size: with a layer a thread the products are larger, and faster.
    int threadsALayer = (pipeline.lanes().used() + 1) / 2;
    int innerParts = inner.gradientParts(threadsALayer);
    int outerParts = outer.gradientParts(threadsALayer);
    pipeline.afterwards(
        innerParts + outerParts,
        (lane, part) -> {
          if (part < innerParts) {
            inner.gradients(part, innerParts, x, linear, tokens, ones.buffer(), gradients);
          } else {
            outer.gradients(
                part - innerParts, outerParts, active, toY, tokens, ones.buffer(), gradients);
          }
        });
  }

  /** Turns z of a chunk into its gradient; that of the hidden units stands in the lane. */
  private void differentiate(Lane lane, int from, int to) {
    int hidden = inner.out();
    float[] tile = lane.first(tileRows * hidden);
    float[] error = lane.second(tileRows * hidden);
    for (int token = from; token < to; token += tileRows) {
      int end = Math.min(to, token + tileRows);
      int length = (end - token) * hidden;
      linear.get((long) token * hidden, tile, 0, length);
      lane.tokens.get((long) (token - from) * hidden, error, 0, length);
      activation.derive(tile, length);
      FloatLoops.multiply(tile, error, length);
      drop(lane, tile, token, end);
      linear.put((long) token * hidden, tile, 0, length);
    }
  }
}
