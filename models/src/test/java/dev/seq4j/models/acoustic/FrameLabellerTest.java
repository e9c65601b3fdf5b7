package dev.seq4j.models.acoustic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.sound.MfccSettings;
import dev.seq4j.core.sound.Segment;
import dev.seq4j.core.sound.Sound;
import dev.seq4j.models.bundle.Provenance;
import dev.seq4j.models.network.Cell;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FrameLabellerTest {

  private static final MfccSettings MFCC = new MfccSettings(8000, 0.025, 0.010, 0.97, 10, 6, 1);

  private static final List<String> WORDS = List.of("low", "high");

  private static FrameLabellerSettings settings(Cell cell, boolean bidirectional) {
    return new FrameLabellerSettings(MFCC, cell, bidirectional, 5, 2, 0.1, 0.01, 2, 1);
  }

  private static FrameLabeller labeller() {
    return FrameLabeller.create(settings(Cell.LSTM, true), WORDS);
  }

  /** A low and then a high tone, and silence at both ends. */
  private static Sound sound() {
    float[] samples = new float[4000];
    for (int n = 1000; n < 3000; n++) {
      samples[n] = (float) Math.sin(2 * Math.PI * (n < 2000 ? 300 : 2000) * n / 8000);
    }
    return new Sound(8000, samples);
  }

  @ParameterizedTest
  @EnumSource
  void aModelFileGivesTheSameAnswers(Cell cell, @TempDir Path folder) {
    for (boolean bidirectional : new boolean[] {true, false}) {
      FrameLabeller labeller = FrameLabeller.create(settings(cell, bidirectional), WORDS);
      Path file = folder.resolve("model.zip");
      labeller.save(file, Provenance.UNKNOWN.withMetric("test frame accuracy", 0.5));
      FrameLabeller read = FrameLabeller.load(file);
      assertThat(read.settings()).isEqualTo(labeller.settings());
      assertThat(read.labels()).containsExactly("silence", "low", "high");
      assertThat(read.card()).isEqualTo(labeller.card());
      float[][] features = labeller.features(sound());
      assertThat(read.features(sound())).isEqualTo(features);
      assertThat(read.probabilities(features)).isEqualTo(labeller.probabilities(features));
    }
  }

  @Test
  void forwardAFrameDoesNotKnowWhatComesLater() {
    float[][] features = labeller().features(sound());
    float[][] changed = labeller().features(sound());
    changed[30][0] += 1;
    FrameLabeller forward = FrameLabeller.create(settings(Cell.LSTM, false), WORDS);
    assertThat(forward.probabilities(changed)[29]).isEqualTo(forward.probabilities(features)[29]);
    assertThat(forward.probabilities(changed)[30])
        .isNotEqualTo(forward.probabilities(features)[30]);
    assertThat(labeller().probabilities(changed)[29])
        .isNotEqualTo(labeller().probabilities(features)[29]);
  }

  @Test
  void probabilitiesOfAFrameSumToOne() {
    float[][] features = labeller().features(sound());
    float[][] probabilities = labeller().probabilities(features);
    assertThat(probabilities).hasNumberOfRows(features.length);
    for (float[] row : probabilities) {
      assertThat(row[0] + row[1] + row[2]).isCloseTo(1, within(1e-5f));
    }
    assertThat(labeller().label(sound()))
        .isEqualTo(labeller().segments(labeller().decode(probabilities)));
  }

  @Test
  void segmentsBecomeNumbersAndSegmentsAgain() {
    List<Segment> segments = List.of(new Segment(0.1, 0.2, "high"), new Segment(0.2, 0.3, "low"));
    int[] numbers = labeller().numbers(segments, 40);
    for (int t = 0; t < numbers.length; t++) {
      double middle = 0.0125 + 0.01 * t;
      int expected = middle < 0.1 || middle >= 0.3 ? 0 : middle < 0.2 ? 2 : 1;
      assertThat(numbers[t]).as("frame %d", t).isEqualTo(expected);
    }
    List<Segment> again = labeller().segments(numbers);
    assertThat(again).hasSize(2);
    for (int i = 0; i < 2; i++) {
      assertThat(again.get(i).label()).isEqualTo(segments.get(i).label());
      assertThat(again.get(i).start()).isCloseTo(segments.get(i).start(), within(0.005001));
      assertThat(again.get(i).end()).isCloseTo(segments.get(i).end(), within(0.005001));
    }
    assertThat(labeller().numbers(again, 40)).isEqualTo(numbers);
    assertThat(labeller().segments(new int[40])).isEmpty();
    assertThat(labeller().segments(new int[] {1})).hasSize(1);
  }

  @Test
  void likeliestLooksAtEachFrameAlone() {
    float[][] probabilities = {{0.5f, 0.3f, 0.2f}, {0.3f, 0.3f, 0.4f}, {0.4f, 0.3f, 0.3f}};
    assertThat(FrameLabeller.likeliest(probabilities)).containsExactly(0, 2, 0);
    assertThat(labeller().decode(probabilities)).containsExactly(0, 0, 0);
  }

  @Test
  void refusesWhatItCannotUse(@TempDir Path folder) {
    assertThatThrownBy(() -> FrameLabeller.create(settings(Cell.GRU, true), List.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("words = []: must be one or more, different, none of them silence");
    assertThatThrownBy(() -> FrameLabeller.create(settings(Cell.GRU, true), List.of("a", "a")))
        .hasMessageStartingWith("words = [a, a]: must be");
    assertThatThrownBy(() -> labeller().numbers(List.of(new Segment(0, 1, "x")), 3))
        .hasMessage("label = x: must be one of [silence, low, high]");
    assertThatThrownBy(() -> FrameLabeller.load(folder.resolve("none.zip")))
        .hasMessageEndingWith("none.zip: no such file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|1|0|0.1|1 |units = 0: must be 1 or above",
        "1|0|0|0.1|1 |layers = 0: must be 1 or above",
        "1|1|1|0.1|1 |dropout = 1.0: must be in [0, 1)",
        "1|1|0|0  |1 |learning rate = 0.0: must be above 0",
        "1|1|0|0.1|-1|switch cost = -1.0: must be 0 or above"
      })
  void refusesSettingsOutOfRange(
      int units, int layers, double dropout, double rate, double cost, String message) {
    assertThatThrownBy(
            () ->
                new FrameLabellerSettings(
                    MFCC, Cell.LSTM, true, units, layers, dropout, rate, cost, 1))
        .hasMessage(message);
  }
}
