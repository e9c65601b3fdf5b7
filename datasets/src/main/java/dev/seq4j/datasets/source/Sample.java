package dev.seq4j.datasets.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/**
 * A small stand-in for a data set, inside the jar, so that everything runs without a network.
 *
 * @param resource its absolute name on the class path
 * @param unit what it is counted in
 */
public record Sample(String resource, Unit unit) {

  /** What a sample is counted in. */
  public enum Unit {
    /** The rows of a CSV file below its header. */
    REVIEWS,
    /** The characters of a text file. */
    CHARACTERS,
    /** The lines of a file of sentence pairs. */
    PAIRS
  }

  /**
   * @return how much there is, such as {@code 600 reviews}
   */
  public String size() {
    DataFile file = DataFile.of(this);
    try (BufferedReader text = file.openText(Progress.NONE)) {
      long count =
          switch (unit) {
            case REVIEWS -> rows(text);
            case PAIRS -> text.lines().count();
            case CHARACTERS -> text.lines().mapToLong(line -> line.length() + 1).sum();
          };
      return String.format(Locale.ROOT, "%,d %s", count, unit.name().toLowerCase(Locale.ROOT));
    } catch (IOException e) {
      throw file.problem(e);
    }
  }

  private static long rows(BufferedReader text) throws IOException {
    try (CSVParser rows = CSVParser.builder().setReader(text).setFormat(CSVFormat.DEFAULT).get()) {
      return rows.stream().count() - 1;
    }
  }
}
