package dev.seq4j.datasets.imdb;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.datasets.source.Excerpt;

/**
 * How a table of labelled texts is laid out.
 *
 * @param textColumn name of the column with the texts
 * @param labelColumn name of the column with the labels
 * @param quoted whether a field in quotation marks may hold separators and line breaks; false if a
 *     quotation mark is a character like any other, as in some TSV files
 */
public record TableFormat(String textColumn, String labelColumn, boolean quoted) {

  /** Columns {@code review} and {@code sentiment}, quoted. */
  public static final TableFormat DEFAULT = new TableFormat("review", "sentiment", true);

  public TableFormat {
    requireName("textColumn", textColumn);
    requireName("labelColumn", labelColumn);
    if (textColumn.equals(labelColumn)) {
      throw new InvalidInputException(
          "labelColumn = " + Excerpt.of(labelColumn) + ": must not be the text's column");
    }
  }

  /**
   * @param text name of the column with the texts
   * @param label name of the column with the labels
   * @return a copy with those columns
   */
  public TableFormat withColumns(String text, String label) {
    return new TableFormat(text, label, quoted);
  }

  /**
   * @param newQuoted whether fields may be in quotation marks
   * @return a copy with that setting
   */
  public TableFormat withQuoted(boolean newQuoted) {
    return new TableFormat(textColumn, labelColumn, newQuoted);
  }

  private static void requireName(String what, String name) {
    if (name.isBlank()) {
      throw new InvalidInputException(what + " is empty: must be the name of a column");
    }
  }
}
