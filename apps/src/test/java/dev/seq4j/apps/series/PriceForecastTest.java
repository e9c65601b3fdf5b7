package dev.seq4j.apps.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.train.TrainingObserver;
import dev.seq4j.datasets.prices.GeneratedPrices;
import dev.seq4j.datasets.prices.PriceDay;
import dev.seq4j.datasets.prices.PriceSeries;
import dev.seq4j.models.forecast.ForecastErrors;
import dev.seq4j.models.forecast.ForecastSettings;
import dev.seq4j.models.forecast.Forecaster;
import dev.seq4j.models.forecast.WalkForward;
import dev.seq4j.models.network.Cell;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PriceForecastTest {

  private static final TrainingObserver NOBODY = new TrainingObserver() {};

  private static final ForecastSettings SMALL = new ForecastSettings(Cell.GRU, 8, 5, 0, 0.01, 1);

  private static List<PriceForecast.Foreseen> days(
      PriceSeries series, WalkForward.Fold fold, int epochs) {
    PriceForecast forecast = new PriceForecast(series, SMALL.window());
    Forecaster forecaster =
        forecast.learn(new PriceForecast.Training(SMALL, epochs, 32), fold, NOBODY);
    return forecast.foresee(forecaster, fold.begins(), fold.ends());
  }

  /** The same series with other prices from a day on. */
  private static PriceSeries otherFrom(PriceSeries series, int from) {
    List<PriceDay> days = new ArrayList<>(series.days());
    for (int t = from; t < days.size(); t++) {
      PriceDay day = days.get(t);
      days.set(
          t,
          new PriceDay(
              day.date(),
              3 * day.open(),
              4 * day.high(),
              day.low() / 2,
              (t % 2 + 1) * day.close(),
              9 * day.volume() + t));
    }
    return new PriceSeries(days, series.gaps(), series.badLines());
  }

  @Test
  void noForecastKnowsTheDayOrWhatComesAfterIt() {
    PriceSeries series = new GeneratedPrices(120, 0.3, 1).make();
    WalkForward.Fold fold = new WalkForward.Fold(70, 80, 100);
    List<PriceForecast.Foreseen> before = days(series, fold, 2);
    for (int changed : new int[] {80, 93}) {
      List<PriceForecast.Foreseen> after = days(otherFrom(series, changed), fold, 2);
      for (int i = 0; i < before.size(); i++) {
        double here = before.get(i).price().forecast();
        double there = after.get(i).price().forecast();
        if (before.get(i).day() <= changed) { // that day itself is foreseen from the days before
          assertThat(there).isEqualTo(here);
        } else {
          assertThat(there).isNotEqualTo(here);
        }
      }
    }
  }

  @Test
  void whatIsLearnedAndChosenByCountsForIt() {
    PriceSeries series = new GeneratedPrices(120, 0.3, 1).make();
    WalkForward.Fold fold = new WalkForward.Fold(70, 80, 100);
    double first = days(series, fold, 2).get(0).price().forecast();
    PriceSeries other = new GeneratedPrices(120, 0.3, 2).make();
    assertThat(days(other, fold, 2).get(0).price().forecast()).isNotEqualTo(first);
  }

  @Test
  void foreseesWhatCanBeForeseenAndNotWhatCannot() {
    WalkForward.Fold fold = new WalkForward.Fold(800, 900, 1500);
    ForecastErrors momentum = errors(days(new GeneratedPrices(1500, 0.6, 1).make(), fold, 6));
    // The best forecast has 0.8 of the naive error and 70.5 % of the directions.
    assertThat(momentum.rmse() / momentum.naiveRmse()).isBetween(0.7, 0.88);
    assertThat(momentum.direction()).isGreaterThan(0.64);
    assertThat(momentum.verdict()).isEqualTo("better than naive");
    ForecastErrors walk = errors(days(new GeneratedPrices(1500, 0, 1).make(), fold, 6));
    assertThat(walk.rmse() / walk.naiveRmse()).isBetween(0.98, 1.05);
    assertThat(walk.verdict()).isNotEqualTo("better than naive");
  }

  private static ForecastErrors errors(List<PriceForecast.Foreseen> days) {
    return ForecastErrors.of(days.stream().map(PriceForecast.Foreseen::price).toList());
  }

  @Test
  void noWindowReachesOverAGap() {
    PriceSeries whole = new GeneratedPrices(120, 0.3, 1).make();
    List<Boolean> gaps = new ArrayList<>(whole.gaps());
    gaps.set(90, true);
    PriceSeries broken = new PriceSeries(whole.days(), gaps, List.of());
    List<Integer> foreseen =
        days(broken, new WalkForward.Fold(70, 80, 103), 1).stream()
            .map(PriceForecast.Foreseen::day)
            .toList();
    // Day 100 is foreseen from 95 to 99, whose numbers reach back to day 90.
    assertThat(foreseen).containsExactly(80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 100, 101, 102);
  }

  @Test
  void theDayAfterTheLastOneIsForeseenAsAnyOther() {
    PriceSeries series = new GeneratedPrices(120, 0.3, 1).make();
    PriceSeries before =
        new PriceSeries(series.days().subList(0, 90), series.gaps().subList(0, 90), List.of());
    WalkForward.Fold fold = new WalkForward.Fold(70, 80, 100);
    PriceForecast whole = new PriceForecast(series, SMALL.window());
    Forecaster forecaster = whole.learn(new PriceForecast.Training(SMALL, 1, 32), fold, NOBODY);
    double there = whole.foresee(forecaster, 90, 91).get(0).price().forecast();
    assertThat(new PriceForecast(before, SMALL.window()).next(forecaster)).hasValue(there);
    List<Boolean> gaps = new ArrayList<>(before.gaps());
    gaps.set(81, true); // the window of five and the five days that have a part in its first row
    PriceSeries broken = new PriceSeries(before.days(), gaps, List.of());
    assertThat(new PriceForecast(broken, SMALL.window()).next(forecaster)).isEmpty();
  }

  @Test
  void refusesAWindowForWhichThereAreTooFewDays() {
    PriceSeries series = new GeneratedPrices(40, 0, 1).make();
    ForecastSettings longer = new ForecastSettings(Cell.GRU, 8, 30, 0, 0.01, 1);
    PriceForecast.Training training = new PriceForecast.Training(longer, 1, 32);
    WalkForward.Fold fold = new WalkForward.Fold(20, 25, 40);
    PriceForecast forecast = new PriceForecast(series, longer.window());
    assertThatThrownBy(() -> forecast.learn(training, fold, NOBODY))
        .hasMessageStartingWith("window = 30: must be shorter");
  }
}
