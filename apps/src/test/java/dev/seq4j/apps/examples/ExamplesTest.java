package dev.seq4j.apps.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExamplesTest {

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private PrintStream before;

  @BeforeEach
  void listen() {
    before = System.out;
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void listenNoMore() {
    System.setOut(before);
  }

  @Test
  void readReviewsJudgesTwoSentences() {
    ReadReviews.main(new String[] {"1"});

    assertThat(said.toString(StandardCharsets.UTF_8).lines())
        .hasSize(2)
        .allMatch(line -> line.matches("Prediction\\[label=(positive|negative), .*"));
  }

  @Test
  void countWordsShowsTheDesignMatrix() {
    CountWords.main(new String[0]);

    assertThat(said.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "[0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0, 0.0, 0.0]",
            "[0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 1.0, 0.0, 1.0]",
            "[2.0, 3.0, 2.0, 1.0, 1.0, 1.0, 2.0, 1.0, 1.0]");
  }

  @Test
  void writeLikeABookWrites() {
    WriteLikeABook.main(new String[] {"1"});

    assertThat(said.toString(StandardCharsets.UTF_8)).startsWith("The ").hasSizeGreaterThan(200);
  }

  @Test
  void translateSentencesTranslates() {
    TranslateSentences.main(new String[] {"1"});

    assertThat(said.toString(StandardCharsets.UTF_8).lines())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("Thank you. -> ");
  }
}
