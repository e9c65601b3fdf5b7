package dev.seq4j.datasets.prices;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.datasets.source.BadLine;
import dev.seq4j.datasets.source.BadLines;
import dev.seq4j.datasets.source.CsvTable;
import dev.seq4j.datasets.source.DataFile;
import dev.seq4j.datasets.source.Excerpt;
import dev.seq4j.datasets.source.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A CSV file of prices, packed with gzip or not.
 *
 * <pre>
 *   date,open,high,low,close,volume
 *   2024-01-02,101.2,103.0,100.7,102.9,1200300
 * </pre>
 *
 * <p>The columns may stand anywhere among others; dates rise. A row that is empty, has too few
 * columns, a value that is missing or no number, prices that cannot be, or a date that is not later
 * than the one before, is a {@link BadLine}. So is a row that comes more than {@value #GAP_DAYS}
 * calendar days after the one before; it is not left out, but no window reaches over that gap.
 */
public final class PriceFile {

  /** What a weekend and the holidays beside it may take. */
  public static final int GAP_DAYS = 5;

  private static final List<String> COLUMNS =
      List.of("date", "open", "high", "low", "close", "volume");

  private final DataFile file;
  private final BadLines badLines;

  /**
   * @param file the file
   * @param badLines what becomes of its bad lines
   */
  public PriceFile(DataFile file, BadLines badLines) {
    this.file = Objects.requireNonNull(file, "file");
    this.badLines = Objects.requireNonNull(badLines, "badLines");
  }

  /**
   * @return its days, at least one
   * @throws InvalidInputException if it is no such file, or has a bad line and these are refused;
   *     names the file and the line
   */
  public PriceSeries read() {
    Rows rows = new Rows();
    try (BufferedReader text = file.openText(Progress.NONE)) {
      new CsvTable(file, COLUMNS).read(text, rows);
    } catch (IOException e) {
      throw file.problem(e);
    }
    if (rows.days.isEmpty()) {
      throw file.problem(
          "holds no day of prices"
              + (rows.reported.isEmpty() ? "" : "; its first " + rows.reported.get(0)));
    }
    return new PriceSeries(rows.days, rows.gaps, rows.reported);
  }

  /** What was read so far. */
  private final class Rows implements CsvTable.Reader {

    private final List<PriceDay> days = new ArrayList<>();
    private final List<Boolean> gaps = new ArrayList<>();
    private final List<BadLine> reported = new ArrayList<>();

    @Override
    public void bad(BadLine line) {
      reported.add(badLines.report(file, line));
    }

    @Override
    public void row(long line, List<String> values) {
      String problem = add(line, values);
      if (problem != null) {
        bad(new BadLine(line, problem));
      }
    }

    /** Adds the day of a row; returns why there is none, or null. */
    private String add(long line, List<String> values) {
      LocalDate date;
      try {
        date = LocalDate.parse(values.get(0));
      } catch (DateTimeParseException e) {
        return "has date = %s, must be as 2024-01-31".formatted(Excerpt.of(values.get(0)));
      }
      double[] numbers = new double[COLUMNS.size() - 1];
      for (int i = 0; i < numbers.length; i++) {
        try {
          numbers[i] = Double.parseDouble(values.get(i + 1));
        } catch (NumberFormatException e) {
          return "has %s = %s, must be a number"
              .formatted(COLUMNS.get(i + 1), Excerpt.of(values.get(i + 1)));
        }
      }
      String problem = PriceDay.problem(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
      LocalDate before = days.isEmpty() ? null : days.get(days.size() - 1).date();
      if (problem == null && before != null && !date.isAfter(before)) {
        problem = "has date = %s, must be later than %s".formatted(date, before);
      }
      if (problem != null) {
        return problem;
      }
      long passed = before == null ? 1 : ChronoUnit.DAYS.between(before, date);
      if (passed > GAP_DAYS) {
        bad(new BadLine(line, "comes %d days after the one before".formatted(passed)));
      }
      gaps.add(passed > GAP_DAYS);
      days.add(new PriceDay(date, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]));
      return null;
    }
  }
}
