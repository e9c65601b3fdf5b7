package dev.seq4j.datasets.prices;

import dev.seq4j.core.InvalidInputException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A series of prices of which it is known how much can be foreseen.
 *
 * <pre>
 *   r_t       = momentum r_(t-1) + s_t e_t                       log return of day t, e_t normal
 *   s_(t+1)^2 = (1 - 0.10 - 0.85) 0.01^2 + 0.10 (s_t e_t)^2 + 0.85 s_t^2
 * </pre>
 *
 * <p>Calm and stormy days come in clusters, as on markets (GARCH, Bollerslev 1986). Without
 * momentum this is a random walk: the best forecast of tomorrow's price is today's, whoever makes
 * it. With it, the best one removes a share of momentum^2 of the squared error. Days are Monday to
 * Friday from 2015-01-01 on, the first price is 100.
 *
 * @param count days, 2 or more
 * @param momentum how much of a day's return comes again on the next, -1 to 1, neither of them
 * @param seed of all that is random
 */
public record GeneratedPrices(int count, double momentum, long seed) {

  /** A random walk of some eight years. */
  public static final GeneratedPrices DEFAULT = new GeneratedPrices(2000, 0, 1);

  private static final LocalDate FIRST = LocalDate.of(2015, 1, 1);
  private static final double FIRST_PRICE = 100;
  private static final double DEVIATION = 0.01;
  private static final double OF_SHOCK = 0.10;
  private static final double OF_VARIANCE = 0.85;

  /** Prices within a day, from which its highest and lowest come. */
  private static final int STEPS_OF_DAY = 20;

  private static final double USUAL_VOLUME = 1e6;

  /**
   * @throws InvalidInputException if a setting is out of its range
   */
  public GeneratedPrices {
    if (count < 2) {
      throw new InvalidInputException("days = " + count + ": must be 2 or above");
    }
    if (!(Math.abs(momentum) < 1)) {
      throw new InvalidInputException("momentum = " + momentum + ": must be in (-1, 1)");
    }
  }

  /**
   * @return the series, without gaps
   */
  public PriceSeries make() {
    Random random = new Random(seed);
    List<PriceDay> days = new ArrayList<>(count);
    LocalDate date = FIRST;
    double close = FIRST_PRICE;
    double deviation = DEVIATION;
    double moved = 0;
    while (days.size() < count) {
      double shock = deviation * random.nextGaussian();
      moved = momentum * moved + shock;
      PriceDay day = day(date, close, moved, deviation, random);
      days.add(day);
      close = day.close();
      deviation =
          Math.sqrt(
              (1 - OF_SHOCK - OF_VARIANCE) * DEVIATION * DEVIATION
                  + OF_SHOCK * shock * shock
                  + OF_VARIANCE * deviation * deviation);
      do {
        date = date.plusDays(1);
      } while (date.getDayOfWeek() == DayOfWeek.SATURDAY
          || date.getDayOfWeek() == DayOfWeek.SUNDAY);
    }
    return new PriceSeries(days, Collections.nCopies(count, false), List.of());
  }

  /** A walk from yesterday's close to today's, pinned at both ends (a Brownian bridge). */
  private static PriceDay day(
      LocalDate date, double before, double moved, double deviation, Random random) {
    double[] walk = new double[STEPS_OF_DAY + 1];
    for (int i = 1; i < walk.length; i++) {
      walk[i] = walk[i - 1] + deviation / Math.sqrt(STEPS_OF_DAY) * random.nextGaussian();
    }
    double end = walk[STEPS_OF_DAY];
    double high = Double.NEGATIVE_INFINITY;
    double low = Double.POSITIVE_INFINITY;
    double open = 0;
    double close = 0;
    for (int i = 1; i < walk.length; i++) {
      double pinned = walk[i] + (moved - end) * i / STEPS_OF_DAY;
      double price = before * Math.exp(pinned);
      open = i == 1 ? price : open;
      close = price;
      high = Math.max(high, price);
      low = Math.min(low, price);
    }
    double volume =
        Math.rint(
            USUAL_VOLUME
                * Math.exp(0.3 * random.nextGaussian())
                * (0.5 + 0.5 * Math.abs(moved) / DEVIATION));
    return new PriceDay(date, open, high, low, close, volume);
  }
}
