package dev.seq4j.core.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoundTest {

  private static Sound tone(int rate, double hertz, double seconds) {
    float[] samples = new float[(int) (rate * seconds)];
    for (int n = 0; n < samples.length; n++) {
      samples[n] = (float) (0.5 * Math.sin(2 * Math.PI * hertz * n / rate));
    }
    return new Sound(rate, samples);
  }

  @ParameterizedTest
  @CsvSource({"8000, 16000", "16000, 8000", "44100, 16000", "16000, 44100", "22050, 8000"})
  void aToneIsTheSameToneAtAnotherRate(int from, int to) {
    Sound resampled = tone(from, 1000, 0.1).resampled(to);
    Sound expected = tone(to, 1000, 0.1);
    assertThat(resampled.rate()).isEqualTo(to);
    assertThat(resampled.seconds()).isCloseTo(0.1, within(1e-3));
    int edge = to / 100; // where the filter reaches over the end
    for (int n = edge; n < expected.length() - edge; n++) {
      assertThat(resampled.sample(n)).isCloseTo(expected.sample(n), within(2e-3f));
    }
  }

  @Test
  void whatTheLowerRateCannotHoldIsGone() {
    Sound resampled = tone(16_000, 6000, 0.1).resampled(8000);
    for (int n = 80; n < resampled.length() - 80; n++) {
      assertThat(resampled.sample(n)).isCloseTo(0, within(2e-3f));
    }
  }

  @Test
  void itsOwnRateChangesNothing() {
    Sound sound = tone(8000, 440, 0.01);
    assertThat(sound.resampled(8000)).isSameAs(sound);
  }

  @Test
  void isItsSamples() {
    Sound sound = new Sound(8000, new float[] {0.5f, -1});
    assertThat(sound).isEqualTo(new Sound(8000, new float[] {0.5f, -1}));
    assertThat(sound).hasSameHashCodeAs(new Sound(8000, new float[] {0.5f, -1}));
    assertThat(sound).isNotEqualTo(new Sound(8001, new float[] {0.5f, -1}));
    assertThat(sound).hasToString("sound of 2 samples, 8000 a second");
    sound.samples()[0] = 7;
    assertThat(sound.sample(0)).isEqualTo(0.5f);
  }

  @Test
  void refusesWhatIsNoSound() {
    assertThatThrownBy(() -> new Sound(8000, new float[0]))
        .hasMessage("samples = 0: must be 1 or above");
    assertThatThrownBy(() -> new Sound(8000, new float[] {0, Float.NaN}))
        .hasMessage("sample 1 = NaN: must be finite");
    assertThatThrownBy(() -> new Sound(1, new float[1]))
        .hasMessage("rate = 1: must be in [4000, 192000] samples a second");
    assertThatThrownBy(() -> new Segment(2, 2, "one"))
        .hasMessage("segment from 2.0 to 2.0: must begin at 0 or after and end after that");
    assertThatThrownBy(() -> new Segment(1, 2, " ")).hasMessage("label: is missing");
  }
}
