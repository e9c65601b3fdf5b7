package dev.seq4j.datasets.prices;

import java.util.Arrays;
import java.util.List;

/**
 * What is known at the end of a day, in numbers that do not depend on how high the price is.
 *
 * <pre>
 *   ln(close / close before)     ln(high / low)
 *   ln(open / close before)      ln((1 + volume) / (1 + volume before))
 *   the mean of the last five returns
 * </pre>
 *
 * <p>To be foreseen from them is the next day's {@code ln(close / close before)}. The first day has
 * no day before; its row is zeros.
 */
public final class PriceFeatures {

  /** How many numbers a day has. */
  public static final int COUNT = 5;

  /** How many days before a day have a part in its numbers. */
  public static final int REACH = 5;

  private PriceFeatures() {}

  /**
   * @param series prices
   * @return a row for each day
   */
  public static double[][] of(PriceSeries series) {
    List<PriceDay> days = series.days();
    double[][] features = new double[days.size()][COUNT];
    for (int t = 1; t < features.length; t++) {
      PriceDay before = days.get(t - 1);
      PriceDay day = days.get(t);
      features[t][0] = Math.log(day.close() / before.close());
      features[t][1] = Math.log(day.high() / day.low());
      features[t][2] = Math.log(day.open() / before.close());
      features[t][3] = Math.log1p(day.volume()) - Math.log1p(before.volume());
      int from = Math.max(1, t - REACH + 1);
      for (int s = from; s <= t; s++) {
        features[t][4] += features[s][0] / (t - from + 1);
      }
    }
    return features;
  }

  /**
   * @param features of the days
   * @return what is to be foreseen at the end of each day, the next one's return; NaN for the last
   */
  public static double[] nextReturns(double[][] features) {
    double[] next = new double[features.length];
    Arrays.setAll(next, t -> t + 1 < next.length ? features[t + 1][0] : Double.NaN);
    return next;
  }
}
