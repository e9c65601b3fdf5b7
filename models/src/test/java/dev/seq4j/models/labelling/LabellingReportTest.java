package dev.seq4j.models.labelling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabellingReportTest {

  private static List<WordLabel> labels(String text) {
    return MarkedText.parse(text).stream().map(MarkedWord::label).toList();
  }

  private static LabellingReport.OfClass of(LabellingReport report, String name) {
    return report.classes().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  /**
   * Commas: 2 words, 3 told, 1 right: precision 1/3, recall 1/2, F1 2/5. First capitals: 2, 1, 1:
   * F1 2/3. Full stops: 1, 1, 1. Question marks: none, 1 told: 0.
   */
  @Test
  void macroAndMicroByHand() {
    LabellingReport report =
        LabellingReport.of(
            labels("It was, he said, late then. Ah"), labels("It, was, he said? late, then. ah"));

    LabellingReport.OfClass comma = of(report, ",");
    assertThat(comma).isEqualTo(new LabellingReport.OfClass(",", 2, 3, 1));
    assertThat(comma.precision()).isEqualTo(1.0 / 3);
    assertThat(comma.recall()).isEqualTo(0.5);
    assertThat(comma.f1()).isCloseTo(0.4, within(1e-12));
    assertThat(of(report, "first").f1()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(of(report, ".").f1()).isEqualTo(1);
    assertThat(of(report, "?").f1()).isZero();
    // Three right; five to find and six told.
    assertThat(report.microF1()).isCloseTo(2 * 3.0 / (5 + 6), within(1e-12));
    assertThat(report.markF1()).isCloseTo(2 * 2.0 / (3 + 5), within(1e-12));
    assertThat(report.capitalF1()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(report.macroF1()).isCloseTo((0.4 + 2.0 / 3 + 1 + 0) / 4, within(1e-12));
    assertThat(report.accuracy()).isCloseTo(3.0 / 7, within(1e-12));
  }

  @Test
  void nothingToldIsZeroAndEverythingRightIsOne() {
    List<WordLabel> truths = labels("Yes, I CAN.");
    LabellingReport perfect = LabellingReport.of(truths, truths);
    assertThat(perfect.microF1()).isEqualTo(1);
    assertThat(perfect.macroF1()).isEqualTo(1);
    LabellingReport none = LabellingReport.of(truths, labels("yes i can"));
    assertThat(none.microF1()).isZero();
    assertThat(none.accuracy()).isZero();
    assertThat(of(none, "all")).isEqualTo(new LabellingReport.OfClass("all", 1, 0, 0));
  }

  @Test
  void sharesStandInJson() {
    List<WordLabel> truths = labels("Yes, I do");
    JsonNode json =
        Json.read(Json.line(LabellingReport.of(truths, truths)), JsonNode.class, "report");
    assertThat(json.at("/classes/0/name").asText()).isEqualTo("first");
    assertThat(json.at("/classes/0/f1").asDouble()).isEqualTo(1);
    assertThat(json.at("/classes/1/recall").asDouble()).isZero();
  }

  @Test
  void theBaselineGivesEachWordItsMostFrequentLabel() {
    List<MarkedWord> words =
        MarkedText.parse("The end. the Mill the Mill, the Mill the mill and an end, an end.");
    LabelBaseline byWord = LabelBaseline.byWord(words);
    assertThat(byWord.label(List.of("mill", "the", "end", "unseen")))
        .containsExactly(
            new WordLabel(Capital.FIRST, Mark.NONE),
            WordLabel.NONE,
            new WordLabel(Capital.NONE, Mark.PERIOD),
            WordLabel.NONE);
    assertThat(LabelBaseline.majority(words).label(List.of("mill", "end")))
        .containsOnly(WordLabel.NONE);
  }

  @Test
  void refusesListsOfDifferentLength() {
    assertThatThrownBy(() -> LabellingReport.of(labels("a b"), labels("a")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("labels told = 1, true labels = 2: must be as many, 1 or more");
    assertThatThrownBy(() -> LabellingReport.of(List.of(), List.of()))
        .isInstanceOf(InvalidInputException.class);
  }
}
