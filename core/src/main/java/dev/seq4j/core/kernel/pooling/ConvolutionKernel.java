package dev.seq4j.core.kernel.pooling;

import dev.seq4j.core.kernel.Blas;
import dev.seq4j.core.kernel.FloatScratch;
import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.NativeBuffer;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.NativeMemory;
import dev.seq4j.core.kernel.SequenceView;
import dev.seq4j.core.kernel.Shards;
import dev.seq4j.core.kernel.Usage;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Convolutions of several widths over sequences, each map's highest value over time: the arithmetic
 * of Kim (2014) on the CPU, before the activation.
 *
 * <pre>
 *   z[b, s, m] = bias[m] + sum over k below width(m) of W_k[:, m] x[b, s + k, :]
 *   y[b, m]    = max over s of z[b, s, m]
 * </pre>
 *
 * <p>A step that is not live, or before the first or after the last, is a vector of zeros; s runs
 * over all windows in which there is a live step. A row without any gives zeros.
 *
 * <p>The products of all widths are one for each k, of consecutive steps of many rows, and are
 * looked through while they are in the cache: the sequence of maps is never stored. Only one window
 * of each row has a part in a map's gradient, so that the backward pass costs next to nothing.
 *
 * <p>Legend: B rows of the batch, T time steps, F features, M maps of all widths, the widest first.
 * A kernel serves one thread at a time and splits the batch among threads itself.
 */
public final class ConvolutionKernel implements AutoCloseable {

  /** Windows of one product: their maps stay in the second-level cache. */
  private static final int BLOCK = 256;

  private final ConvolutionShape shape;
  private final Shards shards;
  private final NativeMemory memory;
  private final Worker[] workers;
  private final Usage use = new Usage("kernel");

  // Of the last forward pass.
  private LiveSteps live;
  private int[] highest = new int[0]; // [B, M], the window that gave y; -1 if there is none

  /**
   * @param shape sizes of the convolutions
   */
  public ConvolutionKernel(ConvolutionShape shape) {
    this(shape, Shards.shared());
  }

  ConvolutionKernel(ConvolutionShape shape, Shards shards) {
    this.shape = shape;
    this.shards = shards;
    memory = new NativeMemory(this);
    workers = new Worker[shards.parallelism()];
    Arrays.setAll(workers, i -> new Worker());
  }

  /**
   * Convolves.
   *
   * @param weights as {@link ConvolutionShape} lays them out
   * @param bias [M]
   * @param input [B, F, T]
   * @param steps which steps are there
   * @param output receives y, [B, M] in 'c' order
   * @throws IllegalArgumentException if a size does not fit
   * @throws IllegalStateException if the kernel is closed or used by another thread
   */
  public void forward(
      NativeFloats weights,
      NativeFloats bias,
      SequenceView input,
      LiveSteps steps,
      NativeFloats output) {
    use.begin();
    try {
      weights.requireRange("weights", 0, shape.weights());
      input.requireShape("input", steps.batch(), shape.features(), steps.time());
      bias.requireRange("bias", 0, shape.maps());
      int outputs = Math.multiplyExact(steps.batch(), shape.maps());
      output.requireRange("output", 0, outputs);
      live = steps;
      highest = highest.length < outputs ? new int[outputs] : highest;
      int parts = Math.min(workers.length, Math.max(1, steps.batch()));
      Blas.Session session = Blas.singleThreaded();
      try {
        shards.run(parts, part -> workers[part].forward(part, parts, weights, bias, input, output));
      } finally {
        session.close();
      }
    } finally {
      use.end();
    }
  }

  /**
   * Differentiates the last forward pass.
   *
   * @param weights those of the forward pass
   * @param input that of the forward pass
   * @param outputGradient of y, [B, M] in 'c' order
   * @param weightGradient as the weights, overwritten
   * @param biasGradient [M], overwritten
   * @param inputGradient [B, F, T], written at every step
   * @throws IllegalArgumentException if a size does not fit
   * @throws IllegalStateException if the kernel is closed or used by another thread
   */
  public void backward(
      NativeFloats weights,
      SequenceView input,
      NativeFloats outputGradient,
      NativeFloats weightGradient,
      NativeFloats biasGradient,
      SequenceView inputGradient) {
    use.begin();
    try {
      weights.requireRange("weights", 0, shape.weights());
      weightGradient.requireRange("weight gradient", 0, shape.weights());
      input.requireShape("input", live.batch(), shape.features(), live.time());
      inputGradient.requireWritableShape(
          "input gradient", live.batch(), shape.features(), live.time());
      biasGradient.requireRange("bias gradient", 0, shape.maps());
      outputGradient.requireRange("output gradient", 0, (long) live.batch() * shape.maps());
      float[] windows = shape.byMap(weights.buffer());
      int parts = Math.min(workers.length, Math.max(1, live.batch()));
      shards.run(
          parts,
          part ->
              workers[part].backward(part, parts, windows, input, outputGradient, inputGradient));
      for (int part = 1; part < parts; part++) {
        plus(workers[0].windowGradient, workers[part].windowGradient);
        plus(workers[0].biasGradient, workers[part].biasGradient);
      }
      shape.fromMaps(workers[0].windowGradient, weightGradient.buffer());
      biasGradient.buffer().put(0, workers[0].biasGradient, 0, shape.maps());
    } finally {
      use.end();
    }
  }

  private static void plus(float[] sum, float[] more) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] = sum[i] + more[i];
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
    if (use.close()) {
      memory.close();
    }
  }

  /** One thread's rows: every so-manieth of the batch, so that long and short ones are mixed. */
  private final class Worker {

    private final NativeBuffer steps = memory.newBuffer(); // [windows + pad, F]
    private final NativeBuffer products = memory.newBuffer(); // [BLOCK, M]
    private float[] row = new float[0]; // [pad + length + pad, F]
    private float[] rowGradient = new float[0];
    private float[] block = new float[0];
    private float[] best = new float[0];
    private int[] nextLive = new int[0]; // of each window's first step
    private float[] windowGradient = new float[0]; // of each map, its windows' features
    private float[] biasGradient = new float[0];

    void forward(
        int part,
        int parts,
        NativeFloats weights,
        NativeFloats bias,
        SequenceView input,
        NativeFloats output) {
      int maps = shape.maps();
      FloatBuffer from = input.memory().buffer();
      FloatBuffer to = output.buffer();
      float[] biases = new float[maps];
      bias.buffer().get(0, biases, 0, maps);
      products.require((long) BLOCK * maps);
      block = FloatScratch.grown(block, BLOCK * maps);
      best = FloatScratch.grown(best, maps);
      for (int b = part; b < live.batch(); b += parts) {
        int length = read(b, input, from);
        Arrays.fill(best, 0, maps, Float.NEGATIVE_INFINITY);
        Arrays.fill(highest, b * maps, (b + 1) * maps, -1);
        if (length > 0) {
          copyOut(length);
          for (int s = 0; s < shape.pad() + length; s += BLOCK) {
            int windows = Math.min(BLOCK, shape.pad() + length - s);
            multiply(s, windows, weights);
            lookThrough(b, s, windows);
          }
        }
        for (int m = 0; m < maps; m++) {
          best[m] = length > 0 ? best[m] + biases[m] : 0;
        }
        to.put(b * maps, best, 0, maps);
      }
    }

    /**
     * Copies a row to {@link #row} with zeros around it; returns the time of its last live step.
     */
    private int read(int b, SequenceView input, FloatBuffer from) {
      int features = shape.features();
      int pad = shape.pad();
      int steps = live.length(b);
      int length = steps == 0 ? 0 : live.forwardStep(b, steps - 1) + 1;
      row = FloatScratch.grown(row, (length + 2 * pad) * features);
      Arrays.fill(row, 0, (length + 2 * pad) * features, 0f);
      for (int i = 0; i < steps; i++) {
        int t = live.forwardStep(b, i);
        int at = (pad + t) * features;
        if (input.featureStride() == 1 || features == 1) {
          from.get((int) input.index(b, 0, t), row, at, features);
        } else {
          for (int f = 0; f < features; f++) {
            row[at + f] = from.get((int) input.index(b, f, t));
          }
        }
      }
      if (length > 0) {
        findNextLive(b, length);
      }
      return length;
    }

    /** Of each step of {@link #row}, the nearest live one from there on. */
    private void findNextLive(int b, int length) {
      int pad = shape.pad();
      if (nextLive.length < pad + length) {
        nextLive = new int[pad + length + length / 4];
      }
      int step = 0;
      for (int s = 0; s < pad + length; s++) {
        if (s > pad + live.forwardStep(b, step)) {
          step++;
        }
        nextLive[s] = pad + live.forwardStep(b, step);
      }
    }

    private void copyOut(int length) {
      int floats = (length + 2 * shape.pad()) * shape.features();
      steps.require(floats);
      steps.put(0, row, 0, floats);
    }

    private void multiply(int first, int windows, NativeFloats weights) {
      int features = shape.features();
      for (int k = 0; k < shape.widest(); k++) {
        int columns = shape.mapsWiderThan(k);
        Blas.sgemm(
            false,
            false,
            windows,
            columns,
            features,
            1f,
            steps.floats(),
            (long) (first + k) * features,
            features,
            weights,
            shape.offset(k),
            columns,
            k == 0 ? 0f : 1f,
            products.floats(),
            0,
            shape.maps());
      }
      products.get(0, block, 0, windows * shape.maps());
    }

    /** A window counts for the maps that are wide enough to see a live step from there. */
    private void lookThrough(int b, int first, int windows) {
      int maps = shape.maps();
      for (int i = 0; i < windows; i++) {
        int s = first + i;
        int seeing = shape.mapsWiderThan(nextLive[s] - s);
        int at = i * maps;
        for (int m = 0; m < seeing; m++) {
          if (block[at + m] > best[m]) {
            best[m] = block[at + m];
            highest[b * maps + m] = s;
          }
        }
      }
    }

    void backward(
        int part,
        int parts,
        float[] windows,
        SequenceView input,
        NativeFloats outputGradient,
        SequenceView inputGradient) {
      int maps = shape.maps();
      int features = shape.features();
      windowGradient = new float[windows.length];
      biasGradient = new float[maps];
      FloatBuffer from = input.memory().buffer();
      FloatBuffer to = inputGradient.memory().buffer();
      FloatBuffer gradients = outputGradient.buffer();
      for (int b = part; b < live.batch(); b += parts) {
        int length = read(b, input, from);
        int floats = (length + 2 * shape.pad()) * features;
        rowGradient = FloatScratch.grown(rowGradient, floats);
        Arrays.fill(rowGradient, 0, floats, 0f);
        for (int m = 0; m < maps; m++) {
          float gradient = gradients.get(b * maps + m);
          int window = highest[b * maps + m];
          if (window >= 0 && gradient != 0) {
            int size = shape.width(m) * features;
            axpy(gradient, row, window * features, windowGradient, shape.firstOfMap(m), size);
            axpy(gradient, windows, shape.firstOfMap(m), rowGradient, window * features, size);
            biasGradient[m] += gradient;
          }
        }
        write(b, length, inputGradient, to);
      }
    }

    private void axpy(float a, float[] x, int xAt, float[] y, int yAt, int size) {
      for (int i = 0; i < size; i++) {
        y[yAt + i] = y[yAt + i] + a * x[xAt + i];
      }
    }

    /** Writes a row's gradient: zeros where no step is live. */
    private void write(int b, int length, SequenceView inputGradient, FloatBuffer to) {
      int features = shape.features();
      Arrays.fill(row, 0, features, 0f); // nobody needs the input any more
      int next = 0;
      for (int t = 0; t < live.time(); t++) {
        boolean alive = next < live.length(b) && live.forwardStep(b, next) == t;
        next += alive ? 1 : 0;
        float[] source = alive ? rowGradient : row;
        int at = alive ? (shape.pad() + t) * features : 0;
        for (int f = 0; f < features && inputGradient.featureStride() != 1; f++) {
          to.put((int) inputGradient.index(b, f, t), source[at + f]);
        }
        if (inputGradient.featureStride() == 1) {
          to.put((int) inputGradient.index(b, 0, t), source, at, features);
        }
      }
    }
  }
}
