package dev.seq4j.datasets.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.datasets.source.BadLine;
import dev.seq4j.datasets.source.BadLines;
import dev.seq4j.datasets.source.DataFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PriceFileTest {

  private static final String HEADER = "date,open,high,low,close,volume\n";

  private static PriceFile file(String text, BadLines badLines) {
    return new PriceFile(
        DataFile.inMemory("p.csv", text.getBytes(StandardCharsets.UTF_8)), badLines);
  }

  private static PriceSeries read(String rows) {
    return file(HEADER + rows, BadLines.SKIP).read();
  }

  @Property(tries = 60, seed = "1")
  void readsWhatWasWritten(
      @ForAll @IntRange(min = 2, max = 40) int days, @ForAll @IntRange(max = 99) int seed) {
    PriceSeries series = new GeneratedPrices(days, 0.3, seed).make();
    StringBuilder text = new StringBuilder("volume,close,name,low,high,open,date\n");
    for (PriceDay day : series.days()) {
      text.append(
          "%s,%s,\"a, b\", %s ,%s,%s,%s%n"
              .formatted(day.volume(), day.close(), day.low(), day.high(), day.open(), day.date()));
    }
    assertThat(file(text.toString(), BadLines.REFUSE).read()).isEqualTo(series);
  }

  @Test
  void reportsBadRowsByTheirLine() {
    PriceSeries read =
        read(
            """
            2024-01-01,1,3,1,2,10
            2024-01-02,1,3,1,2

            2024-01-32,1,3,1,2,10
            2024-01-02,1,3,1,,10
            2024-01-02,1,x,1,2,10
            2024-01-02,1,3,0,2,10
            2024-01-02,1,3,1,4,10
            2024-01-02,1,3,1,2,-1
            2024-01-02,1,3,1,NaN,1
            2024-01-01,1,3,1,2,10
            2023-12-31,1,3,1,2,10
            2024-01-02,2,3,1,2,10
            """);
    assertThat(read.closes()).containsExactly(2, 2);
    assertThat(read.badLines())
        .extracting(BadLine::toString)
        .containsExactly(
            "line 3 has 5 of 6 columns",
            "line 4 is empty",
            "line 5 has date = 2024-01-32, must be as 2024-01-31",
            "line 6 has close = , must be a number",
            "line 7 has high = x, must be a number",
            "line 8 has a price that is not above 0",
            "line 9 has open = 1.0 and close = 4.0 outside of low = 1.0 to high = 3.0",
            "line 10 has volume = -1.0, must be 0 or above",
            "line 11 has open = 1.0 and close = NaN outside of low = 1.0 to high = 3.0",
            "line 12 has date = 2024-01-01, must be later than 2024-01-01",
            "line 13 has date = 2023-12-31, must be later than 2024-01-01");
    assertThat(read.gaps()).containsExactly(false, false);
  }

  @Test
  void aGapIsReportedAndNoWindowReachesOverIt() {
    PriceSeries read =
        read(
            """
            2024-01-04,1,3,1,2,10
            2024-01-05,1,3,1,2,10
            2024-01-10,1,3,1,2,10
            2024-01-16,1,3,1,2,10
            2024-01-17,1,3,1,2,10
            """);
    assertThat(read.badLines())
        .containsExactly(new BadLine(5, "comes 6 days after the one before"));
    assertThat(read.size()).isEqualTo(5);
    assertThat(read.isWhole(0, 2)).isTrue();
    assertThat(read.isWhole(2, 3)).isFalse();
    assertThat(read.isWhole(1, 4)).isFalse();
    assertThat(read.isWhole(3, 4)).isTrue();
  }

  @Test
  void refusesTheFirstBadLineIfAsked() {
    for (String second : List.of("2024-01-02,1,3,1,2", "2024-03-01,1,3,1,2,10")) {
      assertThatThrownBy(
              () ->
                  file(HEADER + "2024-01-01,1,3,1,2,10\n" + second + "\n", BadLines.REFUSE).read())
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith("p.csv: line 3 ");
    }
  }

  @Test
  void refusesFilesThatAreNone() {
    assertThatThrownBy(() -> file("a,b\n1,2\n", BadLines.SKIP).read())
        .hasMessage(
            "p.csv: its first line = a,b: must be a header with the columns"
                + " date,open,high,low,close,volume");
    assertThatThrownBy(() -> read("")).hasMessage("p.csv: holds no day of prices");
    assertThatThrownBy(() -> read("x\n"))
        .hasMessage("p.csv: holds no day of prices; its first line 2 has 1 of 6 columns");
  }
}
