package dev.seq4j.datasets.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.sound.PowerSpectrum;
import dev.seq4j.core.sound.Segment;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpokenDigitsTest {

  private static final SpokenDigits SMALL = new SpokenDigits(4, 3, 2, 4, 20, 5);

  private static final int RATE = SpokenDigits.RATE;

  private static Voice voice(double pitch, double scale) {
    Map<Phone, double[]> plain = new EnumMap<>(Phone.class);
    for (Phone phone : Phone.values()) {
      plain.put(phone, new double[] {1, 1, 1});
    }
    return new Voice(pitch, scale, 1, 0.02, plain);
  }

  private static float[] say(Digit digit, Voice voice) {
    return new FormantSynthesizer(voice, new SplittableRandom(3)).say(digit, 1);
  }

  /** Mean power from one frequency to another, of 64 milliseconds. */
  private static double power(float[] samples, double at, double from, double to) {
    double[] part = new double[1024];
    int begin = (int) (at * (samples.length - part.length));
    for (int n = 0; n < part.length; n++) {
      double window = 0.5 - 0.5 * Math.cos(2 * Math.PI * n / part.length);
      part[n] = window * samples[begin + n];
    }
    double[] power = new PowerSpectrum(part.length).of(part);
    double sum = 0;
    int count = 0;
    for (int k = 0; k < power.length; k++) {
      double frequency = (double) k * RATE / part.length;
      if (frequency >= from && frequency < to) {
        sum += power[k];
        count++;
      }
    }
    return sum / count;
  }

  /** The end of three is the vowel of beet, whose formants lie at 270, 2,290 and 3,010 hertz. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 1.2, 1.35})
  void aVowelHasItsFormantsAtTheScaleOfItsMouth(double scale) {
    float[] three = say(Digit.THREE, voice(100, scale));
    double first = power(three, 0.95, 200 * scale, 400 * scale);
    double between = power(three, 0.95, 800 * scale, 1800 * scale);
    double second = power(three, 0.95, 2200 * scale, 2400 * scale);
    assertThat(first).isGreaterThan(50 * between);
    assertThat(second).isGreaterThan(5 * between);
  }

  @Test
  void aHissIsHighAndHasNoVoice() {
    float[] six = say(Digit.SIX, voice(120, 1));
    assertThat(power(six, 0, 4500, 7000)).isGreaterThan(20 * power(six, 0, 100, 2000));
    float[] nine = say(Digit.NINE, voice(120, 1));
    assertThat(power(nine, 0.5, 100, 2000)).isGreaterThan(20 * power(nine, 0.5, 4500, 7000));
  }

  @ParameterizedTest
  @ValueSource(doubles = {100, 160, 250})
  void theVoiceHasItsPitch(double pitch) {
    float[] nine = say(Digit.NINE, voice(pitch, 1));
    int middle = nine.length / 2;
    int best = 0;
    double highest = 0;
    for (int lag = RATE / 400; lag < RATE / 70; lag++) {
      double product = 0;
      for (int n = 0; n < 800; n++) {
        product += nine[middle - 400 + n] * nine[middle - 400 + n + lag];
      }
      if (product > highest) {
        highest = product;
        best = lag;
      }
    }
    assertThat((double) RATE / best).isCloseTo(pitch, within(0.1 * pitch));
  }

  @Test
  void thereIsSilenceBeforeABurst() {
    float[] eight = say(Digit.EIGHT, voice(120, 1));
    double quietest = Double.MAX_VALUE;
    double loudest = 0;
    for (int from = 0; from + 160 < eight.length; from += 80) {
      double sum = 0;
      for (int n = from; n < from + 160; n++) {
        sum += Math.abs(eight[n]);
      }
      quietest = Math.min(quietest, sum);
      loudest = Math.max(loudest, sum);
    }
    assertThat(quietest).isLessThan(loudest / 1000);
  }

  @Test
  void isAFunctionOfItsSettings() {
    List<Utterance> made = SMALL.make();
    assertThat(made).hasSize(12);
    assertThat(SMALL.make()).isEqualTo(made);
    assertThat(new SpokenDigits(2, 3, 2, 4, 20, 5).make()).isEqualTo(made.subList(0, 6));
    assertThat(new SpokenDigits(4, 3, 2, 4, 20, 6).make()).isNotEqualTo(made);
  }

  @Test
  void segmentsLieInTheSoundWithPausesBetween() {
    Set<String> said = new HashSet<>();
    for (Utterance utterance : new SpokenDigits(10, 4, 2, 4, 20, 1).make()) {
      assertThat(utterance.segments()).hasSizeBetween(2, 4);
      double before = 0;
      for (Segment segment : utterance.segments()) {
        assertThat(segment.start()).isGreaterThan(before + 0.05);
        assertThat(segment.end() - segment.start()).isBetween(0.1, 0.9);
        said.add(segment.label());
        before = segment.end();
      }
      assertThat(utterance.sound().seconds()).isGreaterThan(before + 0.05);
      for (float sample : utterance.sound().samples()) {
        assertThat(Math.abs(sample)).isLessThan(1);
      }
    }
    assertThat(said).containsExactlyInAnyOrderElementsOf(SpokenDigits.LABELS);
  }

  @Test
  void noiseIsAsFarBelowSpeechAsItSays() {
    double speech = 0;
    double silence = 0;
    for (Utterance utterance : new SpokenDigits(30, 1, 3, 3, 10, 1).make()) {
      double[] sums = new double[2];
      int[] counts = new int[2];
      for (int n = 0; n < utterance.sound().length(); n++) {
        double time = (double) n / RATE;
        boolean said =
            utterance.segments().stream()
                .anyMatch(segment -> time >= segment.start() && time < segment.end());
        float sample = utterance.sound().sample(n);
        sums[said ? 1 : 0] += sample * sample;
        counts[said ? 1 : 0]++;
      }
      double noise = sums[0] / counts[0];
      silence += 10 * Math.log10(noise);
      double signal = sums[0] + sums[1] - noise * utterance.sound().length();
      speech += 10 * Math.log10(signal / utterance.sound().length());
    }
    assertThat((speech - silence) / 30).isCloseTo(10, within(1.5));
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> new SpokenDigits(0, 1, 1, 1, 20, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("speakers = 0: must be 1 or above");
    assertThatThrownBy(() -> new SpokenDigits(1, 0, 1, 1, 20, 1))
        .hasMessage("utterances = 0: must be 1 or above");
    assertThatThrownBy(() -> new SpokenDigits(1, 1, 0, 1, 20, 1))
        .hasMessage("fewest digits = 0: must be 1 or above");
    assertThatThrownBy(() -> new SpokenDigits(1, 1, 3, 2, 20, 1))
        .hasMessage("most digits = 2: must be 3 or above");
    assertThatThrownBy(() -> new SpokenDigits(1, 1, 1, 1, 200, 1))
        .hasMessage("noise = 200.0: must be in [-20, 100] decibels");
  }
}
