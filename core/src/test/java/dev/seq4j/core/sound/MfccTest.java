package dev.seq4j.core.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.InvalidInputException;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MfccTest {

  private static final MfccSettings PLAIN = new MfccSettings(8000, 0.025, 0.010, 0.97, 20, 12, 0);

  private static Sound noise(int rate, int length, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] samples = new float[length];
    for (int n = 0; n < length; n++) {
      samples[n] = (float) random.nextDouble(-0.5, 0.5);
    }
    return new Sound(rate, samples);
  }

  private static Sound louder(Sound sound, float times) {
    float[] samples = sound.samples();
    for (int n = 0; n < samples.length; n++) {
      samples[n] *= times;
    }
    return new Sound(sound.rate(), samples);
  }

  /** Each step as the formulas say, with the slow transform. */
  @Test
  void aFrameStepByStep() {
    Sound sound = noise(8000, 400, 7);
    int frame = 2;
    double[] windowed = new double[200];
    for (int n = 0; n < windowed.length; n++) {
      int i = frame * 80 + n;
      double emphasized = sound.sample(i) - 0.97 * sound.sample(i - 1);
      windowed[n] = emphasized * (0.54 - 0.46 * Math.cos(2 * Math.PI * n / 199));
    }
    double[] energies = new MelFilters(20, 256, 8000).of(PowerSpectrumTest.slow(windowed, 256));
    double[] expected = new double[12];
    for (int i = 0; i < expected.length; i++) {
      for (int m = 0; m < 20; m++) {
        expected[i] += Math.log(energies[m]) * Math.cos(Math.PI * i * (m + 0.5) / 20);
      }
      expected[i] *= Math.sqrt((i == 0 ? 1 : 2) / 20.0);
    }
    float[] actual = new Mfcc(PLAIN).of(sound)[frame];
    assertThat(actual).hasSize(12);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i]).isCloseTo(expected[i], within(1e-4));
    }
  }

  /** The logarithm of each band rises by ln 4, which only the mean of all bands sees. */
  @Property(tries = 20, seed = "1")
  void twiceAsLoudMovesTheFirstCoefficientOnly(@ForAll @IntRange(min = 1) int seed) {
    Sound sound = noise(8000, 600, seed);
    float[][] once = new Mfcc(PLAIN).of(sound);
    float[][] twice = new Mfcc(PLAIN).of(louder(sound, 2));
    for (int t = 0; t < once.length; t++) {
      assertThat((double) twice[t][0] - once[t][0])
          .isCloseTo(Math.sqrt(20) * Math.log(4), within(1e-4));
      for (int i = 1; i < once[t].length; i++) {
        assertThat(twice[t][i]).isCloseTo(once[t][i], within(1e-4f));
      }
    }
  }

  @Test
  void normalizedLoudnessDoesNotMatter() {
    Sound sound = noise(8000, 2000, 3);
    float[][] once = Mfcc.normalized(new Mfcc(PLAIN).of(sound));
    float[][] half = Mfcc.normalized(new Mfcc(PLAIN).of(louder(sound, 0.5f)));
    for (int t = 0; t < once.length; t++) {
      assertThat(half[t]).containsExactly(once[t], within(1e-3f));
    }
  }

  @Test
  void normalizedByHand() {
    float[][] normalized = Mfcc.normalized(new float[][] {{1, 5}, {3, 5}});
    assertThat(normalized[0]).containsExactly(-1, 0);
    assertThat(normalized[1]).containsExactly(1, 0);
  }

  /** Of a sound that grows by the same factor each frame the first coefficient rises steadily. */
  @Test
  void deltasAreTheSlope() {
    MfccSettings settings = new MfccSettings(8000, 0.010, 0.010, 0, 20, 12, 2);
    float[] samples = new float[80 * 20];
    for (int n = 0; n < samples.length; n++) {
      samples[n] = (float) (1e-2 * Math.pow(1.2, n / 80) * Math.cos(n % 80 * 0.7));
    }
    float[][] rows = new Mfcc(settings).of(new Sound(8000, samples));
    assertThat(rows).hasNumberOfRows(20);
    assertThat(rows[0]).hasSize(36);
    double slope = Math.sqrt(20) * 2 * Math.log(1.2);
    for (int t = 4; t < 16; t++) {
      assertThat((double) rows[t][12]).isCloseTo(slope, within(1e-3));
      assertThat((double) rows[t][24]).isCloseTo(0, within(1e-3));
    }
    // At the beginning the first frame stands for those before it: (1 * 1 + 2 * 2) / 10 of a slope.
    assertThat((double) rows[0][12]).isCloseTo(slope * 5 / 10, within(1e-3));
    assertThat((double) rows[1][12]).isCloseTo(slope * (2 + 2 * 3) / 10, within(1e-3));
  }

  @Test
  void framesLieInTheSoundAndTheirMiddlesAreKnown() {
    MfccSettings settings = MfccSettings.DEFAULT;
    assertThat(settings.frames(0.01)).isEqualTo(1);
    assertThat(settings.frames(0.0349)).isEqualTo(1);
    assertThat(settings.frames(0.035)).isEqualTo(2);
    assertThat(settings.frames(1)).isEqualTo(98);
    assertThat(settings.middle(0)).isEqualTo(0.0125);
    assertThat(settings.middle(10)).isCloseTo(0.1125, within(1e-12));
    assertThat(settings.begin(0)).isCloseTo(0.0075, within(1e-12));
    assertThat(settings.features()).isEqualTo(26);
    assertThat(new Mfcc(settings).of(noise(16_000, 16_000, 1))).hasNumberOfRows(98);
  }

  @Test
  void silenceAndAClickAreFinite() {
    for (int length : new int[] {1, 5, 199, 200, 201}) {
      for (float[] row : new Mfcc(PLAIN).of(new Sound(8000, new float[length]))) {
        for (float value : row) {
          assertThat(value).isFinite();
        }
      }
    }
  }

  @Test
  void aSoundOfAnotherRateIsBroughtToThis() {
    Sound sound = noise(16_000, 8_000, 5);
    assertThat(new Mfcc(PLAIN).of(sound)).isEqualTo(new Mfcc(PLAIN).of(sound.resampled(8000)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3999 |0.025|0.01 |0.97|20|12|0|rate = 3999: must be in [4000, 192000] samples a second",
        "8000 |0    |0.01 |0.97|20|12|0|window = 0.0: must be in (0, 1] seconds",
        "8000 |0.025|0.03 |0.97|20|12|0|step = 0.03: must be in [1.25E-4, 0.025] seconds",
        "8000 |0.025|0    |0.97|20|12|0|step = 0.0: must be in [1.25E-4, 0.025] seconds",
        "8000 |0.025|0.01 |1   |20|12|0|pre-emphasis = 1.0: must be in [0, 1)",
        "8000 |0.025|0.01 |0.97|0 |12|0|filters = 0: must be 1 or above",
        "8000 |0.025|0.01 |0.97|20|21|0|coefficients = 21: must be in [1, 20]",
        "8000 |0.025|0.01 |0.97|20|12|3|deltas = 3: must be 0, 1 or 2"
      })
  void refusesWhatIsOutOfRange(
      int rate,
      double window,
      double step,
      double preEmphasis,
      int filters,
      int coefficients,
      int deltas,
      String message) {
    assertThatThrownBy(
            () -> new MfccSettings(rate, window, step, preEmphasis, filters, coefficients, deltas))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
  }
}
