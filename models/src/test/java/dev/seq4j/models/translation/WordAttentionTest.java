package dev.seq4j.models.translation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordAttentionTest {

  private static Translation translation(
      List<String> source, List<String> target, float[][] attention) {
    return new Translation("", null, 0, source, target, attention);
  }

  @Test
  void partsOfAWordArePutTogether() {
    Translation made =
        translation(
            List.of("I", "'m", " hun", "gry", "."),
            List.of("J'", "ai", " faim", "."),
            new float[][] {
              {0.5f, 0.25f, 0.25f, 0, 0},
              {0.25f, 0.5f, 0, 0.25f, 0},
              {0, 0, 0.25f, 0.75f, 0},
              {0, 0, 0, 0, 1},
              {0, 0, 0, 0, 1} // the end mark
            });

    WordAttention words = WordAttention.of(made, true, true);

    assertThat(words.source()).containsExactly("I'm", "hungry", ".");
    assertThat(words.target()).containsExactly("J'ai", "faim", ".");
    assertThat(words.weights())
        .isDeepEqualTo(new float[][] {{0.75f, 0.25f, 0}, {0, 1, 0}, {0, 0, 1}});
  }

  @Test
  void wholeWordsStayAsTheyAre() {
    Translation made =
        translation(
            List.of("I", "am"),
            List.of("je", "suis"),
            new float[][] {{1, 0}, {0.25f, 0.75f}, {0, 1}});

    WordAttention words = WordAttention.of(made, false, false);

    assertThat(words.source()).containsExactly("I", "am");
    assertThat(words.target()).containsExactly("je", "suis");
    assertThat(words.weights()).isDeepEqualTo(new float[][] {{1, 0}, {0.25f, 0.75f}});
  }
}
