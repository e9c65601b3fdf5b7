package dev.seq4j.core.kernel.attention;

import dev.seq4j.core.kernel.Blas;
import dev.seq4j.core.kernel.FloatLoops;
import dev.seq4j.core.kernel.FloatScratch;
import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.NativeMemory;
import dev.seq4j.core.kernel.SequenceView;
import dev.seq4j.core.kernel.Shards;
import dev.seq4j.core.kernel.StateView;
import dev.seq4j.core.kernel.Usage;
import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Attention pooling on the CPU, forward and backward: a sequence becomes the mean of its steps,
 * weighted by additive attention without a query.
 *
 * <pre>
 *   e_t = v' tanh(x_t U + b),   a = softmax(e) over the live steps,   y = sum of a_t x_t
 * </pre>
 *
 * <p>Parameters, one after the other: U [F, A] in 'c' order, b [A], v [A]. A row without a live
 * step gives zeros. The same input on the same number of threads gives the same bits.
 *
 * <p>Legend: B rows of the batch, T time steps, F features, A attention units. A kernel serves one
 * thread at a time; several kernels may be used at the same time.
 */
public final class AttentionPoolingKernel implements AutoCloseable {

  private final int features;
  private final int attention;
  private final Shards shards;
  private final NativeMemory nativeMemory;
  private final Lanes lanes;
  private final AttendedMemory sequences;
  private final Part[] parts;
  private final Usage usage = new Usage("kernel");

  private LiveSteps kept;

  /** a of the last pass, the tokens' in their order. */
  private float[] weights = new float[0];

  /**
   * @param features F, at least 1
   * @param attention A, at least 1
   * @throws IllegalArgumentException if one is smaller, or the weights do not fit in 2 GB
   */
  public AttentionPoolingKernel(int features, int attention) {
    this(features, attention, Shards.shared());
  }

  AttentionPoolingKernel(int features, int attention, Shards shards) {
    if (features < 1 || attention < 1) {
      throw new IllegalArgumentException(
          "features, attention = " + features + ", " + attention + ": must be at least 1");
    }
    if (parameters(features, attention) > NativeFloats.MAX_LENGTH) {
      throw new IllegalArgumentException(
          "features, attention = "
              + features
              + ", "
              + attention
              + ": the weights do not fit in 2 GB");
    }
    this.features = features;
    this.attention = attention;
    this.shards = shards;
    nativeMemory = new NativeMemory(this);
    lanes = new Lanes(shards, nativeMemory);
    sequences =
        new AttendedMemory(features, attention, 0, lanes, new Ones(nativeMemory), nativeMemory);
    parts = new Part[shards.parallelism()];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = new Part();
    }
  }

  private static long parameters(long features, long attention) {
    return (features + 2) * attention;
  }

  /**
   * @return how many parameters there are
   */
  public long parameters() {
    return parameters(features, attention);
  }

  /**
   * Computes a pass and keeps what {@link #backward} needs.
   *
   * @param parameters in the order of the class comment
   * @param input [B, F, T], read at live steps only
   * @param live which steps are there
   * @param output [B, F]
   * @throws IllegalArgumentException if a size does not fit; nothing has been written then
   * @throws IllegalStateException if the kernel is closed or used by another thread
   */
  public void forward(
      NativeFloats parameters, SequenceView input, LiveSteps live, StateView output) {
    usage.begin();
    Blas.Session session = Blas.singleThreaded();
    try {
      parameters.requireRange("parameters", 0, parameters());
      input.requireShape("input", live.batch(), features, live.time());
      output.requireWritableShape("output", live.batch(), features);
      kept = null;
      lanes.use(2.0 * parameters() * live.batch() * live.time());
      sequences.load(parameters, input, live);
      weights = FloatScratch.grown(weights, sequences.count());
      FloatBuffer target = output.memory().buffer();
      NativeFloats v = parameters.part(sequences.end(), attention);
      run(part -> part.forward(v, output, target), live.batch());
      kept = live;
    } finally {
      session.close();
      usage.end();
      // Or the cleaner could free the memory of a pass whose kernel nobody will use again.
      Reference.reachabilityFence(this);
    }
  }

  private interface Work {
    void run(Part part);
  }

  private void run(Work work, int batch) {
    int count = Math.min(lanes.used(), batch);
    for (int i = 0; i < count; i++) {
      parts[i].from = (int) ((long) batch * i / count);
      parts[i].to = (int) ((long) batch * (i + 1) / count);
    }
    shards.run(count, i -> work.run(parts[i]));
  }

  /**
   * Computes the gradients of the last {@link #forward}.
   *
   * @param parameters those of the forward pass
   * @param outputGradient [B, F]
   * @param gradients of the parameters, overwritten
   * @param inputGradient [B, F, T], overwritten: zero where a step is not live
   * @throws IllegalArgumentException if a size does not fit; nothing has been written then
   * @throws IllegalStateException if there was no forward pass, or the kernel is closed or used by
   *     another thread
   */
  public void backward(
      NativeFloats parameters,
      StateView outputGradient,
      NativeFloats gradients,
      SequenceView inputGradient) {
    usage.begin();
    Blas.Session session = Blas.singleThreaded();
    try {
      if (kept == null) {
        throw new IllegalStateException("backward: no forward pass has been kept");
      }
      LiveSteps live = kept;
      parameters.requireRange("parameters", 0, parameters());
      gradients.requireRange("gradients", 0, parameters());
      outputGradient.requireShape("output gradient", live.batch(), features);
      inputGradient.requireWritableShape("input gradient", live.batch(), features, live.time());
      FloatBuffer toOutput = outputGradient.memory().buffer();
      sequences.beginGradients();
      for (Part part : parts) {
        part.scores.beginGradients();
      }
      run(part -> part.backward(outputGradient, toOutput), live.batch());
      float[] toScore = new float[attention];
      for (Part part : parts) {
        FloatLoops.plus(toScore, part.scores.toScore(), attention);
      }
      gradients.buffer().put((int) sequences.end(), toScore, 0, attention);
      sequences.finishGradients(gradients);
      sequences.writeGradients(inputGradient);
    } finally {
      session.close();
      usage.end();
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Returns the weights of the last {@link #forward}.
   *
   * @return a, [B, T] in 'c' order; zero where a step is not live
   * @throws IllegalStateException if there was no forward pass
   */
  public float[] weights() {
    if (kept == null) {
      throw new IllegalStateException("weights: no forward pass has been kept");
    }
    float[] all = new float[kept.batch() * kept.time()];
    for (int row = 0; row < kept.batch(); row++) {
      if (sequences.length(row) > 0) {
        int first = sequences.first(row);
        float[] ofRow = Arrays.copyOfRange(weights, first, first + sequences.length(row));
        sequences.spread(row, ofRow, kept.time(), all, row * kept.time());
      }
    }
    return all;
  }

  /** One thread's rows of the batch. */
  private final class Part {

    private final AdditiveScores scores = new AdditiveScores(attention);
    private final float[] noQuery = new float[attention];
    private final float[] toQuery = new float[attention];
    private final float[] line = new float[features];
    private final float[] context = new float[features];
    private float[] ofRow = new float[0];
    private float[] toRow = new float[0];
    private int from;
    private int to;

    void forward(NativeFloats v, StateView output, FloatBuffer target) {
      scores.use(v);
      ofRow = FloatScratch.grown(ofRow, sequences.longest());
      for (int row = from; row < to; row++) {
        int count = sequences.length(row);
        if (count > 0) {
          int first = sequences.first(row);
          scores.weights(sequences.keys(), first, count, noQuery, ofRow);
          System.arraycopy(ofRow, 0, weights, first, count);
        }
        sequences.context(row, ofRow, line, context);
        for (int feature = 0; feature < features; feature++) {
          target.put((int) output.index(row, feature), context[feature]);
        }
      }
    }

    void backward(StateView outputGradient, FloatBuffer source) {
      toRow = FloatScratch.grown(toRow, sequences.longest());
      for (int row = from; row < to; row++) {
        int count = sequences.length(row);
        if (count == 0) {
          continue;
        }
        for (int feature = 0; feature < features; feature++) {
          context[feature] = source.get((int) outputGradient.index(row, feature));
        }
        int first = sequences.first(row);
        System.arraycopy(weights, first, ofRow, 0, count);
        sequences.toWeights(row, context, line, toRow);
        scores.backward(
            sequences.keys(), first, count, noQuery, ofRow, toRow, sequences.toKeys(), toQuery);
        for (int j = 0; j < count; j++) {
          System.arraycopy(context, 0, line, 0, features);
          FloatLoops.scale(line, ofRow[j], 0f, features);
          sequences.toTokens().put((long) (first + j) * features, line, 0, features);
        }
      }
    }
  }

  /**
   * @return bytes of native memory held now
   */
  public long nativeBytes() {
    return nativeMemory.bytes();
  }

  /** Frees the native memory. The kernel cannot be used any more. */
  @Override
  public void close() {
    if (usage.close()) {
      nativeMemory.close();
    }
  }
}
