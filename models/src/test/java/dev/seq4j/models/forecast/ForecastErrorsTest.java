package dev.seq4j.models.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.models.forecast.ForecastErrors.Day;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForecastErrorsTest {

  @Test
  void errorsByHand() {
    ForecastErrors errors =
        ForecastErrors.of(
            List.of(
                new Day(10, 11, 12), // off by 1, naive by 2, up foreseen
                new Day(12, 11, 15), // off by 4, naive by 3, down foreseen
                new Day(15, 15, 15), // nothing moved
                new Day(15, 14, 13))); // off by 1, naive by 2, down foreseen
    assertThat(errors.mae()).isEqualTo(1.5);
    assertThat(errors.rmse()).isCloseTo(Math.sqrt(18 / 4.0), within(1e-12));
    assertThat(errors.naiveMae()).isEqualTo(7 / 4.0);
    assertThat(errors.naiveRmse()).isCloseTo(Math.sqrt(17 / 4.0), within(1e-12));
    assertThat(errors.direction()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(errors.upDays()).isCloseTo(2 / 3.0, within(1e-12));
    // Differences 3, -7, 0, 3: their mean -1/4, their variance 67/4 - 1/16.
    double deviation = Math.sqrt((67 / 4.0 - 1 / 16.0) / 4);
    assertThat(errors.t()).isCloseTo(-0.25 / deviation, within(1e-12));
    assertThat(errors.verdict()).isEqualTo("no different from naive");
  }

  @Test
  void theNaiveForecastIsNoDifferentFromItself() {
    ForecastErrors errors = ForecastErrors.of(List.of(new Day(1, 1, 2), new Day(2, 2, 1)));
    assertThat(errors.t()).isZero();
    assertThat(errors.rmse()).isEqualTo(errors.naiveRmse());
    assertThat(errors.direction()).isZero(); // it foresees none
  }

  @Test
  void saysWhatIsClear() {
    List<Day> good = List.of(new Day(1, 2, 2.1), new Day(2, 3, 3.2), new Day(3, 4, 3.9));
    assertThat(ForecastErrors.of(good).verdict()).isEqualTo("better than naive");
    List<Day> bad = List.of(new Day(1, 0, 2.1), new Day(2, 1, 3.2), new Day(3, 2, 3.9));
    assertThat(ForecastErrors.of(bad).verdict()).isEqualTo("worse than naive");
    assertThatThrownBy(() -> ForecastErrors.of(Collections.emptyList()))
        .hasMessage("foreseen days = 0: must be 1 or above");
  }
}
