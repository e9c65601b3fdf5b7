package dev.seq4j.core.kernel.attention;

import dev.seq4j.core.kernel.Blas;
import dev.seq4j.core.kernel.Matrix;
import dev.seq4j.core.kernel.NativeBuffer;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.NativeMemory;
import dev.seq4j.core.kernel.Transpose;
import java.nio.FloatBuffer;

/**
 * A linear layer of a kernel: {@code y = x W + b} for each token. W [in, out] in 'c' order and b
 * [out] lie one after the other among the kernel's parameters.
 */
public final class Dense {

  /** Columns or rows of the weights below which a product is not split any further. */
  private static final int NARROWEST_PART = 32;

  /** Columns of the weights that are transposed at a time. */
  private static final int STRIP = 64;

  private final int in;
  private final int out;
  private final long first;
  private final float[] bias;
  private final NativeBuffer turned; // W transposed, [out, in]; null if it never is

  private NativeFloats parameters;
  private boolean isTurned;

  /**
   * @param first where its parameters begin among those of the kernel
   */
  public Dense(int in, int out, long first) {
    this(in, out, first, null);
  }

  /**
   * A layer whose backward passes may go through many tokens, chunk by chunk.
   *
   * @param memory for its weights, transposed
   */
  Dense(int in, int out, long first, NativeMemory memory) {
    turned = memory == null ? null : memory.newBuffer();
    this.in = in;
    this.out = out;
    this.first = first;
    bias = new float[out];
  }

  /** Returns where the parameters of the next layer begin. */
  public long end() {
    return first + parameters();
  }

  long parameters() {
    return (in + 1L) * out;
  }

  int in() {
    return in;
  }

  int out() {
    return out;
  }

  /** Takes the parameters for the next pass. */
  public void use(NativeFloats newParameters) {
    parameters = newParameters;
    isTurned = false;
    parameters.buffer().get((int) (first + (long) in * out), bias, 0, out);
  }

  private Matrix weights() {
    return new Matrix(parameters, first, out); // [in, out]
  }

  /** Computes y of some rows, [rows, out] from the target's row {@code to} on. */
  public void forward(NativeBuffer x, int from, int rows, NativeBuffer y, int to) {
    for (int row = 0; row < rows; row++) {
      y.put((long) (to + row) * out, bias, 0, out);
    }
    Matrix rowsOfX = Matrix.of(x, (long) from * in, in);
    Matrix rowsOfY = Matrix.of(y, (long) to * out, out);
    Matrix.product(rows, out, in, 1f, rowsOfX, weights(), 1f, rowsOfY);
  }

  /**
   * Prepares a backward pass over a chunk of tokens or more: the weights are transposed once, not
   * for each chunk.
   *
   * @param tokens of the pass
   * @return how many times {@link #turn} is to be called before it, 0 if that is of no use
   */
  int strips(int tokens) {
    isTurned = Blas.multipliesInPlace() && tokens >= Lanes.MOST_TOKENS;
    if (!isTurned) {
      return 0;
    }
    turned.require((long) in * out);
    return (out + STRIP - 1) / STRIP;
  }

  /** Transposes some columns of the weights; by any thread. */
  void turn(Lane lane, int number) {
    int column = number * STRIP;
    int count = Math.min(STRIP, out - column);
    float[] strip = lane.first(in * count);
    float[] rows = lane.second(in * count);
    FloatBuffer weights = parameters.buffer();
    for (int i = 0; i < in; i++) {
      weights.get((int) (first + (long) i * out + column), strip, i * count, count);
    }
    Transpose.copy(strip, in, count, rows);
    turned.put((long) column * in, rows, 0, in * count);
  }

  /** Computes the gradients of x from those of y. */
  public void backward(NativeBuffer toY, int from, int rows, NativeBuffer toX, int to) {
    backward(toY, from, rows, 0f, toX, to);
  }

  /** Adds the gradients of x to what is there. */
  void addBackward(NativeBuffer toY, int from, int rows, NativeBuffer toX, int to) {
    backward(toY, from, rows, 1f, toX, to);
  }

  private void backward(
      NativeBuffer toY, int from, int rows, float beta, NativeBuffer toX, int to) {
    Matrix rowsOfY = Matrix.of(toY, (long) from * out, out);
    Matrix rowsOfX = Matrix.of(toX, (long) to * in, in);
    if (isTurned) {
      Matrix.product(rows, in, out, 1f, rowsOfY, Matrix.of(turned, 0, in), beta, rowsOfX);
      return;
    }
    Matrix.productWithTransposed(rows, in, out, 1f, rowsOfY, weights(), beta, rowsOfX);
  }

  /** Returns in how many parts threads may compute the gradients of the parameters. */
  int gradientParts(int threads) {
    return Math.max(1, Math.min(threads, Math.max(in, out) / NARROWEST_PART));
  }

  /**
   * Computes one part of the gradients of the parameters: those of some columns of the weights, or
   * of some rows if these are more.
   *
   * @param tokens rows of x and of the gradients of y
   * @param ones at least as many ones as there are tokens
   * @param gradients those of all parameters of the kernel, overwritten in part
   */
  public void gradients(
      int part,
      int parts,
      NativeBuffer x,
      NativeBuffer toY,
      int tokens,
      NativeBuffer ones,
      NativeFloats gradients) {
    boolean byRows = in > out;
    int size = byRows ? in : out;
    int from = (int) ((long) size * part / parts);
    int count = (int) ((long) size * (part + 1) / parts) - from;
    int row = byRows ? from : 0;
    int rows = byRows ? count : in;
    int column = byRows ? 0 : from;
    int columns = byRows ? out : count;
    if (tokens == 0) {
      zero(gradients, row, row + rows, column, columns);
    } else {
      Matrix rowsOfX = Matrix.of(x, row, in); // [tokens, rows]
      Matrix rowsOfY = Matrix.of(toY, column, out); // [tokens, columns]
      Matrix toWeights = new Matrix(gradients, first + (long) row * out + column, out);
      Matrix.productOfTransposed(rows, columns, tokens, 1f, rowsOfX, rowsOfY, 0f, toWeights);
    }
    if (row == 0) {
      biasGradients(column, columns, toY, tokens, ones, gradients);
    }
  }

  private void biasGradients(
      int column,
      int columns,
      NativeBuffer toY,
      int tokens,
      NativeBuffer ones,
      NativeFloats gradients) {
    if (tokens == 0) {
      zero(gradients, in, in + 1, column, columns);
      return;
    }
    Matrix rowsOfY = Matrix.of(toY, column, out); // [tokens, columns]
    Matrix toBias = new Matrix(gradients, first + (long) in * out + column, 1); // [columns, 1]
    Matrix.productOfTransposed(columns, 1, tokens, 1f, rowsOfY, Matrix.of(ones, 0, 1), 0f, toBias);
  }

  /** The bias is the row after the last one. */
  private void zero(NativeFloats gradients, int from, int to, int column, int columns) {
    FloatBuffer target = gradients.buffer();
    float[] zeros = new float[columns];
    for (int row = from; row < to; row++) {
      target.put((int) (first + (long) row * out + column), zeros, 0, columns);
    }
  }
}
