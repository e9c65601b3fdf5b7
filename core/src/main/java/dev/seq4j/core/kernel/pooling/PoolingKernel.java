package dev.seq4j.core.kernel.pooling;

import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.SequenceView;
import dev.seq4j.core.kernel.Shards;
import dev.seq4j.core.kernel.Usage;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * The mean or the highest value over the live steps of each sequence, feature by feature, on the
 * CPU.
 *
 * <pre>
 *   y[b, f] = sum of x[b, f, t] / n_b     or     max of x[b, f, t]     over the n_b live t
 * </pre>
 *
 * <p>A row without any live step gives zeros. Of equal highest values the first gets the gradient.
 *
 * <p>Legend: B rows of the batch, T time steps, F features. A kernel serves one thread at a time
 * and splits the batch among threads itself.
 */
public final class PoolingKernel {

  private final int features;
  private final boolean highest;
  private final Shards shards;
  private final Usage use = new Usage("kernel");

  // Of the last forward pass.
  private LiveSteps live;
  private int[] best = new int[0]; // [B, F], the step with the highest value

  /**
   * @param features F, at least 1
   * @param highest whether to take the highest value, not the mean
   */
  public PoolingKernel(int features, boolean highest) {
    this(features, highest, Shards.shared());
  }

  PoolingKernel(int features, boolean highest, Shards shards) {
    if (features < 1) {
      throw new IllegalArgumentException("features = " + features + ": must be at least 1");
    }
    this.features = features;
    this.highest = highest;
    this.shards = shards;
  }

  /**
   * Pools.
   *
   * @param input [B, F, T]
   * @param steps which steps are there
   * @param output receives y, [B, F] in 'c' order
   * @throws IllegalArgumentException if a size does not fit
   * @throws IllegalStateException if the kernel is used by another thread
   */
  public void forward(SequenceView input, LiveSteps steps, NativeFloats output) {
    use.begin();
    try {
      input.requireShape("input", steps.batch(), features, steps.time());
      int outputs = Math.multiplyExact(steps.batch(), features);
      output.requireRange("output", 0, outputs);
      live = steps;
      best = highest && best.length < outputs ? new int[outputs] : best;
      FloatBuffer from = input.memory().buffer();
      FloatBuffer to = output.buffer();
      int parts = parts();
      shards.run(parts, part -> forward(part, parts, input, from, to));
    } finally {
      use.end();
    }
  }

  private int parts() {
    return Math.max(1, Math.min(shards.parallelism(), live.batch()));
  }

  private void forward(int part, int parts, SequenceView input, FloatBuffer from, FloatBuffer to) {
    float[] step = new float[features];
    float[] pooled = new float[features];
    for (int b = part; b < live.batch(); b += parts) {
      int length = live.length(b);
      Arrays.fill(pooled, highest && length > 0 ? Float.NEGATIVE_INFINITY : 0f);
      for (int i = 0; i < length; i++) {
        int t = live.forwardStep(b, i);
        read(input, from, b, t, step);
        if (highest) {
          raise(pooled, step, b, t);
        } else {
          add(pooled, step);
        }
      }
      if (!highest && length > 0) {
        scale(pooled, 1f / length);
      }
      to.put(b * features, pooled, 0, features);
    }
  }

  private void read(SequenceView input, FloatBuffer from, int b, int t, float[] step) {
    if (input.featureStride() == 1 || features == 1) {
      from.get((int) input.index(b, 0, t), step, 0, features);
      return;
    }
    for (int f = 0; f < features; f++) {
      step[f] = from.get((int) input.index(b, f, t));
    }
  }

  private void raise(float[] pooled, float[] step, int b, int t) {
    for (int f = 0; f < features; f++) {
      if (step[f] > pooled[f]) {
        pooled[f] = step[f];
        best[b * features + f] = t;
      }
    }
  }

  private void add(float[] pooled, float[] step) {
    for (int f = 0; f < features; f++) {
      pooled[f] = pooled[f] + step[f];
    }
  }

  private void scale(float[] pooled, float factor) {
    for (int f = 0; f < features; f++) {
      pooled[f] = pooled[f] * factor;
    }
  }

  /**
   * Differentiates the last forward pass.
   *
   * @param outputGradient of y, [B, F] in 'c' order
   * @param inputGradient [B, F, T], written at every step
   * @throws IllegalArgumentException if a size does not fit
   * @throws IllegalStateException if the kernel is used by another thread
   */
  public void backward(NativeFloats outputGradient, SequenceView inputGradient) {
    use.begin();
    try {
      outputGradient.requireRange("output gradient", 0, (long) live.batch() * features);
      inputGradient.requireWritableShape("input gradient", live.batch(), features, live.time());
      FloatBuffer from = outputGradient.buffer();
      FloatBuffer to = inputGradient.memory().buffer();
      int parts = parts();
      shards.run(parts, part -> backward(part, parts, from, inputGradient, to));
    } finally {
      use.end();
    }
  }

  private void backward(
      int part, int parts, FloatBuffer from, SequenceView inputGradient, FloatBuffer to) {
    float[] gradient = new float[features];
    float[] zeros = new float[features];
    for (int b = part; b < live.batch(); b += parts) {
      int length = live.length(b);
      from.get(b * features, gradient, 0, features);
      if (!highest && length > 0) {
        scale(gradient, 1f / length);
      }
      int next = 0;
      for (int t = 0; t < live.time(); t++) {
        boolean alive = next < length && live.forwardStep(b, next) == t;
        next += alive ? 1 : 0;
        write(inputGradient, to, b, t, alive && !highest ? gradient : zeros);
      }
      for (int f = 0; f < features && highest && length > 0; f++) {
        to.put((int) inputGradient.index(b, f, best[b * features + f]), gradient[f]);
      }
    }
  }

  private void write(SequenceView view, FloatBuffer to, int b, int t, float[] step) {
    if (view.featureStride() == 1 || features == 1) {
      to.put((int) view.index(b, 0, t), step, 0, features);
      return;
    }
    for (int f = 0; f < features; f++) {
      to.put((int) view.index(b, f, t), step[f]);
    }
  }
}
