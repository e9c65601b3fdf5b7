package dev.seq4j.datasets.imdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.LabelledText;
import dev.seq4j.datasets.source.DataFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelledCsvTest {

  @TempDir Path folder;

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private static LabelledText row(String text, String label) {
    return new LabelledText(text, label);
  }

  @Test
  void readsQuotesLineBreaksAndSeparators() throws IOException {
    Path file =
        write(
            "a.csv",
            "review,sentiment\r\n"
                + "\"one, \"\"two\"\"\r\n"
                + "three\n"
                + "\",positive\r\n\r\n"
                + "plain, negative \r\n");
    assertThat(LabelledCsv.at(file).read())
        .containsExactly(row("one, \"two\"\r\nthree\n", "positive"), row("plain", "negative"));
  }

  @Test
  void keepsTextsAsTheyAreAndStripsLabels() throws IOException {
    Path file = write("a.csv", " review , sentiment \n  spaces  ,  a \n\"\",b\n");
    assertThat(LabelledCsv.at(file).read()).containsExactly(row("  spaces  ", "a"), row("", "b"));
  }

  @Test
  void toleratesAByteOrderMarkAndNoLineEndAtTheEnd() throws IOException {
    Path file = write("a.csv", "\uFEFFreview,sentiment\nx,y");
    assertThat(LabelledCsv.at(file).read()).containsExactly(row("x", "y"));
  }

  @Test
  void readsColumnsByNameAmongOthers() throws IOException {
    Path file = write("a.csv", "id,label,body\n1,spam,\"Buy, now\"\n2,ham,Hello\n");
    TableFormat format = TableFormat.DEFAULT.withColumns("body", "label");
    assertThat(LabelledCsv.at(file).withFormat(format).read())
        .containsExactly(row("Buy, now", "spam"), row("Hello", "ham"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.tsv", "a.TSV", "a.tsv.gz", "a.csv.gz"})
  void knowsSeparatorAndPackingByName(String name) throws IOException {
    String separator = name.contains("csv") ? "," : "\t";
    Path file = folder.resolve(name);
    try (OutputStream plain = Files.newOutputStream(file);
        OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(plain) : plain) {
      out.write(
          ("review" + separator + "sentiment\nx" + separator + "y\n")
              .getBytes(StandardCharsets.UTF_8));
    }
    assertThat(LabelledCsv.at(file).read()).containsExactly(row("x", "y"));
  }

  @Test
  void readsTablesWithoutQuoting() throws IOException {
    Path file = write("a.tsv", "sentiment\treview\n1\t\"He said \\\"no\\\", loudly\n");
    assertThat(LabelledCsv.at(file).withFormat(TableFormat.DEFAULT.withQuoted(false)).read())
        .containsExactly(row("\"He said \\\"no\\\", loudly", "1"));
  }

  @Test
  void oneStringServesForAllRowsOfALabel() throws IOException {
    List<LabelledText> rows =
        LabelledCsv.at(write("a.csv", "review,sentiment\nx,pos\ny,pos\n")).read();
    assertThat(rows.get(0).label()).isSameAs(rows.get(1).label());
  }

  @Test
  void namesTheColumnsThatAreThere() throws IOException {
    Path file = write("a.csv", "text;label,id\nx;y,1\n");
    assertThatThrownBy(() -> LabelledCsv.at(file).read())
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(file + ": has no column review; its columns are text;label, id");
    Path twice = write("b.csv", "review,sentiment,review\nx,y,z\n");
    assertThatThrownBy(() -> LabelledCsv.at(twice).read())
        .hasMessage(twice + ": has two columns review");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x|has 1 fields, the header 2",
        "x,y,z|has 3 fields, the header 2",
        "x,|has no label in column sentiment",
        "x,  |has no label in column sentiment",
        "'\"x\" y,z'|has broken quotes; ",
        "'\"x,z'|has broken quotes; ",
      })
  void namesTheLineOfABadRow(String row, String problem) throws IOException {
    Path file = write("a.csv", "review,sentiment\n\"two\nlines\",ok\n" + row + "\n");
    assertThatThrownBy(() -> LabelledCsv.at(file).read())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(file + ": the row that begins in line 4 " + problem)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void refusesWhatHoldsNothing() throws IOException {
    Path empty = write("a.csv", "");
    assertThatThrownBy(() -> LabelledCsv.at(empty).read()).hasMessage(empty + ": is empty");
    Path blank = write("b.csv", "\n\n");
    assertThatThrownBy(() -> LabelledCsv.at(blank).read())
        .hasMessage(blank + ": has no header; columns review and sentiment are needed");
    Path header = write("c.csv", "review,sentiment\n");
    assertThatThrownBy(() -> LabelledCsv.at(header).read())
        .hasMessage(header + ": has a header and no rows");
  }

  @Test
  void refusesWhatIsNoText() throws IOException {
    Path latin1 = folder.resolve("a.csv");
    Files.write(
        latin1, "review,sentiment\ngood,a\ncaf\u00e9,b\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> LabelledCsv.at(latin1).read())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(latin1 + ": is not UTF-8 at byte 27, line 3; ");
    Path zeros = write("b.csv", "\0\1\2\3\n\0");
    assertThatThrownBy(() -> LabelledCsv.at(zeros).read())
        .hasMessage(zeros + ": has no column review; its columns are ????");
    Path inside = write("c.csv", "review,sentiment\na\0b,y\n");
    assertThatThrownBy(() -> LabelledCsv.at(inside).read())
        .hasMessage(inside + ": the row that begins in line 2 is binary data, not text");
  }

  @Test
  void textAndLabelAreTwoColumns() {
    assertThatThrownBy(() -> TableFormat.DEFAULT.withColumns("a", "a"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("labelColumn = a: must not be the text's column");
    assertThatThrownBy(() -> TableFormat.DEFAULT.withColumns(" ", "a"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("textColumn is empty: must be the name of a column");
  }

  @Property(tries = 200, seed = "1")
  void whatIsWrittenAsCsvIsReadAsItWas(@ForAll("rows") List<LabelledText> rows) throws IOException {
    StringWriter table = new StringWriter();
    try (CSVPrinter printer = new CSVPrinter(table, CSVFormat.DEFAULT)) {
      printer.printRecord("review", "sentiment");
      for (LabelledText row : rows) {
        printer.printRecord(row.text(), row.label());
      }
    }
    DataFile file =
        DataFile.inMemory("rows.csv", table.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(LabelledCsv.of(file).read()).isEqualTo(rows);
  }

  @Provide
  Arbitrary<List<LabelledText>> rows() {
    Arbitrary<String> texts =
        Arbitraries.strings()
            .withChars(' ', ',', '"', '\'', '\n', '\r', '\t', '\\', '#', ';', 'a', '\u00e9')
            .withCharRange('\u2010', '\u2030')
            .ofMaxLength(40);
    Arbitrary<String> labels = Arbitraries.of("positive", "negative", "so, so", "\"quoted\"");
    return Combinators.combine(texts, labels)
        .as(LabelledText::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(9);
  }
}
