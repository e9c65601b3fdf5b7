package dev.seq4j.datasets.dna;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.dna.Dna;
import dev.seq4j.core.text.LabelledText;
import dev.seq4j.datasets.source.BadLine;
import dev.seq4j.datasets.source.CsvTable;
import dev.seq4j.datasets.source.DataFile;
import dev.seq4j.datasets.source.Excerpt;
import dev.seq4j.datasets.source.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A file of labelled DNA, packed with gzip or not: FASTA if its first character is {@code >}, else
 * CSV.
 *
 * <pre>
 *   &gt;chr1:1021-1221 bound       the label is the header's last word      sequence,label
 *   ACGTNNAC                     letters, on as many lines as it takes    ACGTNNAC,bound
 *   GTTA
 * </pre>
 *
 * <p>A CSV file has a header with the columns {@code sequence} and {@code label}, which may stand
 * anywhere among others. What cannot be used is a {@link BadLine}, that of the header in FASTA and
 * that in which the row begins in CSV. A file that has no such columns, or no sequence at all, is
 * an error.
 */
public final class DnaFile {

  private static final List<String> COLUMNS = List.of("sequence", "label");

  private final DataFile file;
  private final DnaFormat format;

  private final List<LabelledText> sequences = new ArrayList<>();
  private final List<BadLine> badLines = new ArrayList<>();

  /**
   * What was read.
   *
   * @param sequences in the order of the file, upper case, of the letters of {@link Dna#LETTERS}
   * @param badLines those left out
   */
  public record Sequences(List<LabelledText> sequences, List<BadLine> badLines) {

    public Sequences {
      sequences = List.copyOf(sequences);
      badLines = List.copyOf(badLines);
    }
  }

  /**
   * @param file the file
   * @param format how it is read
   */
  public DnaFile(DataFile file, DnaFormat format) {
    this.file = Objects.requireNonNull(file, "file");
    this.format = Objects.requireNonNull(format, "format");
  }

  /**
   * @return all sequences, at least one
   * @throws InvalidInputException if it is no such file, or has a bad line and these are refused;
   *     names the file and the line
   */
  public Sequences read() {
    sequences.clear();
    badLines.clear();
    try (BufferedReader text = file.openText(Progress.NONE)) {
      text.mark(1);
      boolean fasta = text.read() == '>';
      text.reset();
      if (fasta) {
        readFasta(text);
      } else {
        readCsv(text);
      }
    } catch (IOException e) {
      throw file.problem(e);
    }
    if (sequences.isEmpty()) {
      throw file.problem(
          "holds no labelled sequence"
              + (badLines.isEmpty() ? "" : "; its first " + badLines.get(0)));
    }
    return new Sequences(sequences, badLines);
  }

  private void readFasta(BufferedReader text) throws IOException {
    long number = 0;
    long headerLine = 0;
    String header = null;
    StringBuilder letters = new StringBuilder();
    for (String line = text.readLine(); line != null; line = text.readLine()) {
      number++;
      if (line.startsWith(">")) {
        if (header != null) {
          add(headerLine, letters.toString(), label(header));
        }
        header = line.substring(1).strip();
        headerLine = number;
        letters.setLength(0);
      } else if (!line.startsWith(";")) { // a comment of old
        letters.append(line.strip());
      }
    }
    add(headerLine, letters.toString(), label(header));
  }

  /** Returns the header's last word if there is one before it, else nothing. */
  private static String label(String header) {
    String[] words = header.split("\\s+");
    return words.length < 2 ? "" : words[words.length - 1];
  }

  private void readCsv(BufferedReader text) throws IOException {
    new CsvTable(file, COLUMNS)
        .read(
            text,
            new CsvTable.Reader() {
              @Override
              public void row(long line, List<String> values) {
                add(line, values.get(0), values.get(1));
              }

              @Override
              public void bad(BadLine line) {
                badLines.add(format.badLines().report(file, line));
              }
            });
  }

  private void add(long line, String letters, String label) {
    String upper = letters.toUpperCase(Locale.ROOT).replace('U', 'T');
    String foreign = upper.replaceAll("[" + Dna.LETTERS + "]", "");
    if (upper.isEmpty()) {
      bad(line, "has no sequence");
    } else if (label.isEmpty()) {
      bad(line, "has no label");
    } else if (foreign.isEmpty()) {
      sequences.add(new LabelledText(upper, label));
    } else if (format.foreign() == DnaFormat.ForeignLetters.UNKNOWN
        && foreign.chars().allMatch(Character::isLetter)) {
      sequences.add(new LabelledText(upper.replaceAll("[^" + Dna.LETTERS + "]", "N"), label));
    } else {
      int place = upper.indexOf(foreign.charAt(0)) + 1;
      bad(
          line,
          "has %s as letter %d, must be of A, C, G, T, N"
              .formatted(Excerpt.of(foreign.substring(0, 1)), place));
    }
  }

  private void bad(long line, String reason) {
    badLines.add(format.badLines().report(file, new BadLine(line, reason)));
  }
}
