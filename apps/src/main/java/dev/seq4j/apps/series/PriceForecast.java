package dev.seq4j.apps.series;

import dev.seq4j.apps.console.Limits;
import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.train.TrainingObserver;
import dev.seq4j.datasets.batch.SeriesWindows;
import dev.seq4j.datasets.prices.PriceFeatures;
import dev.seq4j.datasets.prices.PriceSeries;
import dev.seq4j.models.forecast.ForecastErrors;
import dev.seq4j.models.forecast.ForecastSettings;
import dev.seq4j.models.forecast.Forecaster;
import dev.seq4j.models.forecast.Standardization;
import dev.seq4j.models.forecast.WalkForward;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Foresees each next day's closing price by a network that has learned from the days before alone.
 *
 * <p>Day t is foreseen from the window of days that ends with t - 1. Features are shifted and
 * scaled by what they were on the days that are learned from. A window that reaches over a gap is
 * left out.
 */
final class PriceForecast {

  private final PriceSeries series;
  private final double[][] features;
  private final int window;

  /**
   * How a network learns.
   *
   * @param settings its hyper-parameters
   * @param epochs passes over the days of a fold
   * @param batch windows a batch
   */
  record Training(ForecastSettings settings, int epochs, int batch) {

    Training {
      Limits.atLeast("epochs", epochs, 1);
      Limits.atLeast("batch", batch, 1);
    }
  }

  /**
   * A day and what was foreseen of it.
   *
   * @param day its number in the series
   * @param price foreseen, and the real ones
   */
  record Foreseen(int day, ForecastErrors.Day price) {}

  /**
   * @param series prices
   * @param window days that a network reads
   */
  PriceForecast(PriceSeries series, int window) {
    this.series = series;
    this.window = window;
    features = PriceFeatures.of(series);
  }

  /**
   * Learns.
   *
   * @param training how, with the same window
   * @param fold on which days
   * @param observer is told how the training goes
   */
  Forecaster learn(Training training, WalkForward.Fold fold, TrainingObserver observer) {
    // The target of a window that ends with day t - 1 is the return of day t.
    Forecaster forecaster =
        Forecaster.create(training.settings(), Standardization.of(features, 1, fold.chooses()));
    forecaster
        .trainer()
        .epochs(training.epochs())
        .clipNorm(1)
        .validation(windows(forecaster, fold.chooses(), fold.begins(), training.batch()))
        .observer(observer)
        .fit(
            windows(forecaster, 1, fold.chooses(), training.batch())
                .shuffled(training.settings().seed()));
    return forecaster;
  }

  private SeriesWindows windows(Forecaster forecaster, int from, int to, int batch) {
    int[] ends =
        IntStream.range(from, to).filter(this::canBeForeseen).map(day -> day - 1).toArray();
    if (ends.length == 0) {
      throw new InvalidInputException(
          "window = %d: must be shorter, days %d to %d have none".formatted(window, from + 1, to));
    }
    return new SeriesWindows(
        forecaster.features(features),
        forecaster.targets(PriceFeatures.nextReturns(features)),
        ends,
        window,
        batch);
  }

  /** Whether all days that have a part in its window are there, without a gap up to it. */
  private boolean canBeForeseen(int day) {
    return reachesBack(day) && series.isWhole(firstNeeded(day), day);
  }

  private boolean reachesBack(int day) {
    return firstNeeded(day) >= 0;
  }

  private int firstNeeded(int day) {
    return day - window - PriceFeatures.REACH;
  }

  /**
   * @param forecaster that has learned from days before alone
   * @param from the first day
   * @param to after the last one
   * @return those that can be foreseen
   */
  List<Foreseen> foresee(Forecaster forecaster, int from, int to) {
    int[] days = IntStream.range(from, to).filter(this::canBeForeseen).toArray();
    List<Foreseen> foreseen = new ArrayList<>();
    if (days.length == 0) {
      return foreseen;
    }
    double[] prices = prices(forecaster, days);
    for (int i = 0; i < days.length; i++) {
      double before = series.days().get(days[i] - 1).close();
      double actual = series.days().get(days[i]).close();
      foreseen.add(new Foreseen(days[i], new ForecastErrors.Day(before, prices[i], actual)));
    }
    return foreseen;
  }

  /**
   * @param forecaster that has learned
   * @return the price of the day after the last one; empty if there are too few days before it
   *     without a gap
   */
  OptionalDouble next(Forecaster forecaster) {
    int day = series.size();
    if (!reachesBack(day) || !series.isWhole(firstNeeded(day), day - 1)) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(prices(forecaster, day)[0]);
  }

  private double[] prices(Forecaster forecaster, int... days) {
    double[] prices =
        forecaster.forecast(
            IntStream.of(days)
                .mapToObj(day -> Arrays.copyOfRange(features, day - window, day))
                .toArray(double[][][]::new));
    for (int i = 0; i < days.length; i++) {
      prices[i] = series.days().get(days[i] - 1).close() * Math.exp(prices[i]);
    }
    return prices;
  }
}
