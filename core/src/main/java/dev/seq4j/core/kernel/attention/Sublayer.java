package dev.seq4j.core.kernel.attention;

import dev.seq4j.core.kernel.DropoutMask;
import dev.seq4j.core.kernel.FloatLoops;
import dev.seq4j.core.kernel.FloatScratch;
import dev.seq4j.core.kernel.NativeBuffer;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.NativeMemory;
import java.nio.FloatBuffer;

/**
 * A part of a transformer block: a function of tokens with its residual connection, layer norm and
 * dropout.
 *
 * <pre>
 *   x = x + dropout(f(norm(x)))      norm first (Xiong et al. 2020)
 *   x = norm(x + dropout(f(x)))      norm last (Vaswani et al. 2017)
 * </pre>
 *
 * <p>x is the stream, [tokens, width], that all sublayers of a block change one after the other;
 * its gradient is changed in the opposite order. Parameters: gain [width] and bias [width] of the
 * norm, then those of the function.
 */
final class Sublayer {

  private final TokenFunction function;
  private final int width;
  private final boolean normFirst;
  private final double epsilon;
  private final DropoutMask dropout;
  private final long first;

  /** What the function takes, [tokens, width]. */
  private final NativeBuffer input;

  /** The rows of the stream, normalized, [tokens, width]. */
  private final NativeBuffer normalized;

  /** Gradients of the function's result, [tokens, width]. */
  private final NativeBuffer toResult;

  /** One for each chunk of tokens, so that gradients are summed in the same order by any thread. */
  private LayerNormRows[] norms = new LayerNormRows[0];

  private float[] factors = new float[0];
  private NativeFloats parameters;
  private TokenRows rows;
  private boolean training;
  private long seed;

  /**
   * @param normFirst whether the norm comes before the function, or after the sum
   * @param epsilon added to the variance by the norm
   * @param dropout of the function's result
   * @param first where its parameters begin among those of the kernel
   */
  Sublayer(
      TokenFunction function,
      int width,
      boolean normFirst,
      double epsilon,
      DropoutMask dropout,
      long first,
      NativeMemory memory) {
    this.function = function;
    this.width = width;
    this.normFirst = normFirst;
    this.epsilon = epsilon;
    this.dropout = dropout;
    this.first = first;
    input = memory.newBuffer();
    normalized = memory.newBuffer();
    toResult = memory.newBuffer();
  }

  /** Returns where the function's parameters begin if the sublayer's begin here. */
  static long functionAt(long first, int width) {
    return first + 2L * width;
  }

  /** Returns where the parameters of the next sublayer begin. */
  long end() {
    return functionAt(first, width) + function.parameters();
  }

  /** Takes the parameters of the whole kernel for the next pass. */
  void use(NativeFloats newParameters) {
    parameters = newParameters;
    function.use(newParameters);
  }

  /** Takes what the next passes work on, and reserves memory; see {@link TokenFunction#begin}. */
  void begin(TokenRows newRows, boolean newTraining, long newSeed) {
    rows = newRows;
    training = newTraining;
    seed = newSeed;
    int tokens = rows.tokens();
    input.require((long) tokens * width);
    if (training) {
      normalized.require((long) tokens * width);
      toResult.require((long) tokens * width);
      factors = FloatScratch.grown(factors, tokens);
    }
    function.begin(rows, training, seed + 1);
  }

  private void beginNorms(int chunks) {
    if (norms.length < chunks) {
      norms = new LayerNormRows[chunks];
      for (int i = 0; i < chunks; i++) {
        norms[i] = new LayerNormRows(width, epsilon);
      }
    }
    NativeFloats gain = parameters.part(first, width);
    NativeFloats bias = parameters.part(first + width, width);
    for (int i = 0; i < chunks; i++) {
      norms[i].begin(gain, bias);
    }
  }

  /** Adds the stages that change the stream, [tokens, width]. */
  void forward(Pipeline pipeline, NativeBuffer stream) {
    beginNorms(pipeline.chunks());
    function.forward(
        pipeline,
        input,
        (lane, chunk, from, to) -> enter(lane, norms[chunk], from, to, stream),
        (lane, chunk, from, to) -> leave(lane, norms[chunk], from, to, stream));
  }

  private void enter(Lane lane, LayerNormRows norm, int from, int to, NativeBuffer stream) {
    float[] x = lane.first(width);
    for (int token = from; token < to; token++) {
      stream.get((long) token * width, x, 0, width);
      if (normFirst) {
        input.put((long) token * width, normalize(lane, norm, token, x), 0, width);
      } else {
        input.put((long) token * width, x, 0, width);
      }
    }
  }

  private float[] normalize(Lane lane, LayerNormRows norm, int token, float[] x) {
    float[] y = lane.second(width);
    float factor = norm.forward(x, y);
    if (training) {
      factors[token] = factor;
      normalized.put((long) token * width, x, 0, width);
    }
    return y;
  }

  private void leave(Lane lane, LayerNormRows norm, int from, int to, NativeBuffer stream) {
    float[] x = lane.first(width);
    float[] result = lane.third(width);
    for (int token = from; token < to; token++) {
      stream.get((long) token * width, x, 0, width);
      lane.tokens.get((long) (token - from) * width, result, 0, width);
      drop(token, result);
      FloatLoops.plus(x, result, width);
      float[] y = normFirst ? x : normalize(lane, norm, token, x);
      stream.put((long) token * width, y, 0, width);
    }
  }

  private void drop(int token, float[] line) {
    if (training && dropout.isActive()) {
      dropout.apply(seed, rows.cells()[token], line, 0, width);
    }
  }

  /**
   * Adds the stages that turn the gradient of the stream after this sublayer into that before it.
   *
   * @param gradients of all parameters of the kernel; its own are overwritten
   */
  void backward(Pipeline pipeline, NativeBuffer toStream, NativeFloats gradients) {
    beginNorms(pipeline.chunks());
    function.backward(
        pipeline,
        input,
        toResult,
        (lane, chunk, from, to) -> enterBackward(lane, norms[chunk], from, to, toStream),
        (lane, chunk, from, to) -> leaveBackward(lane, norms[chunk], from, to, toStream),
        gradients);
    pipeline.afterwards(1, (lane, task) -> sumNormGradients(pipeline.chunks(), gradients));
  }

  private void enterBackward(
      Lane lane, LayerNormRows norm, int from, int to, NativeBuffer toStream) {
    float[] error = lane.first(width);
    float[] y = lane.second(width);
    for (int token = from; token < to; token++) {
      toStream.get((long) token * width, error, 0, width);
      if (!normFirst) {
        normalized.get((long) token * width, y, 0, width);
        norm.backward(error, y, factors[token]);
        toStream.put((long) token * width, error, 0, width);
      }
      drop(token, error);
      toResult.put((long) token * width, error, 0, width);
    }
  }

  private void leaveBackward(
      Lane lane, LayerNormRows norm, int from, int to, NativeBuffer toStream) {
    float[] error = lane.first(width);
    float[] y = lane.second(width);
    float[] toInput = lane.third(width);
    for (int token = from; token < to; token++) {
      toStream.get((long) token * width, error, 0, width);
      lane.tokens.get((long) (token - from) * width, toInput, 0, width);
      if (normFirst) {
        normalized.get((long) token * width, y, 0, width);
        norm.backward(toInput, y, factors[token]);
      }
      FloatLoops.plus(error, toInput, width);
      toStream.put((long) token * width, error, 0, width);
    }
  }

  private void sumNormGradients(int chunks, NativeFloats gradients) {
    float[] gain = new float[width];
    float[] bias = new float[width];
    for (int i = 0; i < chunks; i++) {
      FloatLoops.plus(gain, norms[i].gainGradient(), width);
      FloatLoops.plus(bias, norms[i].biasGradient(), width);
    }
    FloatBuffer target = gradients.buffer();
    target.put((int) first, gain, 0, width);
    target.put((int) first + width, bias, 0, width);
  }
}
