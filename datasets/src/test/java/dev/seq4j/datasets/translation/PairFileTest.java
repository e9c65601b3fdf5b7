package dev.seq4j.datasets.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.Normalization;
import dev.seq4j.core.text.SentencePair;
import dev.seq4j.datasets.source.BadLine;
import dev.seq4j.datasets.source.BadLines;
import dev.seq4j.datasets.source.DataFile;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PairFileTest {

  private static PairFile.Pairs read(String text, PairFormat format) {
    DataFile file = DataFile.inMemory("fra.txt", text.getBytes(StandardCharsets.UTF_8));
    return new PairFile(file, format, Normalization.DEFAULT).read();
  }

  private static SentencePair pair(String source, String target) {
    return new SentencePair(source, target);
  }

  @Test
  void readsAPairALineAndIgnoresFurtherColumns() {
    String text = "Go.\tVa\u202f!\tCC-BY 2.0\r\nI'm  here.\tJe suis là.\nWow!\tÇa alors !";

    PairFile.Pairs read = read(text, PairFormat.DEFAULT);

    assertThat(read.pairs())
        .containsExactly(
            pair("Go.", "Va !"), pair("I'm here.", "Je suis là."), pair("Wow!", "Ça alors !"));
    assertThat(read.badLines()).isEmpty();
  }

  @Test
  void takesAnyTwoColumns() {
    String text = "1\tGo.\t2\tVa !\n3\tStop.\t4\tHalte !\n";

    assertThat(read(text, PairFormat.DEFAULT.withColumns(4, 2)).pairs())
        .containsExactly(pair("Va !", "Go."), pair("Halte !", "Stop."));
  }

  private static final String BAD =
      "Go.\tVa !\n\nGo. Va !\nGo.\t \u00a0\n\tVa !\n   \nRun!\tCours !\n";

  @Test
  void reportsBadLinesAndGoesOn() {
    PairFile.Pairs read = read(BAD, PairFormat.DEFAULT);

    assertThat(read.pairs()).containsExactly(pair("Go.", "Va !"), pair("Run!", "Cours !"));
    assertThat(read.badLines())
        .containsExactly(
            new BadLine(2, "is empty"),
            new BadLine(3, "has no tab, which must part a sentence and its translation"),
            new BadLine(4, "has no text in column 2"),
            new BadLine(5, "has no text in column 1"),
            new BadLine(6, "is empty"));
    assertThat(read("a\tb\nc\td\te\n", PairFormat.DEFAULT.withColumns(1, 3)).badLines())
        .containsExactly(new BadLine(1, "has 2 columns, column 3 is needed"));
  }

  @Test
  void refusesTheFirstBadLineIfAsked() {
    PairFormat strict = PairFormat.DEFAULT.withBadLines(BadLines.REFUSE);
    assertThatThrownBy(() -> read(BAD, strict))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("fra.txt: line 2 is empty");
    assertThat(read("a\tb", strict).pairs()).containsExactly(pair("a", "b"));
  }

  @Test
  void refusesWhatHoldsNoPairs() {
    assertThatThrownBy(() -> read("It was the best of times,\nit was", PairFormat.DEFAULT))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "fra.txt: holds no pair of sentences; its first line 1 has no tab, which must part a"
                + " sentence and its translation");
    assertThatThrownBy(() -> read("a\tb\nc\0\td\n", PairFormat.DEFAULT))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("fra.txt: line 2 is binary data, not text");
    assertThatThrownBy(() -> read("", PairFormat.DEFAULT)).hasMessage("fra.txt: is empty");
  }

  @Test
  void checksTheFormat() {
    assertThatThrownBy(() -> PairFormat.DEFAULT.withColumns(0, 2))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("source column = 0: must be 1 or above");
    assertThatThrownBy(() -> PairFormat.DEFAULT.withColumns(3, 3))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("target column = 3: must not be the source's column");
  }
}
