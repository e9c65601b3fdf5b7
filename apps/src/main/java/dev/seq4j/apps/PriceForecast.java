package dev.seq4j.apps;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.train.TrainingObserver;
import dev.seq4j.datasets.batch.SeriesWindows;
import dev.seq4j.datasets.prices.PriceFeatures;
import dev.seq4j.datasets.prices.PriceSeries;
import dev.seq4j.datasets.prices.Standardization;
import dev.seq4j.models.forecast.ForecastErrors;
import dev.seq4j.models.forecast.ForecastSettings;
import dev.seq4j.models.forecast.Forecaster;
import dev.seq4j.models.forecast.WalkForward;
import java.util.ArrayList;
import java.util.List;
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
  private final double[] nextReturns;
  private final Training training;

  /**
   * How a network learns.
   *
   * @param settings its hyper-parameters
   * @param window days that it reads, 1 or more
   * @param epochs passes over the days of a fold
   * @param batch windows a batch
   */
  record Training(ForecastSettings settings, int window, int epochs, int batch) {

    Training {
      Limits.atLeast("window", window, 1);
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
   * What a fold gave.
   *
   * @param days that were foreseen
   * @param next the price foreseen for the day after the last one of the series; NaN if a gap is in
   *     the way
   */
  record Result(List<Foreseen> days, double next) {}

  PriceForecast(PriceSeries series, Training training) {
    this.series = series;
    this.training = training;
    features = PriceFeatures.of(series);
    nextReturns = PriceFeatures.nextReturns(features);
  }

  /**
   * Learns and foresees.
   *
   * @param fold which days
   * @param observer is told how the training goes
   */
  Result run(WalkForward.Fold fold, TrainingObserver observer) {
    // The target of a window that ends with day t - 1 is the return of day t.
    Standardization standard = Standardization.of(features, 1, fold.chooses());
    float[][] rows = standard.apply(features);
    double scale = standard.deviation(0);
    float[] targets = new float[nextReturns.length];
    for (int t = 0; t < targets.length; t++) {
      targets[t] = (float) (nextReturns[t] / scale);
    }
    Forecaster forecaster = new Forecaster(training.settings(), PriceFeatures.COUNT);
    forecaster
        .trainer()
        .epochs(training.epochs())
        .clipNorm(1)
        .validation(windows(rows, targets, fold.chooses(), fold.begins()))
        .observer(observer)
        .fit(windows(rows, targets, 1, fold.chooses()).shuffled(training.settings().seed()));
    return new Result(foreseen(forecaster, rows, scale, fold), next(forecaster, rows, scale));
  }

  private SeriesWindows windows(float[][] rows, float[] targets, int from, int to) {
    int[] ends =
        IntStream.range(from, to).filter(this::canBeForeseen).map(day -> day - 1).toArray();
    if (ends.length == 0) {
      throw new InvalidInputException(
          "window = %d: must be shorter, days %d to %d have none"
              .formatted(training.window(), from + 1, to));
    }
    return new SeriesWindows(rows, targets, ends, training.window(), training.batch());
  }

  /** Whether all days that have a part in its window are there, without a gap up to it. */
  private boolean canBeForeseen(int day) {
    return reachesBack(day) && series.isWhole(firstNeeded(day), day);
  }

  private boolean reachesBack(int day) {
    return firstNeeded(day) >= 0;
  }

  private int firstNeeded(int day) {
    return day - training.window() - PriceFeatures.REACH;
  }

  private List<Foreseen> foreseen(
      Forecaster forecaster, float[][] rows, double scale, WalkForward.Fold fold) {
    int[] days = IntStream.range(fold.begins(), fold.ends()).filter(this::canBeForeseen).toArray();
    List<Foreseen> foreseen = new ArrayList<>();
    if (days.length == 0) {
      return foreseen;
    }
    float[][][] windows =
        IntStream.of(days).mapToObj(day -> window(rows, day)).toArray(float[][][]::new);
    double[] returns = forecaster.forecast(windows);
    for (int i = 0; i < days.length; i++) {
      double before = series.days().get(days[i] - 1).close();
      double actual = series.days().get(days[i]).close();
      double price = before * Math.exp(returns[i] * scale);
      foreseen.add(new Foreseen(days[i], new ForecastErrors.Day(before, price, actual)));
    }
    return foreseen;
  }

  private double next(Forecaster forecaster, float[][] rows, double scale) {
    int last = series.size() - 1;
    if (!reachesBack(last + 1) || !series.isWhole(firstNeeded(last + 1), last)) {
      return Double.NaN;
    }
    double foreseen = forecaster.forecast(new float[][][] {window(rows, last + 1)})[0];
    return series.days().get(last).close() * Math.exp(foreseen * scale);
  }

  /** Returns the rows of the days before a day. */
  private float[][] window(float[][] rows, int day) {
    return IntStream.range(day - training.window(), day)
        .mapToObj(t -> rows[t])
        .toArray(float[][]::new);
  }
}
