package dev.seq4j.datasets.prices;

import java.time.LocalDate;
import java.util.Objects;

/**
 * The prices of a day.
 *
 * @param date of the day
 * @param open the first price
 * @param high the highest
 * @param low the lowest
 * @param close the last
 * @param volume how much was traded, 0 or above
 */
public record PriceDay(
    LocalDate date, double open, double high, double low, double close, double volume) {

  public PriceDay {
    Objects.requireNonNull(date, "date");
    String problem = problem(open, high, low, close, volume);
    if (problem != null) {
      throw new IllegalArgumentException(problem);
    }
  }

  /** Returns what is wrong with the numbers of a day, or null. */
  static String problem(double open, double high, double low, double close, double volume) {
    if (!(low > 0) || Double.isInfinite(high)) {
      return "has a price that is not above 0";
    }
    if (!(low <= open && low <= close && open <= high && close <= high)) {
      return "has open = %s and close = %s outside of low = %s to high = %s"
          .formatted(open, close, low, high);
    }
    if (!(volume >= 0) || Double.isInfinite(volume)) {
      return "has volume = " + volume + ", must be 0 or above";
    }
    return null;
  }
}
