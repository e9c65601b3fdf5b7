package dev.seq4j.datasets.dna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.dna.Dna;
import dev.seq4j.core.text.LabelledText;
import dev.seq4j.datasets.dna.DnaFormat.ForeignLetters;
import dev.seq4j.datasets.source.BadLine;
import dev.seq4j.datasets.source.BadLines;
import dev.seq4j.datasets.source.DataFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DnaFileTest {

  private static DnaFile file(String text, DnaFormat format) {
    return new DnaFile(DataFile.inMemory("dna.txt", text.getBytes(StandardCharsets.UTF_8)), format);
  }

  private static DnaFile.Sequences read(String text) {
    return file(text, DnaFormat.DEFAULT).read();
  }

  @Provide
  Arbitrary<List<LabelledText>> sequences() {
    Arbitrary<String> letters =
        Arbitraries.strings().withChars(Dna.LETTERS.toCharArray()).ofMinLength(1).ofMaxLength(40);
    return Combinators.combine(letters, Arbitraries.of("0", "1", "bound"))
        .as(LabelledText::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  @Property(tries = 200, seed = "1")
  void readsFastaHoweverItIsBrokenIntoLines(
      @ForAll("sequences") List<LabelledText> sequences,
      @ForAll @IntRange(min = 1, max = 12) int width,
      @ForAll boolean lowerCase) {
    StringBuilder text = new StringBuilder();
    for (LabelledText sequence : sequences) {
      text.append(">chr1:7-9 some words ").append(sequence.label()).append("  \r\n");
      String letters = lowerCase ? sequence.text().toLowerCase(Locale.ROOT) : sequence.text();
      text.append(letters.replaceAll("(.{" + width + "})", "$1\n")).append("\n\n");
    }
    DnaFile.Sequences read = read(text.toString());
    assertThat(read.sequences()).isEqualTo(sequences);
    assertThat(read.badLines()).isEmpty();
  }

  @Property(tries = 200, seed = "1")
  void readsCsvWhereverTheColumnsStand(@ForAll("sequences") List<LabelledText> sequences) {
    StringBuilder text = new StringBuilder("label,name, sequence \n");
    for (LabelledText sequence : sequences) {
      text.append(sequence.label()).append(",\"a, b\",").append(sequence.text()).append('\n');
    }
    assertThat(read(text.toString()).sequences()).isEqualTo(sequences);
  }

  @Test
  void reportsBadRecordsOfFastaByTheLineOfTheHeader() {
    DnaFile.Sequences read =
        read(
            """
            >a 1
            ACGT
            >b
            ACGT
            >c 1
            >d 0
            AC-GT
            ; a comment
            >e 0
            acgu
            """);
    assertThat(read.sequences())
        .containsExactly(new LabelledText("ACGT", "1"), new LabelledText("ACGT", "0"));
    assertThat(read.badLines())
        .containsExactly(
            new BadLine(3, "has no label"),
            new BadLine(5, "has no sequence"),
            new BadLine(6, "has - as letter 3, must be of A, C, G, T, N"));
  }

  @Test
  void reportsBadRowsOfCsvByTheirLine() {
    DnaFile.Sequences read =
        read("sequence,label\nACGT,1\nACGT\n\n,1\nACGT,\nACRT,0\n\"AC\nGT\",0\nTTTT,0\n");
    assertThat(read.sequences())
        .containsExactly(new LabelledText("ACGT", "1"), new LabelledText("TTTT", "0"));
    assertThat(read.badLines())
        .extracting(BadLine::toString)
        .containsExactly(
            "line 3 has 1 of 2 columns",
            "line 4 is empty",
            "line 5 has no sequence",
            "line 6 has no label",
            "line 7 has R as letter 3, must be of A, C, G, T, N",
            "line 8 has ? as letter 3, must be of A, C, G, T, N");
  }

  @Test
  void lettersThatStandForSeveralAreUnknownIfAllowed() {
    DnaFormat format = new DnaFormat(ForeignLetters.UNKNOWN, BadLines.SKIP);
    DnaFile.Sequences read = file("sequence,label\nacRyT,1\nAC*T,0\n", format).read();
    assertThat(read.sequences()).containsExactly(new LabelledText("ACNNT", "1"));
    assertThat(read.badLines())
        .containsExactly(new BadLine(3, "has * as letter 3, must be of A, C, G, T, N"));
  }

  @Test
  void refusesTheFirstBadLineIfAsked() {
    DnaFormat strict = new DnaFormat(ForeignLetters.BAD, BadLines.REFUSE);
    assertThatThrownBy(() -> file("sequence,label\nACGT,1\n,1\n", strict).read())
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("dna.txt: line 3 has no sequence");
    assertThatThrownBy(() -> file(">a\nACGT\n", strict).read())
        .hasMessage("dna.txt: line 1 has no label");
  }

  @Test
  void refusesFilesThatAreNone() {
    assertThatThrownBy(() -> read("id;seq\n1;ACGT\n"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "dna.txt: its first line = id;seq: must be a header with the columns sequence,label");
    assertThatThrownBy(() -> read("sequence,label\n"))
        .hasMessage("dna.txt: holds no labelled sequence");
    assertThatThrownBy(() -> read(">a 1\n"))
        .hasMessage("dna.txt: holds no labelled sequence; its first line 1 has no sequence");
    assertThatThrownBy(() -> read("sequence,label\n\"AC,1\n")).hasMessageContaining("line 2");
  }
}
