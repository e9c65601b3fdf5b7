package dev.seq4j.core.kernel.attention;

import dev.seq4j.core.kernel.Exponential;
import dev.seq4j.core.kernel.FloatScratch;
import dev.seq4j.core.kernel.NativeBuffer;
import dev.seq4j.core.kernel.NativeMemory;

/** What one thread of a kernel computes in: memory of its own, kept and grown. */
final class Lane {

  /** For copies from and to the caller's memory. */
  final FloatScratch copies = new FloatScratch();

  final Exponential exponential = new Exponential();

  /** Scores of a block of queries, then their weights. */
  final NativeBuffer scores;

  /** Gradients of a block's weights, then of its scores. */
  final NativeBuffer scoreGradients;

  final NativeBuffer keyGradients;
  final NativeBuffer valueGradients;

  /** Gradients of a chunk of tokens on their way through a product. */
  final NativeBuffer tokens;

  private float[] first = new float[0];
  private float[] second = new float[0];
  private float[] third = new float[0];
  private float[] fourth = new float[0];

  Lane(NativeMemory memory) {
    scores = memory.newBuffer();
    scoreGradients = memory.newBuffer();
    keyGradients = memory.newBuffer();
    valueGradients = memory.newBuffer();
    tokens = memory.newBuffer();
  }

  /** Copies [to - from, width] from {@link #tokens} to some rows of a buffer of tokens. */
  void moveTokens(NativeBuffer target, int from, int to, int width) {
    float[] line = first(width);
    for (int token = from; token < to; token++) {
      tokens.get((long) (token - from) * width, line, 0, width);
      target.put((long) token * width, line, 0, width);
    }
  }

  float[] first(int length) {
    first = FloatScratch.grown(first, length);
    return first;
  }

  float[] second(int length) {
    second = FloatScratch.grown(second, length);
    return second;
  }

  float[] third(int length) {
    third = FloatScratch.grown(third, length);
    return third;
  }

  float[] fourth(int length) {
    fourth = FloatScratch.grown(fourth, length);
    return fourth;
  }
}
