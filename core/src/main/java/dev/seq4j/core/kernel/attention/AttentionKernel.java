package dev.seq4j.core.kernel.attention;

import dev.seq4j.core.kernel.Blas;
import dev.seq4j.core.kernel.DropoutMask;
import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.NativeBuffer;
import dev.seq4j.core.kernel.NativeMemory;
import dev.seq4j.core.kernel.SequenceView;
import dev.seq4j.core.kernel.Shards;
import dev.seq4j.core.kernel.Usage;
import java.lang.ref.Reference;

/**
 * Dot-product attention without parameters on the CPU, forward and backward: what stands in the
 * middle of {@link MultiHeadAttentionKernel}, and what "attention" means at its simplest.
 *
 * <pre>
 *   S = scale Q K',   P = softmax of each row of S over the keys that it may see
 *   Y = dropout(P) V
 * </pre>
 *
 * <p>Several heads take the features in equal parts. A step that is not live gives zeros, is seen
 * by nobody, has no part in the gradients and costs nothing; so does a query without a live key.
 * The same input on the same number of threads gives the same bits, and what is dropped does not
 * depend on that number.
 *
 * <p>Legend: B rows of the batch, F features, T time steps of the queries and S of keys and values.
 * A kernel serves one thread at a time; several kernels may be used at the same time.
 */
public final class AttentionKernel implements AutoCloseable {

  private final int width;
  private final boolean causal;
  private final NativeMemory memory;
  private final Lanes lanes;
  private final TokenRows queryRows;
  private final TokenRows keyRows;
  private final AttentionHeads heads;
  private final NativeBuffer queries;
  private final NativeBuffer keys;
  private final NativeBuffer values;
  private final NativeBuffer result;
  private final NativeBuffer toResult;
  private final Usage usage = new Usage("kernel");

  private LiveSteps kept; // null if no backward pass may follow
  private LiveSteps keptKeys;

  /**
   * @param width F, a multiple of the heads
   * @param heads how many, at least 1
   * @param scale factor of the scores: {@code 1 / sqrt(F / heads)} in the transformer
   * @param causal whether a query sees no later key; then there are as many keys as queries
   * @param dropout probability that a weight is dropped in {@link #forward}, in [0, 1)
   * @throws IllegalArgumentException if one is outside
   */
  public AttentionKernel(int width, int heads, double scale, boolean causal, double dropout) {
    this(width, heads, scale, causal, dropout, Shards.shared(), AttentionHeads.MOST_KEPT);
  }

  AttentionKernel(
      int width,
      int heads,
      double scale,
      boolean causal,
      double dropout,
      Shards shards,
      long mostKept) {
    AttentionFunction.requireSizes(width, 0, width, heads);
    if (!Double.isFinite(scale)) {
      throw new IllegalArgumentException("scale = " + scale + ": must be finite");
    }
    this.width = width;
    this.causal = causal;
    memory = new NativeMemory(this);
    lanes = new Lanes(shards, memory);
    queryRows = new TokenRows(lanes.most());
    keyRows = new TokenRows(lanes.most());
    this.heads =
        new AttentionHeads(
            heads, width / heads, scale, causal, new DropoutMask(dropout), mostKept, memory);
    queries = memory.newBuffer();
    keys = memory.newBuffer();
    values = memory.newBuffer();
    result = memory.newBuffer();
    toResult = memory.newBuffer();
  }

  /**
   * Computes a pass of training and keeps what {@link #backward} needs.
   *
   * @param inputs what to read
   * @param output [B, F, T], written at every step
   * @param dropoutSeed says which weights are dropped
   * @throws IllegalArgumentException if a size does not fit; nothing has been written then
   * @throws IllegalStateException if the kernel is closed or used by another thread
   */
  public void forward(AttentionInputs inputs, SequenceView output, long dropoutSeed) {
    compute(inputs, output, true, dropoutSeed);
  }

  /**
   * Computes a pass without dropout and keeps nothing.
   *
   * @param inputs what to read
   * @param output [B, F, T], written at every step
   * @throws IllegalArgumentException if a size does not fit; nothing has been written then
   * @throws IllegalStateException if the kernel is closed or used by another thread
   */
  public void infer(AttentionInputs inputs, SequenceView output) {
    compute(inputs, output, false, 0);
  }

  private void compute(AttentionInputs inputs, SequenceView output, boolean training, long seed) {
    usage.begin();
    Blas.Session session = Blas.singleThreaded();
    try {
      inputs.requireShapes(width, causal);
      LiveSteps live = inputs.queryLive();
      output.requireWritableShape("output", live.batch(), width, live.time());
      load(inputs, training, seed);
      result.require(tokens(queryRows));
      HeadColumns results = columns(result);
      Pipeline pipeline = new Pipeline(lanes, queryRows);
      pipeline.rows(heads.heads(), (lane, row, head) -> heads.forward(lane, row, head, results));
      pipeline.run();
      queryRows.unpack(result, width, output, lanes);
      kept = training ? live : null;
      keptKeys = inputs.keyLive();
    } finally {
      session.close();
      usage.end();
      // Or the cleaner could free the memory of a pass whose kernel nobody will use again.
      Reference.reachabilityFence(this);
    }
  }

  private void load(AttentionInputs inputs, boolean training, long seed) {
    kept = null;
    double scores = 0;
    for (int row = 0; row < inputs.queryLive().batch(); row++) {
      scores += (double) inputs.queryLive().length(row) * inputs.keyLive().length(row);
    }
    lanes.use(4 * scores * width);
    queryRows.layOut(inputs.queryLive(), lanes.used());
    keyRows.layOut(inputs.keyLive(), lanes.used());
    queries.require(tokens(queryRows));
    keys.require(tokens(keyRows));
    values.require(tokens(keyRows));
    heads.begin(
        columns(queries), columns(keys), columns(values), queryRows, keyRows, training, seed);
    queryRows.pack(inputs.queries(), width, queries, lanes);
    keyRows.pack(inputs.keys(), width, keys, lanes);
    keyRows.pack(inputs.values(), width, values, lanes);
  }

  private long tokens(TokenRows rows) {
    return (long) rows.tokens() * width;
  }

  private HeadColumns columns(NativeBuffer buffer) {
    return new HeadColumns(buffer, width, 0);
  }

  /**
   * Computes the gradients of the last {@link #forward}, once. Where queries, keys and values are
   * the same, their gradient is the sum of all three.
   *
   * @param outputGradient [B, F, T], read at live steps only
   * @param toQueries [B, F, T], overwritten: zero where a step is not live
   * @param toKeys [B, F, S], overwritten: zero where a step is not live
   * @param toValues [B, F, S], overwritten: zero where a step is not live
   * @throws IllegalArgumentException if a size does not fit; nothing has been written then
   * @throws IllegalStateException if no forward pass has been kept, or the kernel is closed or used
   *     by another thread
   */
  public void backward(
      SequenceView outputGradient,
      SequenceView toQueries,
      SequenceView toKeys,
      SequenceView toValues) {
    usage.begin();
    Blas.Session session = Blas.singleThreaded();
    try {
      if (kept == null) {
        throw new IllegalStateException("backward: no forward pass has been kept");
      }
      int batch = kept.batch();
      outputGradient.requireShape("output gradient", batch, width, kept.time());
      toQueries.requireWritableShape("query gradient", batch, width, kept.time());
      toKeys.requireWritableShape("key gradient", batch, width, keptKeys.time());
      toValues.requireWritableShape("value gradient", batch, width, keptKeys.time());
      kept = null; // what it left is overwritten from here on
      toResult.require(tokens(queryRows));
      queryRows.pack(outputGradient, width, toResult, lanes);
      HeadColumns results = columns(result);
      HeadColumns gradients = columns(toResult);
      Pipeline pipeline = new Pipeline(lanes, queryRows);
      pipeline.rows(
          heads.heads(), (lane, row, head) -> heads.backward(lane, row, head, results, gradients));
      pipeline.run();
      queryRows.unpack(queries, width, toQueries, lanes);
      keyRows.unpack(keys, width, toKeys, lanes);
      keyRows.unpack(values, width, toValues, lanes);
    } finally {
      session.close();
      usage.end();
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Computes the weights alone, for pictures.
   *
   * @param inputs what to read
   * @return [B, heads, T, S] in 'c' order: how much each query looks at each key; each line sums to
   *     1, or is zero where the query is not live
   * @throws IllegalArgumentException if a size does not fit
   * @throws IllegalStateException if the kernel is closed or used by another thread
   */
  public float[] weights(AttentionInputs inputs) {
    usage.begin();
    Blas.Session session = Blas.singleThreaded();
    try {
      inputs.requireShapes(width, causal);
      load(inputs, false, 0);
      return heads.weights(lanes, inputs.queryLive(), inputs.keyLive());
    } finally {
      session.close();
      usage.end();
      Reference.reachabilityFence(this);
    }
  }

  /**
   * @return bytes of native memory held now
   */
  public long nativeBytes() {
    return memory.bytes();
  }

  /** Frees the native memory. The kernel cannot be used any more. */
  @Override
  public void close() {
    if (usage.close()) {
      memory.close();
    }
  }
}
