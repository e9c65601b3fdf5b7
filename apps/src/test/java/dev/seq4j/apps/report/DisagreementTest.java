package dev.seq4j.apps.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DisagreementTest {

  @Test
  void theStrongestComeFirst() {
    float[][] one = {{0.9f, 0.1f}, {0.6f, 0.4f}, {0.99f, 0.01f}};
    float[][] other = {{0.8f, 0.2f}, {0.4f, 0.6f}, {0.02f, 0.98f}};
    List<Disagreement> strongest =
        Disagreement.strongest(
            List.of("bad", "good"),
            List.of("a", "b"),
            List.of(one, other),
            i -> "text " + i,
            List.of("bad", "bad", "good"));
    assertThat(strongest)
        .extracting(Disagreement::text)
        .containsExactly("text 2", "text 1", "text 0");
    Disagreement first = strongest.get(0);
    assertThat(first.truth()).isEqualTo("good");
    assertThat(first.answers())
        .containsExactly(
            java.util.Map.entry("a", new Disagreement.Answer("bad", 0.99f)),
            java.util.Map.entry("b", new Disagreement.Answer("good", 0.98f)));
  }

  @Test
  void tenAreShown() {
    float[][] predictions = new float[30][];
    java.util.Arrays.setAll(predictions, i -> new float[] {i / 30f, 1 - i / 30f});
    assertThat(
            Disagreement.strongest(
                List.of("x", "y"),
                List.of("a", "b"),
                List.of(predictions, new float[30][2]),
                i -> "text",
                java.util.Collections.nCopies(30, "x")))
        .hasSize(10);
  }
}
