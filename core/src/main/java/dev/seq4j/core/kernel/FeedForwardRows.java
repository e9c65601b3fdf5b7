package dev.seq4j.core.kernel;

import java.util.Arrays;

/**
 * The arithmetic of a {@link FeedForwardKernel} on rows that lie one after the other in native
 * memory, for one thread, in chunks that stay in the cache.
 *
 * <p>Forward it keeps z = x W1 + b1 alone; from it the backward pass computes the activation, its
 * derivative and the dropout again, which costs less than memory would.
 */
final class FeedForwardRows {

  /** Floats of a chunk of hidden units: products at full speed, and it stays in the cache. */
  private static final int CHUNK = 1 << 18;

  /** Rows below which a product is slow, however many hidden units there are. */
  private static final int SMALLEST_CHUNK = 64;

  /** Floats of a tile, on which the loops work: it stays in the first-level cache. */
  private static final int TILE = 2048;

  private final int in;
  private final int hidden;
  private final int out;
  private final FeedForwardActivation activation;
  private final DropoutMask dropout;
  private final int chunkRows;
  private final int tileRows;

  private final NativeBuffer z;
  private final NativeBuffer active;
  private final NativeBuffer toHidden;
  private final NativeBuffer innerGradient;
  private final NativeBuffer outerGradient;
  private final float[] innerBias; // once for each row of a tile, as are its gradients
  private final float[] innerBiasGradient;
  private final float[] outerBias;
  private final float[] outerBiasGradient;
  private final float[] tile;
  private final float[] slope;
  private final float[] error;
  private final float[] factors;
  private final float[] line;

  private boolean keeping;
  private long seed;
  private boolean firstGradient;

  /**
   * @param in features of a row
   * @param hidden units between the products
   * @param out features of the result
   * @param memory where the buffers come from
   */
  FeedForwardRows(
      int in,
      int hidden,
      int out,
      FeedForwardActivation activation,
      DropoutMask dropout,
      NativeMemory memory) {
    this.in = in;
    this.hidden = hidden;
    this.out = out;
    this.activation = activation;
    this.dropout = dropout;
    chunkRows = Math.max(SMALLEST_CHUNK, CHUNK / hidden);
    tileRows = Math.max(1, TILE / hidden);
    z = memory.newBuffer();
    active = memory.newBuffer();
    toHidden = memory.newBuffer();
    innerGradient = memory.newBuffer();
    outerGradient = memory.newBuffer();
    innerBias = new float[tileRows * hidden];
    innerBiasGradient = new float[tileRows * hidden];
    outerBias = new float[out];
    outerBiasGradient = new float[out];
    tile = new float[tileRows * hidden];
    slope = new float[tileRows * hidden];
    error = new float[tileRows * hidden];
    factors = new float[dropout.isActive() ? tileRows * hidden : 0];
    line = new float[out];
  }

  /**
   * Reserves what a pass needs.
   *
   * @param rows of the pass
   * @param keep whether a backward pass will follow
   */
  void reserve(int rows, boolean keep) {
    long chunk = Math.min(rows, chunkRows);
    z.require((keep ? rows : chunk) * hidden);
    active.require(chunk * hidden);
  }

  /** Reserves what a backward pass over so many rows needs besides. */
  void reserveBackward(int rows) {
    toHidden.require((long) Math.min(rows, chunkRows) * hidden);
    innerGradient.require((long) in * hidden);
    outerGradient.require((long) hidden * out);
  }

  /**
   * Forward over rows [0, rows), after {@link #reserve}.
   *
   * @param weights the parameters
   * @param x [rows, in] from xOffset on
   * @param y receives [rows, out] from yOffset on; not the memory of x
   * @param rows how many
   * @param keep as in {@link #reserve}; without it nothing is dropped
   * @param cells a number for each row, which with the seed says what is dropped
   * @param dropoutSeed of this pass
   */
  void forward(
      FeedForwardWeights weights,
      NativeBuffer x,
      long xOffset,
      NativeBuffer y,
      long yOffset,
      int rows,
      boolean keep,
      int[] cells,
      long dropoutSeed) {
    keeping = keep;
    seed = dropoutSeed;
    fill(innerBias, weights.innerBias(), hidden);
    fill(outerBias, weights.outerBias(), out);
    for (int from = 0; from < rows; from += chunkRows) {
      int count = Math.min(chunkRows, rows - from);
      long at = keep ? (long) from * hidden : 0;
      product(
          false,
          count,
          hidden,
          in,
          x,
          xOffset + (long) from * in,
          weights.inner(),
          hidden,
          0f,
          z,
          at);
      activate(from, count, at, cells);
      for (int row = 0; row < count; row++) {
        y.put(yOffset + (long) (from + row) * out, outerBias, 0, out);
      }
      product(
          false,
          count,
          out,
          hidden,
          active,
          0,
          weights.outer(),
          out,
          1f,
          y,
          yOffset + (long) from * out);
    }
  }

  private static void fill(float[] repeated, NativeFloats bias, int length) {
    bias.buffer().get(0, repeated, 0, length);
    for (int at = length; at < repeated.length; at += length) {
      System.arraycopy(repeated, 0, repeated, at, length);
    }
  }

  /** Adds b1 to z of a chunk and computes what the second product takes. */
  private void activate(int from, int count, long at, int[] cells) {
    for (int row = 0; row < count; row += tileRows) {
      int rows = Math.min(tileRows, count - row);
      int length = rows * hidden;
      long offset = (long) row * hidden;
      z.get(at + offset, tile, 0, length);
      FloatLoops.plus(tile, innerBias, length);
      if (keeping) {
        z.put(at + offset, tile, 0, length);
      }
      activation.apply(tile, length);
      if (keeping && dropout.isActive()) {
        fillFactors(from + row, rows, cells);
        FloatLoops.multiply(tile, factors, length);
      }
      active.put(offset, tile, 0, length);
    }
  }

  private void fillFactors(int firstRow, int rows, int[] cells) {
    for (int i = 0; i < rows; i++) {
      dropout.fill(seed, cells[firstRow + i], factors, i * hidden, hidden);
    }
  }

  /** Sets the gradients of the parameters to zero. */
  void beginGradients() {
    firstGradient = true;
    Arrays.fill(innerBiasGradient, 0f);
    Arrays.fill(outerBiasGradient, 0f);
  }

  /**
   * Backward over the rows of the last {@link #forward} that kept, after {@link #reserveBackward}
   * and {@link #beginGradients}; adds to the gradients of the parameters.
   *
   * @param weights those of the forward pass
   * @param x those of the forward pass
   * @param dy [rows, out] from dyOffset on
   * @param dx receives [rows, in] from dxOffset on; may be the memory of x, not that of dy
   * @param rows as in the forward pass
   * @param cells as in the forward pass
   */
  void backward(
      FeedForwardWeights weights,
      NativeBuffer x,
      long xOffset,
      NativeBuffer dy,
      long dyOffset,
      NativeBuffer dx,
      long dxOffset,
      int rows,
      int[] cells) {
    for (int from = 0; from < rows; from += chunkRows) {
      int count = Math.min(chunkRows, rows - from);
      long inX = xOffset + (long) from * in;
      long inDy = dyOffset + (long) from * out;
      product(true, count, hidden, out, dy, inDy, weights.outer(), out, 0f, toHidden, 0);
      derive(from, count, cells);
      for (int row = 0; row < count; row++) {
        dy.get(inDy + (long) row * out, line, 0, out);
        FloatLoops.plus(outerBiasGradient, line, out);
      }
      addProduct(hidden, out, count, active, 0, dy, inDy, outerGradient);
      addProduct(in, hidden, count, x, inX, toHidden, 0, innerGradient);
      firstGradient = false;
      product(
          true,
          count,
          in,
          hidden,
          toHidden,
          0,
          weights.inner(),
          hidden,
          0f,
          dx,
          dxOffset + (long) from * in);
    }
  }

  /** Turns the gradient of what was activated into that of z; computes the former again. */
  private void derive(int from, int count, int[] cells) {
    for (int row = 0; row < count; row += tileRows) {
      int rows = Math.min(tileRows, count - row);
      int length = rows * hidden;
      long offset = (long) row * hidden;
      z.get((long) from * hidden + offset, tile, 0, length);
      System.arraycopy(tile, 0, slope, 0, length);
      toHidden.get(offset, error, 0, length);
      activation.apply(tile, length);
      activation.derive(slope, length);
      FloatLoops.multiply(error, slope, length);
      if (dropout.isActive()) {
        fillFactors(from + row, rows, cells);
        FloatLoops.multiply(tile, factors, length);
        FloatLoops.multiply(error, factors, length);
      }
      FloatLoops.plus(innerBiasGradient, error, length);
      toHidden.put(offset, error, 0, length);
      active.put(offset, tile, 0, length);
    }
  }

  /** C = A B + beta C, or with B transposed. */
  private static void product(
      boolean transposed,
      int rows,
      int columns,
      int inner,
      NativeBuffer a,
      long aOffset,
      NativeFloats b,
      int ldb,
      float beta,
      NativeBuffer c,
      long cOffset) {
    Blas.sgemm(
        false,
        transposed,
        rows,
        columns,
        inner,
        1f,
        a.floats(),
        aOffset,
        inner,
        b,
        0,
        ldb,
        beta,
        c.floats(),
        cOffset,
        columns);
  }

  /** Gradient of a weight matrix: A' B over a chunk's rows, the first time instead of added. */
  private void addProduct(
      int rows,
      int columns,
      int inner,
      NativeBuffer a,
      long aOffset,
      NativeBuffer b,
      long bOffset,
      NativeBuffer target) {
    Blas.sgemm(
        true,
        false,
        rows,
        columns,
        inner,
        1f,
        a.floats(),
        aOffset,
        rows,
        b.floats(),
        bOffset,
        columns,
        firstGradient ? 0f : 1f,
        target.floats(),
        0,
        columns);
  }

  /**
   * Returns whether {@link #backward} has seen no row, and the gradients of W1 and W2 are rubbish.
   */
  boolean noGradients() {
    return firstGradient;
  }

  /** Returns the gradient of W1. */
  NativeBuffer innerGradient() {
    return innerGradient;
  }

  /** Returns the gradient of W2. */
  NativeBuffer outerGradient() {
    return outerGradient;
  }

  /** Returns the gradient of b1, in the first values. */
  float[] innerBiasGradient() {
    for (int at = hidden; at < innerBiasGradient.length; at += hidden) {
      for (int i = 0; i < hidden; i++) {
        innerBiasGradient[i] += innerBiasGradient[at + i];
        innerBiasGradient[at + i] = 0f;
      }
    }
    return innerBiasGradient;
  }

  /** Returns the gradient of b2. */
  float[] outerBiasGradient() {
    return outerBiasGradient;
  }
}
