package dev.seq4j.core.kernel.attention;

import dev.seq4j.core.kernel.DropoutMask;
import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.NativeBuffer;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.NativeMemory;

/**
 * Multi-head attention (Vaswani et al. 2017) with its projections.
 *
 * <pre>
 *   [Q | K | V] = x W + b             self-attention
 *   Q = x W + b,  [K | V] = m W' + b'   attention to a memory m, such as an encoder's output
 *   y = heads(Q, K, V) W_o + b_o
 * </pre>
 *
 * <p>The backward pass writes the gradients over what the forward pass kept, so it may be called
 * once.
 */
final class AttentionFunction implements TokenFunction {

  private final int width; // of the queries, and of the heads together
  private final int headWidth;
  private final Dense projection;
  private final Memory memory; // null for self-attention
  private final Dense last;
  private final AttentionHeads heads;
  private final Ones ones;

  /** Queries, and for self-attention keys and values; then their gradients. */
  private final NativeBuffer projected;

  /** What the heads give. */
  private final NativeBuffer mixed;

  private final NativeBuffer toMixed;

  private TokenRows rows;
  private boolean training;
  private long seed;
  private KeyValueCache cache; // null when a pass is a whole sequence

  /**
   * What one attention function is.
   *
   * @param in features of a token
   * @param memoryIn features of the memory's tokens; 0 for self-attention
   * @param width of all heads together, and of the result
   * @param heads how many
   * @param causal whether no query sees a later key
   * @param dropout of the weights
   */
  record Shape(int in, int memoryIn, int width, int heads, boolean causal, DropoutMask dropout) {

    Shape {
      requireSizes(in, memoryIn, width, heads);
      if (causal && memoryIn > 0) {
        throw new IllegalArgumentException("causal: must be false with a memory");
      }
    }
  }

  static void requireSizes(int in, int memoryIn, int width, int heads) {
    if (in < 1 || width < 1 || memoryIn < 0) {
      throw new IllegalArgumentException(
          "in, width, memoryIn = "
              + in
              + ", "
              + width
              + ", "
              + memoryIn
              + ": must be at least 1, 1, 0");
    }
    if (heads < 1 || width % heads != 0) {
      throw new IllegalArgumentException(
          "heads = " + heads + ": must be at least 1 and divide the width, " + width);
    }
    if (Math.max((long) in, memoryIn) * width > NativeFloats.MAX_LENGTH / 4) {
      throw new IllegalArgumentException(
          "in, width, memoryIn = "
              + in
              + ", "
              + width
              + ", "
              + memoryIn
              + ": their weights do not fit in 2 GB");
    }
  }

  /** The tokens that keys and values come from, if they are not those of the queries. */
  private static final class Memory {
    final Dense projection;
    final NativeBuffer projected;
    TokenRows rows;
    NativeBuffer tokens;
    NativeBuffer gradients;
    boolean ready;

    Memory(Dense projection, NativeBuffer projected) {
      this.projection = projection;
      this.projected = projected;
    }
  }

  /**
   * @param first where its parameters begin among those of the kernel
   */
  AttentionFunction(Shape shape, long first, Ones ones, NativeMemory memory) {
    width = shape.width;
    headWidth = width / shape.heads;
    this.ones = ones;
    if (shape.memoryIn == 0) {
      projection = new Dense(shape.in, 3 * width, first, memory);
      this.memory = null;
      last = new Dense(width, width, projection.end(), memory);
    } else {
      projection = new Dense(shape.in, width, first, memory);
      Dense ofMemory = new Dense(shape.memoryIn, 2 * width, projection.end(), memory);
      this.memory = new Memory(ofMemory, memory.newBuffer());
      last = new Dense(width, width, ofMemory.end(), memory);
    }
    double scale = 1 / Math.sqrt(headWidth);
    heads =
        new AttentionHeads(
            shape.heads,
            headWidth,
            scale,
            shape.causal,
            shape.dropout,
            AttentionHeads.MOST_KEPT,
            memory);
    projected = memory.newBuffer();
    mixed = memory.newBuffer();
    toMixed = memory.newBuffer();
  }

  @Override
  public long parameters() {
    long own = projection.parameters() + last.parameters();
    return memory == null ? own : own + memory.projection.parameters();
  }

  /**
   * Says what keys and values come from in the next passes, before {@link #begin}.
   *
   * @param tokens of the memory, [tokens, memoryIn]
   * @param gradients receives their gradients, or null if there will be none
   */
  void setMemory(TokenRows memoryRows, NativeBuffer tokens, NativeBuffer gradients) {
    memory.rows = memoryRows;
    memory.tokens = tokens;
    memory.gradients = gradients;
    memory.ready = false;
  }

  /** Lets the next passes be steps after those whose keys and values the cache has. */
  void setCache(KeyValueCache newCache) {
    cache = newCache;
  }

  @Override
  public void use(NativeFloats parameters) {
    projection.use(parameters);
    last.use(parameters);
    if (memory != null) {
      memory.projection.use(parameters);
    }
  }

  @Override
  public void begin(TokenRows newRows, boolean newTraining, long newSeed) {
    rows = newRows;
    training = newTraining;
    seed = newSeed;
    int tokens = rows.tokens();
    int longest = tokens;
    projected.require((long) tokens * projection.out());
    mixed.require((long) tokens * width);
    if (training) {
      toMixed.require((long) tokens * width);
    }
    if (memory != null && !memory.ready) {
      longest = Math.max(longest, memory.rows.tokens());
      memory.projected.require((long) memory.rows.tokens() * memory.projection.out());
    }
    if (training) {
      ones.require(longest);
    }
  }

  @Override
  public void forward(Pipeline pipeline, NativeBuffer x, Lanes.Chunk before, Lanes.Chunk after) {
    if (memory != null) {
      projectMemory(pipeline.lanes());
    }
    if (cache != null) {
      cache.makeRoom(rows);
    }
    beginHeads();
    pipeline.tokens(
        (lane, chunk, from, to) -> {
          before.run(lane, chunk, from, to);
          projection.forward(x, from, to - from, projected, from);
        });
    if (cache != null) {
      pipeline.rows(
          1, (lane, row, task) -> cache.append(row, rows, projected, lane.first(2 * width)));
    }
    pipeline.rows(
        heads.heads(), (lane, row, head) -> heads.forward(lane, row, head, columnsOf(mixed)));
    pipeline.tokens(
        (lane, chunk, from, to) -> {
          lane.tokens.require((long) (to - from) * width);
          last.forward(mixed, from, to - from, lane.tokens, 0);
          after.run(lane, chunk, from, to);
        });
  }

  /** Tells the heads where queries, keys and values will lie. */
  private void beginHeads() {
    HeadColumns queries = new HeadColumns(projected, projection.out(), 0);
    HeadColumns keys = new HeadColumns(projected, projection.out(), width);
    HeadColumns values = new HeadColumns(projected, projection.out(), 2 * width);
    RowRanges keyRows = rows;
    if (memory != null) {
      keys = new HeadColumns(memory.projected, 2 * width, 0);
      values = new HeadColumns(memory.projected, 2 * width, width);
      keyRows = memory.rows;
    } else if (cache != null) {
      keys = cache.keys();
      values = cache.values();
      keyRows = cache;
    }
    heads.begin(queries, keys, values, rows, keyRows, training, seed);
  }

  private void projectMemory(Lanes lanes) {
    if (!memory.ready) {
      lanes.eachChunk(
          memory.rows.tokens(),
          (lane, chunk, from, to) ->
              memory.projection.forward(memory.tokens, from, to - from, memory.projected, from));
      memory.ready = true;
    }
  }

  private HeadColumns columnsOf(NativeBuffer buffer) {
    return new HeadColumns(buffer, width, 0);
  }

  boolean attendsToMemory() {
    return memory != null;
  }

  /**
   * Computes the weights of the last forward pass without dropout, for pictures.
   *
   * @return [batch, heads, queries, keys], zero where a query or a key is padding
   */
  float[] weights(Lanes lanes, LiveSteps queryLive, LiveSteps keyLive) {
    return heads.weights(lanes, queryLive, keyLive);
  }

  @Override
  public void backward(
      Pipeline pipeline,
      NativeBuffer x,
      NativeBuffer toY,
      Lanes.Chunk before,
      Lanes.Chunk after,
      NativeFloats gradients) {
    int tokens = rows.tokens();
    pipeline.beforehand(projection.strips(tokens), projection::turn);
    pipeline.beforehand(last.strips(tokens), last::turn);
    if (memory != null) {
      pipeline.beforehand(memory.projection.strips(memory.rows.tokens()), memory.projection::turn);
    }
    pipeline.tokens(
        (lane, chunk, from, to) -> {
          before.run(lane, chunk, from, to);
          last.backward(toY, from, to - from, toMixed, from);
        });
    pipeline.rows(
        heads.heads(),
        (lane, row, head) -> heads.backward(lane, row, head, columnsOf(mixed), columnsOf(toMixed)));
    pipeline.tokens(
        (lane, chunk, from, to) -> {
          lane.tokens.require((long) (to - from) * projection.in());
          projection.backward(projected, from, to - from, lane.tokens, 0);
          after.run(lane, chunk, from, to);
        });
    Lanes lanes = pipeline.lanes();
    if (memory != null) {
      pipeline.afterwards(
          lanes.chunks(memory.rows.tokens()),
          lanes.task(
              memory.rows.tokens(),
              (lane, chunk, from, to) ->
                  memory.projection.backward(
                      memory.projected, from, to - from, memory.gradients, from)));
    }
    int parts = projection.gradientParts(lanes.used());
    int lastParts = last.gradientParts(lanes.used());
    int memoryParts = memory == null ? 0 : memory.projection.gradientParts(lanes.used());
    pipeline.afterwards(
        parts + lastParts + memoryParts,
        (lane, i) -> {
          if (i < parts) {
            projection.gradients(i, parts, x, projected, tokens, ones.buffer(), gradients);
          } else if (i < parts + lastParts) {
            last.gradients(i - parts, lastParts, mixed, toY, tokens, ones.buffer(), gradients);
          } else {
            memory.projection.gradients(
                i - parts - lastParts,
                memoryParts,
                memory.tokens,
                memory.projected,
                memory.rows.tokens(),
                ones.buffer(),
                gradients);
          }
        });
  }
}
