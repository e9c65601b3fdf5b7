package dev.seq4j.datasets.novel;

import dev.seq4j.core.InvalidInputException;

/**
 * How a text is made ready for a character model. Applied to its own result it changes nothing.
 *
 * @param ascii whether letters and punctuation are written in ASCII, so that the vocabulary stays
 *     small: curly quotes become straight, a dash {@code --}, {@code é} an {@code e}; what has no
 *     such form is left out
 * @param foldSpaces whether a run of spaces becomes one
 * @param foldEmptyLines whether a run of empty lines becomes one
 * @param cutGutenberg whether Project Gutenberg's header and licence are cut off, where there are
 *     any
 * @param mostBytes how long a text may be
 */
public record TextPreparation(
    boolean ascii,
    boolean foldSpaces,
    boolean foldEmptyLines,
    boolean cutGutenberg,
    long mostBytes) {

  /** ASCII, runs of spaces folded, empty lines kept, Gutenberg's frame cut, at most 256 MiB. */
  public static final TextPreparation DEFAULT =
      new TextPreparation(true, true, false, true, 256L << 20);

  public TextPreparation {
    if (mostBytes < 1 || mostBytes > 1L << 30) {
      throw new InvalidInputException(
          "mostBytes = " + mostBytes + ": must be in [1, " + (1L << 30) + "]");
    }
  }

  /**
   * @param newAscii whether the text is written in ASCII
   * @return a copy with that setting
   */
  public TextPreparation withAscii(boolean newAscii) {
    return new TextPreparation(newAscii, foldSpaces, foldEmptyLines, cutGutenberg, mostBytes);
  }

  /**
   * @param newFoldSpaces whether a run of spaces becomes one
   * @return a copy with that setting
   */
  public TextPreparation withFoldSpaces(boolean newFoldSpaces) {
    return new TextPreparation(ascii, newFoldSpaces, foldEmptyLines, cutGutenberg, mostBytes);
  }

  /**
   * @param newFoldEmptyLines whether a run of empty lines becomes one
   * @return a copy with that setting
   */
  public TextPreparation withFoldEmptyLines(boolean newFoldEmptyLines) {
    return new TextPreparation(ascii, foldSpaces, newFoldEmptyLines, cutGutenberg, mostBytes);
  }

  /**
   * @param newCutGutenberg whether Project Gutenberg's header and licence are cut off
   * @return a copy with that setting
   */
  public TextPreparation withCutGutenberg(boolean newCutGutenberg) {
    return new TextPreparation(ascii, foldSpaces, foldEmptyLines, newCutGutenberg, mostBytes);
  }

  /**
   * @param newMostBytes how long a text may be
   * @return a copy with that setting
   */
  public TextPreparation withMostBytes(long newMostBytes) {
    return new TextPreparation(ascii, foldSpaces, foldEmptyLines, cutGutenberg, newMostBytes);
  }

  /**
   * @param text any text
   * @return the text made ready; each of its lines ends with {@code \n}
   */
  public String apply(String text) {
    TextBuilder builder = new TextBuilder(this);
    text.lines().forEach(builder::add);
    builder.endFile();
    return builder.text();
  }
}
