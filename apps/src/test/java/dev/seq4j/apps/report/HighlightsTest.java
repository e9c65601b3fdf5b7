package dev.seq4j.apps.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seq4j.models.classifier.Explanation;
import dev.seq4j.models.classifier.Explanation.Weighted;
import dev.seq4j.models.classifier.Prediction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HighlightsTest {

  private static Explanation explanation(Weighted... tokens) {
    return new Explanation(
        new Prediction("<good>", Map.of("<good>", 0.75, "bad", 0.25)),
        List.of(tokens),
        List.of(tokens),
        List.of(),
        0);
  }

  @Test
  void theStrongestWordHasTheStrongestColour() {
    String text =
        Highlights.terminal(
            explanation(
                new Weighted("superb", 2),
                new Weighted("dull", -1),
                new Weighted("the", 0.1),
                new Weighted("cast", 0.3)));
    assertThat(text)
        .isEqualTo(
            "\u001b[30;48;5;83msuperb\u001b[0m \u001b[30;48;5;210mdull\u001b[0m the"
                + " \u001b[30;48;5;194mcast\u001b[0m");
  }

  @Test
  void aTextInWhichNothingCountsHasNoColour() {
    assertThat(Highlights.terminal(explanation(new Weighted("the", 0), new Weighted("a", 0))))
        .isEqualTo("the a");
    assertThat(Highlights.terminal(explanation())).isEmpty();
  }

  @Test
  void aPageShowsWhatWordsAreNotWhatTheyMean() {
    String page = Highlights.page("a & b", List.of(explanation(new Weighted("<script>", -1))));
    assertThat(page)
        .contains("<title>a &amp; b</title>", "<b>&lt;good&gt;</b> 0.7500")
        .contains("<span style=\"background:rgba(215,80,80,1.00)\" title=\"-1.000\">&lt;script&gt;")
        .doesNotContain("<script>");
  }

  @Test
  void attentionIsBlue() {
    Explanation explanation =
        new Explanation(
            new Prediction("good", Map.of("good", 0.75, "bad", 0.25)),
            List.of(new Weighted("superb", 1), new Weighted("film", 0)),
            List.of(new Weighted("superb", 1)),
            List.of(new Weighted("superb", 0.2), new Weighted("film", 0.8)),
            0);
    assertThat(Highlights.terminalAttention(explanation))
        .isEqualTo("\u001b[30;48;5;159msuperb\u001b[0m \u001b[30;48;5;75mfilm\u001b[0m");
    assertThat(Highlights.page("why", List.of(explanation)))
        .contains("<span style=\"background:rgba(60,170,90,1.00)\" title=\"+1.000\">superb</span>")
        .contains("attended to")
        .contains("<span style=\"background:rgba(70,120,215,1.00)\" title=\"+0.800\">film</span>");
    assertThat(Highlights.page("why", List.of(explanation(new Weighted("dull", -1)))))
        .doesNotContain("attended to");
  }
}
