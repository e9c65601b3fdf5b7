package dev.seq4j.core.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PowerSpectrumTest {

  /** The definition, without anything fast. */
  static double[] slow(double[] samples, int size) {
    double[] power = new double[size / 2 + 1];
    for (int k = 0; k < power.length; k++) {
      double real = 0;
      double imaginary = 0;
      for (int n = 0; n < samples.length; n++) {
        real += samples[n] * Math.cos(2 * Math.PI * k * n / size);
        imaginary -= samples[n] * Math.sin(2 * Math.PI * k * n / size);
      }
      power[k] = (real * real + imaginary * imaginary) / size;
    }
    return power;
  }

  @Property(tries = 50, seed = "1")
  void isWhatTheDefinitionSays(
      @ForAll @IntRange(min = 1, max = 7) int bits, @ForAll @IntRange(min = 1) int seed) {
    int size = 1 << bits;
    SplittableRandom random = new SplittableRandom(seed);
    double[] samples = random.doubles(1 + random.nextInt(size), -1, 1).toArray(); // zeros follow
    assertThat(new PowerSpectrum(size).of(samples))
        .containsExactly(slow(samples, size), within(1e-9));
  }

  @Test
  void isUsedAgainWithoutATrace() {
    PowerSpectrum spectrum = new PowerSpectrum(8);
    double[] first = spectrum.of(new double[] {1, 2, 3});
    spectrum.of(new double[] {9, 8, 7, 6, 5, 4, 3, 2});
    assertThat(spectrum.of(new double[] {1, 2, 3})).isEqualTo(first);
  }

  @Test
  void aToneIsInItsBin() {
    double[] tone = new double[64];
    Arrays.setAll(tone, n -> Math.cos(2 * Math.PI * 5 * n / 64));
    double[] power = new PowerSpectrum(64).of(tone);
    assertThat(power[5]).isCloseTo(64 / 4.0, within(1e-9));
    power[5] = 0;
    assertThat(power).containsOnly(new double[] {0}, within(1e-9));
  }

  @Test
  void refusesSizesThatAreNoPowersOfTwo() {
    assertThatThrownBy(() -> new PowerSpectrum(400))
        .hasMessage("size = 400: must be a power of two");
  }
}
