package dev.seq4j.datasets.translation;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.Normalization;
import dev.seq4j.core.text.SentencePair;
import dev.seq4j.datasets.source.BadLine;
import dev.seq4j.datasets.source.DataFile;
import dev.seq4j.datasets.source.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A file of sentence pairs, in UTF-8, packed with gzip or in a zip or not.
 *
 * <p>A line without a pair is a {@link BadLine}: it is empty, has too few columns, or has no text
 * in one of the two. A file that is no text, or has no pair at all, is an error.
 */
public final class PairFile {

  private static final List<String> SUFFIXES = List.of(".txt", ".tsv");

  private final DataFile file;
  private final PairFormat format;
  private final Normalization normalization;

  /**
   * What was read.
   *
   * @param pairs in the order of the lines, normalised; at least one
   * @param badLines those left out
   */
  public record Pairs(List<SentencePair> pairs, List<BadLine> badLines) {

    public Pairs {
      pairs = List.copyOf(pairs);
      badLines = List.copyOf(badLines);
    }
  }

  /**
   * @param file the file
   * @param format how it is laid out
   * @param normalization how both sentences of a pair are written
   */
  public PairFile(DataFile file, PairFormat format, Normalization normalization) {
    this.file = Objects.requireNonNull(file, "file");
    this.format = Objects.requireNonNull(format, "format");
    this.normalization = Objects.requireNonNull(normalization, "normalization");
  }

  /**
   * @return all pairs
   * @throws InvalidInputException if it is no such file, or has a bad line and these are refused;
   *     names the file and the line
   */
  public Pairs read() {
    List<SentencePair> pairs = new ArrayList<>();
    List<BadLine> badLines = new ArrayList<>();
    try (BufferedReader text = file.openText(Progress.NONE, SUFFIXES)) {
      long number = 0;
      for (String line = text.readLine(); line != null; line = text.readLine()) {
        number++;
        if (line.indexOf('\0') >= 0) {
          throw file.problem("line " + number + " is binary data, not text");
        }
        String reason = add(line, pairs);
        if (reason != null) {
          badLines.add(format.badLines().report(file, new BadLine(number, reason)));
        }
      }
    } catch (IOException e) {
      throw file.problem(e);
    }
    if (pairs.isEmpty()) {
      throw file.problem(
          "holds no pair of sentences"
              + (badLines.isEmpty() ? "" : "; its first " + badLines.get(0)));
    }
    return new Pairs(pairs, badLines);
  }

  /** Adds the pair of a line; returns why there is none, or null. */
  private String add(String line, List<SentencePair> pairs) {
    if (line.isBlank()) {
      return "is empty";
    }
    String[] columns = line.split("\t", -1);
    int needed = Math.max(format.sourceColumn(), format.targetColumn());
    if (columns.length < needed) {
      return columns.length == 1
          ? "has no tab, which must part a sentence and its translation"
          : "has " + columns.length + " columns, column " + needed + " is needed";
    }
    String source = normalization.apply(columns[format.sourceColumn() - 1]);
    String target = normalization.apply(columns[format.targetColumn() - 1]);
    if (source.isEmpty() || target.isEmpty()) {
      int column = source.isEmpty() ? format.sourceColumn() : format.targetColumn();
      return "has no text in column " + column;
    }
    pairs.add(new SentencePair(source, target));
    return null;
  }
}
