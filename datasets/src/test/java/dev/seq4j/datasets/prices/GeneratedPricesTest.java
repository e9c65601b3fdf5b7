package dev.seq4j.datasets.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;

class GeneratedPricesTest {

  private static double[] returns(double momentum) {
    double[][] features = PriceFeatures.of(new GeneratedPrices(6000, momentum, 3).make());
    return Arrays.stream(features, 1, features.length).mapToDouble(row -> row[0]).toArray();
  }

  /** Returns the correlation of neighbours. */
  private static double memory(double[] values) {
    int last = values.length - 1;
    return new PearsonsCorrelation()
        .correlation(Arrays.copyOf(values, last), Arrays.copyOfRange(values, 1, last + 1));
  }

  @Test
  void aReturnComesAgainByItsMomentum() {
    assertThat(memory(returns(0))).isCloseTo(0, within(0.05));
    assertThat(memory(returns(0.4))).isCloseTo(0.4, within(0.05));
    assertThat(memory(returns(-0.3))).isCloseTo(-0.3, within(0.05));
  }

  @Test
  void stormyDaysComeInClusters() {
    double[] squares = Arrays.stream(returns(0)).map(r -> r * r).toArray();
    assertThat(memory(squares)).isGreaterThan(0.08);
    assertThat(Math.sqrt(Arrays.stream(squares).average().orElseThrow())).isBetween(0.008, 0.012);
  }

  @Test
  void isAFunctionOfItsSettingsWithoutWeekends() {
    PriceSeries made = GeneratedPrices.DEFAULT.make();
    assertThat(made).isEqualTo(GeneratedPrices.DEFAULT.make());
    assertThat(new GeneratedPrices(2000, 0, 2).make()).isNotEqualTo(made);
    assertThat(made.days()).allMatch(day -> day.date().getDayOfWeek().getValue() <= 5);
    assertThat(made.isWhole(0, made.size() - 1)).isTrue();
  }

  @Test
  void featuresByHand() {
    PriceSeries series = new GeneratedPrices(10, 0.2, 1).make();
    double[][] features = PriceFeatures.of(series);
    PriceDay before = series.days().get(6);
    PriceDay day = series.days().get(7);
    assertThat(features[7][0]).isCloseTo(Math.log(day.close() / before.close()), within(1e-12));
    assertThat(features[7][1]).isCloseTo(Math.log(day.high() / day.low()), within(1e-12));
    assertThat(features[7][2]).isCloseTo(Math.log(day.open() / before.close()), within(1e-12));
    double mean = Math.log(day.close() / series.days().get(2).close()) / 5;
    assertThat(features[7][4]).isCloseTo(mean, within(1e-12));
    assertThat(PriceFeatures.nextReturns(features)[6]).isEqualTo(features[7][0]);
    assertThat(PriceFeatures.nextReturns(features)[9]).isNaN();
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> new GeneratedPrices(1, 0, 1))
        .hasMessage("days = 1: must be 2 or above");
    assertThatThrownBy(() -> new GeneratedPrices(10, 1, 1))
        .hasMessage("momentum = 1.0: must be in (-1, 1)");
  }
}
