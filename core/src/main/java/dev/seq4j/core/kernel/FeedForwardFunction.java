package dev.seq4j.core.kernel;

/**
 * The position-wise feed-forward network of a transformer block: {@code y = f(x W1 + b1) W2 + b2}.
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
  private final Ones ones;

  /** z = x W1 + b1, then its gradient, [tokens, hidden]. */
  private final NativeBuffer linear;

  /** f(z), [tokens, hidden]. */
  private final NativeBuffer active;

  private int tokens;
  private boolean keep;

  /**
   * @param first where its parameters begin among those of the kernel
   */
  FeedForwardFunction(
      int width,
      int hidden,
      FeedForwardActivation activation,
      long first,
      Ones ones,
      NativeMemory memory) {
    inner = new Dense(width, hidden, first);
    outer = new Dense(hidden, width, inner.end());
    this.activation = activation;
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
  public void begin(TokenRows rows, boolean training, long seed) {
    tokens = rows.tokens();
    keep = training;
    active.require((long) tokens * inner.out());
    if (training) {
      linear.require((long) tokens * inner.out());
      ones.require(tokens);
    }
  }

  @Override
  public void forward(Lanes lanes, NativeBuffer x, Lanes.Chunk before, Lanes.Chunk after) {
    lanes.eachChunk(
        tokens,
        (lane, chunk, from, to) -> {
          before.run(lane, chunk, from, to);
          inner.forward(x, from, to - from, active, from);
          activate(lane, (long) from * inner.out(), (long) to * inner.out());
          lane.tokens.require((long) (to - from) * outer.out());
          outer.forward(active, from, to - from, lane.tokens, 0);
          after.run(lane, chunk, from, to);
        });
  }

  private void activate(Lane lane, long from, long to) {
    float[] tile = lane.first(TILE);
    for (long at = from; at < to; at += TILE) {
      int length = (int) Math.min(TILE, to - at);
      active.get(at, tile, 0, length);
      if (keep) {
        linear.put(at, tile, 0, length);
      }
      activation.apply(tile, length);
      active.put(at, tile, 0, length);
    }
  }

  @Override
  public void backward(
      Lanes lanes,
      NativeBuffer x,
      NativeBuffer toY,
      Lanes.Chunk before,
      Lanes.Chunk after,
      NativeFloats gradients) {
    lanes.eachChunk(
        tokens,
        (lane, chunk, from, to) -> {
          before.run(lane, chunk, from, to);
          int rows = to - from;
          lane.tokens.require((long) rows * Math.max(inner.in(), inner.out()));
          outer.backward(toY, from, rows, lane.tokens, 0);
          differentiate(lane, (long) from * inner.out(), rows * inner.out());
          inner.backward(linear, from, rows, lane.tokens, 0);
          after.run(lane, chunk, from, to);
        });
    int innerParts = inner.gradientParts(lanes.used());
    int outerParts = outer.gradientParts(lanes.used());
    lanes.each(
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

  /** Turns z of a chunk into its gradient; that of f(z) stands in the lane. */
  private void differentiate(Lane lane, long from, int length) {
    float[] tile = lane.first(TILE);
    float[] error = lane.second(TILE);
    for (int at = 0; at < length; at += TILE) {
      int count = Math.min(TILE, length - at);
      linear.get(from + at, tile, 0, count);
      lane.tokens.get(at, error, 0, count);
      activation.derive(tile, count);
      for (int i = 0; i < count; i++) {
        tile[i] = tile[i] * error[i];
      }
      linear.put(from + at, tile, 0, count);
    }
  }
}
