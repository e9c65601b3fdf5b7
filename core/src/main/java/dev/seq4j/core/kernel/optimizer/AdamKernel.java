package dev.seq4j.core.kernel.optimizer;

import dev.seq4j.core.kernel.Blas;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.Shards;
import dev.seq4j.core.kernel.Usage;
import java.nio.FloatBuffer;

/**
 * A step of Adam (Kingma and Ba 2015) in one pass over the memory, on the CPU.
 *
 * <pre>
 *   g = scale * gradient + l2 * p
 *   m = beta1 m + (1 - beta1) g
 *   v = beta2 v + (1 - beta2) g^2
 *   p = p - rate * m / (sqrt(v) + epsilon) - decay * p
 * </pre>
 *
 * <p>The parameters are cut into chunks that stay in a core's cache, and the chunks are dealt to
 * the threads of {@link Shards}. The result does not depend on how many threads there are. A kernel
 * serves one thread at a time.
 */
public final class AdamKernel {

  private static final int CHUNK = 4096;

  /** Parameters below which a second thread takes longer to wake than it saves. */
  private static final long WORTH_A_THREAD = 50_000;

  private final Shards shards;
  private final Chunks[] chunks;
  private final Usage use = new Usage("kernel");
  private double[] sums = new double[0];

  /** Makes a kernel that computes with all threads of {@link Shards#shared()}. */
  public AdamKernel() {
    this(Shards.shared());
  }

  AdamKernel(Shards shards) {
    this.shards = shards;
    chunks = new Chunks[shards.parallelism()];
    for (int i = 0; i < chunks.length; i++) {
      chunks[i] = new Chunks();
    }
  }

  /**
   * @param values any
   * @return their Euclidean norm; not finite if one of them is not
   */
  public double norm(NativeFloats values) {
    use.begin();
    Blas.Session session = Blas.singleThreaded();
    try {
      int count = chunksOf(values.length());
      sums = sums.length >= count ? sums : new double[count];
      each(
          values.length(),
          (part, chunk, from, size) -> sums[chunk] = Blas.dot(size, values, from, values, from));
      double sum = 0;
      for (int chunk = 0; chunk < count; chunk++) {
        sum += sums[chunk];
      }
      return Math.sqrt(sum);
    } finally {
      session.close();
      use.end();
    }
  }

  /**
   * Takes a step.
   *
   * @param step how
   * @param parameters p, changed
   * @param gradient as long as the parameters, left as it is
   * @param m the mean of the gradient, as long, changed
   * @param v the mean of its square, as long, changed
   * @throws IllegalArgumentException if lengths differ; nothing has been written then
   */
  public void step(
      AdamStep step,
      NativeFloats parameters,
      NativeFloats gradient,
      NativeFloats m,
      NativeFloats v) {
    long length = parameters.length();
    if (gradient.length() != length || m.length() != length || v.length() != length) {
      throw new IllegalArgumentException(
          "parameters, gradient, m, v: "
              + length
              + ", "
              + gradient.length()
              + ", "
              + m.length()
              + ", "
              + v.length()
              + ": must be equally long");
    }
    use.begin();
    try {
      FloatBuffer p = parameters.buffer();
      FloatBuffer g = gradient.buffer();
      FloatBuffer mean = m.buffer();
      FloatBuffer square = v.buffer();
      each(
          length,
          (part, chunk, from, size) -> {
            Chunks at = chunks[part];
            p.get((int) from, at.p, 0, size);
            g.get((int) from, at.g, 0, size);
            mean.get((int) from, at.m, 0, size);
            square.get((int) from, at.v, 0, size);
            at.compute(step, size);
            p.put((int) from, at.p, 0, size);
            mean.put((int) from, at.m, 0, size);
            square.put((int) from, at.v, 0, size);
          });
    } finally {
      use.end();
    }
  }

  private interface ChunkTask {
    void run(int part, int chunk, long from, int size);
  }

  private void each(long length, ChunkTask task) {
    int count = chunksOf(length);
    int parts = (int) Math.min(chunks.length, length / WORTH_A_THREAD + 1);
    shards.run(
        parts,
        part -> {
          int end = (int) ((long) count * (part + 1) / parts);
          for (int chunk = (int) ((long) count * part / parts); chunk < end; chunk++) {
            long from = (long) chunk * CHUNK;
            task.run(part, chunk, from, (int) Math.min(CHUNK, length - from));
          }
        });
  }

  private static int chunksOf(long length) {
    return (int) ((length + CHUNK - 1) / CHUNK);
  }

  /** One thread's copies. A loop stores to one array: the compiler makes vector code of that. */
  private static final class Chunks {

    final float[] p = new float[CHUNK];
    final float[] g = new float[CHUNK];
    final float[] m = new float[CHUNK];
    final float[] v = new float[CHUNK];

    void compute(AdamStep step, int size) {
      scale(g, (float) step.gradientScale(), size);
      if (step.l2() != 0) {
        addScaled(g, p, (float) step.l2(), size);
      }
      mean(m, g, (float) step.beta1(), (float) (1 - step.beta1()), size);
      meanSquare(v, g, (float) step.beta2(), (float) (1 - step.beta2()), size);
      if (step.decay() != 0) {
        scale(p, (float) (1 - step.decay()), size);
      }
      move(p, m, v, (float) step.rate(), (float) step.epsilon(), size);
    }

    private static void scale(float[] x, float factor, int size) {
      for (int i = 0; i < size; i++) {
        x[i] = x[i] * factor;
      }
    }

    private static void addScaled(float[] x, float[] y, float factor, int size) {
      for (int i = 0; i < size; i++) {
        x[i] = x[i] + factor * y[i];
      }
    }

    private static void mean(float[] m, float[] g, float keep, float take, int size) {
      for (int i = 0; i < size; i++) {
        m[i] = keep * m[i] + take * g[i];
      }
    }

    private static void meanSquare(float[] v, float[] g, float keep, float take, int size) {
      for (int i = 0; i < size; i++) {
        v[i] = keep * v[i] + take * (g[i] * g[i]);
      }
    }

    private static void move(float[] p, float[] m, float[] v, float rate, float epsilon, int size) {
      for (int i = 0; i < size; i++) {
        p[i] = p[i] - rate * m[i] / ((float) Math.sqrt(v[i]) + epsilon);
      }
    }
  }
}
