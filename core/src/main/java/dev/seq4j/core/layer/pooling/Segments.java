package dev.seq4j.core.layer.pooling;

import dev.seq4j.core.layer.OutsideWorkspaces;
import dev.seq4j.core.layer.Scratch;
import dev.seq4j.core.layer.StepIntegers;
import dev.seq4j.core.layer.TimeMajor;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Cuts sequences into segments that become rows of their own: segment s of row b is row {@code s *
 * batch + b}.
 *
 * <p>A segment has {@code pool} steps of its own and the first {@code overlap} ones of the next
 * segments, so that a window of {@code overlap + 1} steps lies whole in the segment in which it
 * begins. A segment none of whose own steps is live is masked throughout.
 */
final class Segments {

  private final int pool;
  private final int overlap;
  private final Scratch cutMemory = new Scratch();
  private final Scratch gradientMemory = new Scratch();

  /**
   * @param pool steps of its own, 1 or more
   * @param overlap steps of the next ones
   */
  Segments(int pool, int overlap) {
    this.pool = pool;
    this.overlap = overlap;
  }

  /**
   * @param time steps of a sequence
   * @return how many segments that makes
   */
  static long count(long time, long pool) {
    return (time + pool - 1) / pool;
  }

  private long length() {
    return (long) pool + overlap;
  }

  /**
   * @param sequence {@code [time, batch, in]}
   * @return a copy, {@code [pool + overlap, segments * batch, in]}, with zeros beyond the end
   */
  INDArray cut(INDArray sequence) {
    long time = sequence.size(0);
    long batch = sequence.size(1);
    long segments = count(time, pool);
    INDArray cut =
        cutMemory.array(sequence.dataType(), length(), segments * batch, sequence.size(2));
    cut.assign(0);
    for (long s = 0; s < segments; s++) {
      INDArray steps = TimeMajor.steps(sequence, s * pool, Math.min(time, s * pool + length()));
      part(cut, s, batch, steps.size(0)).assign(steps);
    }
    return cut;
  }

  /** Returns memory for the gradient of {@link #cut}, of the same shape. */
  INDArray gradient(INDArray cut) {
    return gradientMemory.array(cut.dataType(), cut.shape());
  }

  /**
   * Adds the gradient of each copy of a step.
   *
   * @param cutGradient of the segments
   * @param gradient {@code [time, batch, in]}, overwritten
   */
  void join(INDArray cutGradient, INDArray gradient) {
    long time = gradient.size(0);
    long batch = gradient.size(1);
    gradient.assign(0);
    for (long s = 0; s < count(time, pool); s++) {
      long to = Math.min(time, s * pool + length());
      TimeMajor.steps(gradient, s * pool, to).addi(part(cutGradient, s, batch, to - s * pool));
    }
  }

  /** Returns a view of the first steps of a segment, {@code [steps, batch, in]}. */
  private static INDArray part(INDArray cut, long segment, long batch, long steps) {
    return TimeMajor.steps(cut, 0, steps)
        .get(
            NDArrayIndex.all(),
            NDArrayIndex.interval(segment * batch, (segment + 1) * batch),
            NDArrayIndex.all());
  }

  /**
   * @param mask {@code [batch, time]}, or null
   * @param batch rows of the sequences
   * @param time steps of each
   * @return 1 for each step that is there, {@code [segments * batch, pool + overlap]} in 'c' order
   */
  float[] ones(INDArray mask, int batch, int time) {
    float[] whole = StepIntegers.ones(mask, Math.multiplyExact((long) batch, time));
    int segments = (int) count(time, pool);
    int length = (int) length();
    float[] cut = new float[Math.multiplyExact(segments * batch, length)];
    for (int s = 0; s < segments; s++) {
      for (int b = 0; b < batch; b++) {
        int from = b * time + s * pool;
        int end = (b + 1) * time;
        if (isLive(whole, from, end)) {
          int steps = Math.min(length, end - from);
          System.arraycopy(whole, from, cut, (s * batch + b) * length, steps);
        }
      }
    }
    return cut;
  }

  /**
   * @param mask {@code [batch, time]}
   * @return 1 for each segment with a live step of its own, {@code [batch, segments]}
   */
  INDArray mask(INDArray mask) {
    int batch = (int) mask.size(0);
    int time = (int) mask.size(1);
    float[] whole = StepIntegers.ones(mask, Math.multiplyExact((long) batch, time));
    float[][] live = new float[batch][(int) count(time, pool)];
    for (int b = 0; b < batch; b++) {
      for (int s = 0; s < live[b].length; s++) {
        live[b][s] = isLive(whole, b * time + s * pool, (b + 1) * time) ? 1 : 0;
      }
    }
    DataType type = mask.dataType();
    return OutsideWorkspaces.make(() -> Nd4j.createFromArray(live).castTo(type));
  }

  private boolean isLive(float[] ones, int from, int end) {
    int to = Math.min(end, from + pool);
    return IntStream.range(from, to).anyMatch(i -> ones[i] != 0);
  }
}
