package dev.seq4j.core.kernel.output;

import dev.seq4j.core.kernel.Blas;
import dev.seq4j.core.kernel.Exponential;
import dev.seq4j.core.kernel.FloatLoops;
import dev.seq4j.core.kernel.NativeBuffer;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.NativeMemory;
import dev.seq4j.core.kernel.Reductions;
import dev.seq4j.core.kernel.Usage;
import java.lang.ref.Reference;

/**
 * A projection and its softmax step by step, for generation: one vector of each row at a time, from
 * a copy of the weights. A step allocates nothing.
 *
 * <pre>
 *   p = softmax(W x + b)
 * </pre>
 *
 * <p>Used by one thread at a time. Arrays are in 'c' order.
 */
public final class SoftmaxStepper implements AutoCloseable {

  private final int in;
  private final int classes;
  private final int batch;
  private final NativeMemory memory;
  private final NativeBuffer weights;
  private final NativeBuffer x;
  private final NativeBuffer logits;
  private final float[] bias;
  private final float[] columns;
  private final float[] line;
  private final Exponential exponential = new Exponential();
  private final Usage usage = new Usage("stepper");

  /**
   * @param weights W, [classes, in], copied
   * @param bias b, [classes], copied; or null for none
   * @param in features of the input, at least 1
   * @param classes of the output, at least 1
   * @param batch rows computed at once, at least 1
   */
  public SoftmaxStepper(NativeFloats weights, NativeFloats bias, int in, int classes, int batch) {
    if (in < 1 || classes < 1 || batch < 1) {
      throw new IllegalArgumentException(
          "in, classes, batch = " + in + ", " + classes + ", " + batch + ": must be at least 1");
    }
    weights.requireRange("weights", 0, (long) classes * in);
    if (bias != null) {
      bias.requireRange("bias", 0, classes);
    }
    this.in = in;
    this.classes = classes;
    this.batch = batch;
    memory = new NativeMemory(this);
    this.weights = memory.newBuffer();
    this.weights.require((long) classes * in);
    this.weights.put(0, weights.buffer(), 0, classes * in);
    x = memory.newBuffer();
    x.require((long) batch * in);
    logits = memory.newBuffer();
    logits.require((long) classes * batch);
    this.bias = new float[classes];
    if (bias != null) {
      bias.buffer().get(0, this.bias);
    }
    columns = new float[Math.multiplyExact(classes, batch)];
    line = new float[classes];
  }

  /**
   * One time step.
   *
   * @param input x, [batch, in]
   * @param probabilities receives p, [batch, classes]
   * @throws IllegalStateException if the stepper is closed or used by another thread
   */
  public void step(float[] input, float[] probabilities) {
    requireLength("input", input, in);
    requireLength("probabilities", probabilities, classes);
    usage.begin();
    try {
      x.put(0, input, 0, batch * in);
      Blas.Session session = Blas.singleThreaded();
      try {
        // Transposed, [classes, batch]: of one row it is a matrix times a vector.
        Blas.sgemm(
            false,
            true,
            classes,
            batch,
            in,
            1f,
            weights.floats(),
            0,
            in,
            x.floats(),
            0,
            in,
            0f,
            logits.floats(),
            0,
            batch);
      } finally {
        session.close();
      }
      logits.get(0, columns, 0, classes * batch);
      for (int row = 0; row < batch; row++) {
        for (int k = 0; k < classes; k++) {
          line[k] = columns[k * batch + row];
        }
        FloatLoops.plus(line, bias, classes);
        FloatLoops.scale(line, 1f, FloatLoops.max(line, classes), classes);
        exponential.apply(line, classes);
        FloatLoops.scale(line, 1f / Reductions.sum(line, classes), 0f, classes);
        System.arraycopy(line, 0, probabilities, row * classes, classes);
      }
    } finally {
      usage.end();
      // Or the cleaner could free the memory of a step whose stepper nobody will use again.
      Reference.reachabilityFence(this);
    }
  }

  private void requireLength(String name, float[] values, int columns) {
    if (values.length != (long) batch * columns) {
      throw new IllegalArgumentException(
          name + " of " + values.length + " floats: must have " + batch + " x " + columns);
    }
  }

  /** Frees the native memory. The stepper cannot be used any more. */
  @Override
  public void close() {
    if (usage.close()) {
      memory.close();
    }
  }
}
