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
}
