package dev.seq4j.datasets.source;

import dev.seq4j.core.InvalidInputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * A table in CSV with a header, of which some columns are wanted; they may stand anywhere among
 * others. A row that does not reach to the last of them is reported, with the line in which it
 * begins.
 *
 * @param file what is read, for messages
 * @param columns the names of those that are wanted
 */
public record CsvTable(DataFile file, List<String> columns) {

  /** Takes what a table holds, in the order of its lines. */
  public interface Reader {
    /**
     * @param line in which the row begins, from 1
     * @param values of the wanted columns in their order, without white space around them
     */
    void row(long line, List<String> values);

    /**
     * @param line that holds no such row
     */
    void bad(BadLine line);
  }

  public CsvTable {
    Objects.requireNonNull(file, "file");
    columns = List.copyOf(columns);
  }

  /**
   * @param text of the file
   * @param reader takes its rows
   * @throws InvalidInputException if there is no header with these columns, or quotes are broken,
   *     after which it is not known where a row begins
   * @throws IOException if it cannot be read
   */
  public void read(BufferedReader text, Reader reader) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(false).get();
    try (CsvRows rows = new CsvRows(file, text, format)) {
      List<Integer> places = places(rows.next());
      int needed = 1 + places.stream().mapToInt(Integer::intValue).max().orElse(-1);
      for (CSVRecord row = rows.next(); row != null; row = rows.next()) {
        if (row.size() >= needed) {
          reader.row(rows.line(), values(row, places));
        } else {
          boolean empty = row.size() == 1 && row.get(0).isBlank();
          reader.bad(
              new BadLine(
                  rows.line(),
                  empty ? "is empty" : "has %d of %d columns".formatted(row.size(), needed)));
        }
      }
    }
  }

  private static List<String> values(CSVRecord row, List<Integer> places) {
    return places.stream().map(place -> row.get(place).strip()).toList();
  }

  private List<Integer> places(CSVRecord header) {
    List<String> names = header == null ? List.of() : header.stream().map(String::strip).toList();
    if (!names.containsAll(columns)) {
      throw file.problem(
          "its first line = %s: must be a header with the columns %s"
              .formatted(Excerpt.of(String.join(",", names)), String.join(",", columns)));
    }
    return columns.stream().map(names::indexOf).toList();
  }
}
