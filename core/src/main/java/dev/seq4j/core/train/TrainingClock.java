package dev.seq4j.core.train;

import java.time.Duration;
import org.nd4j.linalg.dataset.DataSet;

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

  /** Returns how many tokens a batch has, masked ones not counted. */
  static double tokens(DataSet batch) {
    return batch.getFeaturesMaskArray() != null
        ? batch.getFeaturesMaskArray().sumNumber().doubleValue()
        : batch.getFeatures().size(0) * batch.getFeatures().size(batch.getFeatures().rank() - 1);
  }

  static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() * 1e-9;
  }

  static Duration duration(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
