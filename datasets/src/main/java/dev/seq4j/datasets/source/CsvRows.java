package dev.seq4j.datasets.source;

import dev.seq4j.core.InvalidInputException;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Objects;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The rows of a CSV file one after the other, each with the line in which it begins. */
public final class CsvRows implements Closeable {

  private final DataFile file;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private long line;

  /**
   * @param file what is read, for messages
   * @param text of the file; closed with this
   * @param format separators and quotes
   * @throws IOException if it cannot be read
   */
  public CsvRows(DataFile file, BufferedReader text, CSVFormat format) throws IOException {
    this.file = Objects.requireNonNull(file, "file");
    parser = CSVParser.builder().setReader(text).setFormat(format).get();
    records = parser.iterator();
  }

  /**
   * @return the next row, the first time that of the header; null after the last one
   * @throws InvalidInputException if its quotes are broken, after which it is not known where a row
   *     begins; names the line
   * @throws IOException if it cannot be read
   */
  public CSVRecord next() throws IOException {
    line = parser.getCurrentLineNumber() + 1;
    try {
      return records.hasNext() ? records.next() : null;
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CSVException) {
        throw new InvalidInputException(
            file.name()
                + ": the row that begins in line "
                + line
                + " has broken quotes; a quotation mark inside of a quoted field must be doubled",
            e);
      }
      throw e.getCause();
    }
  }

  /**
   * @return the line in which the last row begins, from 1
   */
  public long line() {
    return line;
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
