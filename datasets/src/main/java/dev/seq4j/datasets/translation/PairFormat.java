package dev.seq4j.datasets.translation;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.datasets.source.BadLines;
import java.util.Objects;

/**
 * How a file of sentence pairs is laid out: one pair a line, columns parted by tabs, no header and
 * no quotes. Further columns are passed over.
 *
 * @param sourceColumn that of the sentence, from 1
 * @param targetColumn that of its translation, from 1
 * @param badLines what becomes of lines without a pair
 */
public record PairFormat(int sourceColumn, int targetColumn, BadLines badLines) {

  /** The sentence, then its translation; bad lines are left out. */
  public static final PairFormat DEFAULT = new PairFormat(1, 2, BadLines.SKIP);

  /**
   * @throws InvalidInputException if a column is below 1, or both are the same
   */
  public PairFormat {
    Objects.requireNonNull(badLines, "badLines");
    requireColumn("source column", sourceColumn);
    requireColumn("target column", targetColumn);
    if (sourceColumn == targetColumn) {
      throw new InvalidInputException(
          "target column = " + targetColumn + ": must not be the source's column");
    }
  }

  /**
   * @param source column of the sentence, from 1
   * @param target column of its translation, from 1
   * @return a copy with those columns; (2, 1) translates the other way
   */
  public PairFormat withColumns(int source, int target) {
    return new PairFormat(source, target, badLines);
  }

  /**
   * @param newBadLines what becomes of lines without a pair
   * @return a copy with that setting
   */
  public PairFormat withBadLines(BadLines newBadLines) {
    return new PairFormat(sourceColumn, targetColumn, newBadLines);
  }

  private static void requireColumn(String name, int column) {
    if (column < 1) {
      throw new InvalidInputException(name + " = " + column + ": must be 1 or above");
    }
  }
}
