package dev.seq4j.models.forecast;

import dev.seq4j.core.InvalidInputException;
import java.util.List;

/**
 * How far forecasts were off, beside the forecast that tomorrow is today.
 *
 * <pre>
 *   d = (naive error)^2 - (error)^2         of each day, above 0 where the forecast was better
 *   t = mean of d / (standard deviation of d / sqrt(n))
 * </pre>
 *
 * <p>The t is that of Diebold and Mariano (1995) for forecasts of one step: between -2 and 2 the
 * difference may well be chance.
 *
 * @param days how many
 * @param mae mean absolute error, in the unit of the prices
 * @param rmse root of the mean squared error
 * @param naiveMae of today's price as tomorrow's
 * @param naiveRmse of the same
 * @param direction share of the days on which the price moved whose direction was foreseen; NaN if
 *     it never did
 * @param upDays share of them on which it rose, which is what foreseeing "up" each day gives
 * @param t how sure it is that the forecast is better than the naive one; 0 if they never differ
 */
public record ForecastErrors(
    int days,
    double mae,
    double rmse,
    double naiveMae,
    double naiveRmse,
    double direction,
    double upDays,
    double t) {

  /** Beyond this, |t| is not put down to chance. */
  public static final double CLEAR = 2;

  /**
   * A day that was foreseen.
   *
   * @param before the price of the day before
   * @param forecast what was foreseen
   * @param actual what came
   */
  public record Day(double before, double forecast, double actual) {}

  /**
   * @param days one or more
   * @return their errors
   */
  public static ForecastErrors of(List<Day> days) {
    if (days.isEmpty()) {
      throw new InvalidInputException("foreseen days = 0: must be 1 or above");
    }
    int n = days.size();
    double[] better = new double[n];
    double absolute = 0;
    double squared = 0;
    double naiveAbsolute = 0;
    double naiveSquared = 0;
    int moved = 0;
    int foreseen = 0;
    int up = 0;
    for (int i = 0; i < n; i++) {
      Day day = days.get(i);
      double error = day.actual() - day.forecast();
      double move = day.actual() - day.before();
      absolute += Math.abs(error);
      squared += error * error;
      naiveAbsolute += Math.abs(move);
      naiveSquared += move * move;
      better[i] = move * move - error * error;
      if (move != 0) {
        moved++;
        foreseen += Math.signum(day.forecast() - day.before()) == Math.signum(move) ? 1 : 0;
        up += move > 0 ? 1 : 0;
      }
    }
    return new ForecastErrors(
        n,
        absolute / n,
        Math.sqrt(squared / n),
        naiveAbsolute / n,
        Math.sqrt(naiveSquared / n),
        (double) foreseen / moved,
        (double) up / moved,
        t(better));
  }

  private static double t(double[] differences) {
    int n = differences.length;
    double mean = 0;
    for (double d : differences) {
      mean += d / n;
    }
    double variance = 0;
    for (double d : differences) {
      variance += (d - mean) * (d - mean) / n;
    }
    return variance == 0 ? 0 : mean / Math.sqrt(variance / n);
  }

  /**
   * @return in a few words whether the forecast is worth something
   */
  public String verdict() {
    if (t > CLEAR) {
      return "better than naive";
    }
    return t < -CLEAR ? "worse than naive" : "no different from naive";
  }
}
