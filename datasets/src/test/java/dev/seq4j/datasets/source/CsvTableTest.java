package dev.seq4j.datasets.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTableTest {

  /** What was told of a table, row by row. */
  private static List<String> read(String text) throws IOException {
    DataFile file = DataFile.inMemory("t.csv", text.getBytes(StandardCharsets.UTF_8));
    List<String> told = new ArrayList<>();
    try (BufferedReader reader = file.openText(Progress.NONE)) {
      new CsvTable(file, List.of("b", "a"))
          .read(
              reader,
              new CsvTable.Reader() {
                @Override
                public void row(long line, List<String> values) {
                  told.add(line + " " + values);
                }

                @Override
                public void bad(BadLine line) {
                  told.add(line.toString());
                }
              });
    }
    return told;
  }

  @Test
  void namesTheLineInWhichARowBegins() throws IOException {
    assertThat(read("a,c,b\n\"1\n2\",x, y \n\n7\n3,4,5,6"))
        .containsExactly("2 [y, 1\n2]", "line 4 is empty", "line 5 has 1 of 3 columns", "6 [5, 3]");
  }

  @Test
  void refusesBrokenQuotesAndOtherColumns() {
    assertThatThrownBy(() -> read("a,b\n1,2\n\"3\" x,4\n"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "t.csv: the row that begins in line 3 has broken quotes; a quotation mark inside of a"
                + " quoted field must be doubled");
    assertThatThrownBy(() -> read("a,c\n1,2\n"))
        .hasMessage("t.csv: its first line = a,c: must be a header with the columns b,a");
  }
}
