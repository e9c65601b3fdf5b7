package dev.seq4j.datasets.imdb;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.LabelledText;
import dev.seq4j.datasets.source.CsvRows;
import dev.seq4j.datasets.source.DataFile;
import dev.seq4j.datasets.source.Excerpt;
import dev.seq4j.datasets.source.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * A table of texts and their labels: CSV as in RFC 4180, or with tabs if the name says {@code
 * .tsv}; in UTF-8, packed with gzip or not, with a header.
 *
 * <pre>{@code
 * List<LabelledText> mails = LabelledCsv.at(file)
 *     .withFormat(TableFormat.DEFAULT.withColumns("body", "folder"))
 *     .read();
 * }</pre>
 *
 * <p>Fields in quotes may hold separators, line breaks and doubled quotes. Texts are taken as they
 * are, empty ones included; labels without the white space around them. Every row needs a label and
 * as many fields as the header. Empty lines are skipped.
 */
public final class LabelledCsv {

  private final DataFile file;
  private final TableFormat format;
  private final Progress progress;

  private LabelledCsv(DataFile file, TableFormat format, Progress progress) {
    this.file = Objects.requireNonNull(file, "file");
    this.format = Objects.requireNonNull(format, "format");
    this.progress = Objects.requireNonNull(progress, "progress");
  }

  /**
   * @param path the file
   * @return reads it
   * @throws InvalidInputException if there is no such file
   */
  public static LabelledCsv at(Path path) {
    return of(DataFile.of(path));
  }

  /**
   * @param file the file
   * @return reads it
   */
  public static LabelledCsv of(DataFile file) {
    return new LabelledCsv(file, TableFormat.DEFAULT, Progress.NONE);
  }

  /**
   * @param newFormat columns and quotes
   * @return a copy with that format
   */
  public LabelledCsv withFormat(TableFormat newFormat) {
    return new LabelledCsv(file, newFormat, progress);
  }

  /**
   * @param newProgress is told the bytes read
   * @return a copy with that listener
   */
  public LabelledCsv withProgress(Progress newProgress) {
    return new LabelledCsv(file, format, newProgress);
  }

  /**
   * @return all rows in their order; at least one
   * @throws InvalidInputException if the file is not such a table; names the file and the line
   */
  public List<LabelledText> read() {
    List<LabelledText> rows = new ArrayList<>();
    try (BufferedReader text = file.openText(progress);
        CsvRows table = new CsvRows(file, text, csvFormat())) {
      CSVRecord header = table.next();
      if (header == null) {
        throw file.problem("has no header; columns " + wanted() + " are needed");
      }
      int textField = column(header, format.textColumn());
      int labelField = column(header, format.labelColumn());
      // A label is a new string in every row of the parser; one for all is enough.
      Map<String, String> labels = new HashMap<>();
      for (CSVRecord row = table.next(); row != null; row = table.next()) {
        if (row.size() != header.size()) {
          throw problem(table.line(), "has " + row.size() + " fields, the header " + header.size());
        }
        String label = row.get(labelField).strip();
        if (label.isEmpty()) {
          throw problem(table.line(), "has no label in column " + Excerpt.of(format.labelColumn()));
        }
        if (row.get(textField).indexOf('\0') >= 0) {
          throw problem(table.line(), "is binary data, not text");
        }
        rows.add(new LabelledText(row.get(textField), labels.computeIfAbsent(label, same -> same)));
      }
    } catch (IOException e) {
      throw file.problem(e);
    }
    if (rows.isEmpty()) {
      throw file.problem("has a header and no rows");
    }
    return rows;
  }

  private CSVFormat csvFormat() {
    String lowerCase = file.name().toLowerCase(Locale.ROOT);
    boolean tabs = lowerCase.endsWith(".tsv") || lowerCase.endsWith(".tsv.gz");
    return CSVFormat.DEFAULT
        .builder()
        .setDelimiter(tabs ? '\t' : ',')
        .setQuote(format.quoted() ? '"' : null)
        .setIgnoreEmptyLines(true)
        .get();
  }

  private int column(CSVRecord header, String name) {
    List<String> names = header.stream().map(String::strip).toList();
    int column = names.indexOf(name);
    if (column < 0) {
      String there = names.stream().limit(20).map(Excerpt::of).collect(Collectors.joining(", "));
      throw file.problem("has no column " + Excerpt.of(name) + "; its columns are " + there);
    }
    if (names.lastIndexOf(name) != column) {
      throw file.problem("has two columns " + Excerpt.of(name));
    }
    return column;
  }

  private String wanted() {
    return Excerpt.of(format.textColumn()) + " and " + Excerpt.of(format.labelColumn());
  }

  private InvalidInputException problem(long line, String reason) {
    return file.problem("the row that begins in line " + line + " " + reason);
  }
}
