package dev.seq4j.datasets.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResonatorTest {

  @ParameterizedTest
  @CsvSource({"500, 100", "3500, 4000", "5600, 1600"})
  void keepsWhatItIsToKeep(double frequency, double width) {
    Resonator resonator = new Resonator(16_000);
    resonator.tune(frequency, width);
    double y = 0;
    for (int n = 0; n < 5000; n++) {
      y = resonator.steady() * resonator.next(1);
    }
    assertThat(y).isCloseTo(1, within(1e-9));

    Resonator fresh = new Resonator(16_000);
    fresh.tune(frequency, width);
    SplittableRandom random = new SplittableRandom(1);
    double squares = 0;
    int count = 400_000;
    for (int n = 0; n < count; n++) {
      double noise = fresh.equallyLoud() * fresh.next(random.nextGaussian());
      squares += noise * noise / count;
    }
    assertThat(squares).isCloseTo(1, within(0.05));
  }

  /** At its own frequency it answers most, and at half the width beside it 3 decibels less. */
  @Test
  void answersAtItsFrequency() {
    double at = answer(1000, 1000, 100);
    assertThat(answer(1050, 1000, 100) / at).isCloseTo(Math.sqrt(0.5), within(0.05));
    assertThat(answer(950, 1000, 100) / at).isCloseTo(Math.sqrt(0.5), within(0.05));
    assertThat(answer(2000, 1000, 100) / at).isLessThan(0.1);
  }

  private static double answer(double tone, double frequency, double width) {
    Resonator resonator = new Resonator(16_000);
    resonator.tune(frequency, width);
    double highest = 0;
    for (int n = 0; n < 4000; n++) {
      double y = resonator.next(Math.cos(2 * Math.PI * tone * n / 16_000));
      highest = n > 2000 ? Math.max(highest, Math.abs(y)) : 0;
    }
    return highest;
  }
}
