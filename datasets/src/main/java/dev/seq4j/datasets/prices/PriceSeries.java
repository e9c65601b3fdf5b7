package dev.seq4j.datasets.prices;

import dev.seq4j.datasets.source.BadLine;
import java.util.List;

/**
 * Days in the order of their dates.
 *
 * @param days each later than the one before
 * @param gaps for each day whether days are missing before it; no window reaches over a gap
 * @param badLines lines of the file that were left out, and those behind a gap
 */
public record PriceSeries(List<PriceDay> days, List<Boolean> gaps, List<BadLine> badLines) {

  /**
   * @throws IllegalArgumentException if dates do not rise, or there is not one gap a day
   */
  public PriceSeries {
    days = List.copyOf(days);
    gaps = List.copyOf(gaps);
    badLines = List.copyOf(badLines);
    if (gaps.size() != days.size()) {
      throw new IllegalArgumentException(
          "gaps = %d: must be one for each of %d days".formatted(gaps.size(), days.size()));
    }
    for (int day = 1; day < days.size(); day++) {
      if (!days.get(day).date().isAfter(days.get(day - 1).date())) {
        throw new IllegalArgumentException(
            "date = %s: must be later than the one before".formatted(days.get(day).date()));
      }
    }
  }

  /**
   * @return how many days there are
   */
  public int size() {
    return days.size();
  }

  /**
   * @return the last price of each day
   */
  public double[] closes() {
    return days.stream().mapToDouble(PriceDay::close).toArray();
  }

  /**
   * @param from a day
   * @param to a later one
   * @return whether no day is missing between them
   */
  public boolean isWhole(int from, int to) {
    return !gaps.subList(from + 1, to + 1).contains(true);
  }
}
