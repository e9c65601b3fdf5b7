package dev.seq4j.core.train;

import java.time.Duration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** How long a training has taken and how fast it learns, since this process began to train. */
final class TrainingClock {

  private final double earlierSeconds;
  private final long startNanos = System.nanoTime();
  private double learningSeconds;
  private double tokens;
  private long batches;

  /**
   * @param earlierSeconds what the training had taken before it was interrupted
   */
  TrainingClock(double earlierSeconds) {
    this.earlierSeconds = earlierSeconds;
  }

  /**
   * @return what the training has taken, the time before an interruption included
   */
  double seconds() {
    return earlierSeconds + (System.nanoTime() - startNanos) / 1e9;
  }

  /** Counts a batch that was learnt from. */
  void learnt(double batchTokens, double batchSeconds) {
    batches++;
    tokens += batchTokens;
    learningSeconds += batchSeconds;
  }

  /**
   * @return tokens learnt from a second of learning, since this process began
   */
  double tokensPerSecond() {
    return tokens / Math.max(1e-9, learningSeconds);
  }

  /**
   * @param seconds what the training has taken
   * @param batchesLeft how many it may still learn from
   * @param limit what it may take, or null
   * @return an estimate of what is left, or null before the first batch
   */
  Duration remaining(double seconds, long batchesLeft, Duration limit) {
    if (batches == 0) {
      return null;
    }
    double left = (seconds - earlierSeconds) / batches * batchesLeft;
    if (limit != null) {
      left = Math.min(left, seconds(limit) - seconds);
    }
    return duration(Math.max(0, left));
  }

  /** Returns how many tokens a batch has in all its inputs, masked ones not counted. */
  static double tokens(MultiDataSet batch) {
    double tokens = 0;
    for (int input = 0; input < batch.numFeatureArrays(); input++) {
      INDArray ids = batch.getFeatures(input);
      INDArray mask = batch.getFeaturesMaskArray(input);
      tokens +=
          mask != null ? mask.sumNumber().doubleValue() : ids.size(0) * ids.size(ids.rank() - 1);
    }
    return tokens;
  }

  static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() * 1e-9;
  }

  static Duration duration(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
