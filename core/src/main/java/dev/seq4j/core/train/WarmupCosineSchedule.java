package dev.seq4j.core.train;

import dev.seq4j.core.InvalidInputException;
import java.util.Objects;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A learning rate that rises in a straight line, then falls along half a cosine (Loshchilov and
 * Hutter 2017, without restarts).
 *
 * <pre>
 *   i &lt; warmup:  peak * (i + 1) / warmup
 *   after:       floor + (peak - floor) * (1 + cos(pi * (i - warmup) / (total - warmup))) / 2
 * </pre>
 *
 * From iteration {@code total} on it stays at {@code floor}.
 */
public final class WarmupCosineSchedule implements ISchedule {

  private static final long serialVersionUID = 1L;

  private final double peak;
  private final double floor;
  private final int warmup;
  private final int total;

  /**
   * @param peak the highest learning rate, above 0
   * @param floor the last learning rate, 0 to {@code peak}
   * @param warmup iterations of rising, 0 or more
   * @param total iterations of the whole training, more than {@code warmup}
   */
  public WarmupCosineSchedule(
      @JsonProperty("peak") double peak,
      @JsonProperty("floor") double floor,
      @JsonProperty("warmup") int warmup,
      @JsonProperty("total") int total) {
    if (!(peak > 0) || Double.isInfinite(peak)) {
      throw new InvalidInputException("learning rate = " + peak + ": must be above 0");
    }
    if (!(floor >= 0 && floor <= peak)) {
      throw new InvalidInputException(
          "last learning rate = %s: must be in [0, %s], the highest".formatted(floor, peak));
    }
    if (warmup < 0 || warmup >= total) {
      throw new InvalidInputException(
          "warm-up = %d iterations: must be from 0 to below the total of %d"
              .formatted(warmup, total));
    }
    this.peak = peak;
    this.floor = floor;
    this.warmup = warmup;
    this.total = total;
  }

  @Override
  public double valueAt(int iteration, int epoch) {
    if (iteration < warmup) {
      return peak * (iteration + 1) / warmup;
    }
    double done = Math.min(1, (double) (iteration - warmup) / (total - warmup));
    return floor + (peak - floor) * (1 + Math.cos(Math.PI * done)) / 2;
  }

  @Override
  public ISchedule clone() {
    return new WarmupCosineSchedule(peak, floor, warmup, total);
  }

  /**
   * @return the highest learning rate
   */
  public double getPeak() {
    return peak;
  }

  /**
   * @return the last learning rate
   */
  public double getFloor() {
    return floor;
  }

  /**
   * @return iterations of rising
   */
  public int getWarmup() {
    return warmup;
  }

  /**
   * @return iterations of the whole training
   */
  public int getTotal() {
    return total;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WarmupCosineSchedule that
        && peak == that.peak
        && floor == that.floor
        && warmup == that.warmup
        && total == that.total;
  }

  @Override
  public int hashCode() {
    return Objects.hash(peak, floor, warmup, total);
  }

  @Override
  public String toString() {
    return "warm-up cosine(peak=%s, floor=%s, warmup=%d, total=%d)"
        .formatted(peak, floor, warmup, total);
  }
}
