package dev.seq4j.models.labelling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.Json;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThresholdsTest {

  /** Words with a comma or none, and what is said of each: the probability of a comma. */
  private static Thresholds chosen(int commas, float ofComma, int others, float ofOther) {
    List<WordLabel> truths = new ArrayList<>();
    List<float[]> capitals = new ArrayList<>();
    List<float[]> marks = new ArrayList<>();
    for (int i = 0; i < commas + others; i++) {
      boolean comma = i < commas;
      truths.add(comma ? new WordLabel(Capital.NONE, Mark.COMMA) : WordLabel.NONE);
      capitals.add(new float[] {1, 0, 0});
      float probability = comma ? ofComma : ofOther;
      marks.add(new float[] {1 - probability, probability, 0, 0, 0, 0, 0, 0});
    }
    return Thresholds.choose(truths, capitals, marks);
  }

  @Test
  void halfOfTheHighestF1ByHand() {
    // Apart: F1 = 1. Alike: 20 told, 10 right of 10, F1 = 2 * 10 / (20 + 10).
    assertThat(chosen(10, 0.2f, 10, 0.1f).marks().get(Mark.COMMA)).isCloseTo(0.5, within(1e-12));
    assertThat(chosen(10, 0.1f, 10, 0.1f).marks().get(Mark.COMMA))
        .isCloseTo(1 / 3.0, within(1e-12));
    // Worse than chance: the best is to tell all, F1 = 2 * 10 / (40 + 10).
    assertThat(chosen(10, 0.1f, 30, 0.2f).marks().get(Mark.COMMA)).isCloseTo(0.2, within(1e-12));
  }

  @Test
  void whatIsTooRareHasTheThresholdOfAll() {
    Thresholds enough = chosen(10, 0.2f, 10, 0.1f);
    assertThat(enough.marks().get(Mark.QUESTION)).isCloseTo(0.5, within(1e-12));
    assertThat(enough.capitals().get(Capital.FIRST)).isCloseTo(0.5, within(1e-12));
    assertThat(chosen(9, 0.2f, 10, 0.1f)).isEqualTo(Thresholds.all(Thresholds.DEFAULT));
  }

  @Test
  void whatIsFurthestAboveItsThresholdIsSet() {
    Map<Mark, Double> marks = new EnumMap<>(Thresholds.all(0.4).marks());
    marks.put(Mark.QUESTION, 0.1);
    Thresholds thresholds = new Thresholds(Thresholds.all(0.4).capitals(), marks);
    float[] likely = {0.1f, 0.45f, 0.25f, 0, 0, 0.2f, 0, 0};
    assertThat(thresholds.decide(new float[] {0.5f, 0.39f, 0.11f}, likely))
        .isEqualTo(new WordLabel(Capital.NONE, Mark.QUESTION));
    float[] unlikely = {0.1f, 0.5f, 0.31f, 0, 0, 0.09f, 0, 0};
    assertThat(thresholds.decide(new float[] {0, 0.41f, 0.59f}, unlikely))
        .isEqualTo(new WordLabel(Capital.ALL, Mark.COMMA));
  }

  @Test
  void writesAndReadsItself() {
    Thresholds thresholds = chosen(10, 0.2f, 10, 0.1f);
    assertThat(Json.read(Json.write(thresholds), Thresholds.class, "t")).isEqualTo(thresholds);
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> Thresholds.all(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("threshold = 0.0: must be in (0, 1)");
    assertThatThrownBy(() -> Thresholds.all(1)).hasMessage("threshold = 1.0: must be in (0, 1)");
    Map<Capital, Double> capitals = Thresholds.all(0.5).capitals();
    assertThatThrownBy(() -> new Thresholds(capitals, Map.of(Mark.COMMA, 0.5)))
        .hasMessage("threshold of .: is missing");
  }
}
