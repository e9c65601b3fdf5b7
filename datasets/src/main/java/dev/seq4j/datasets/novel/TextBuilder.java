package dev.seq4j.datasets.novel;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts a text together line by line, so that no second copy of a long text is held.
 *
 * <p>Project Gutenberg frames a book with a line that starts it and a line that ends it, in the
 * wordings of three decades. A file may hold several books. Kept is what stands between start and
 * end; without a start, all up to the end; without an end, all from the last start on.
 */
final class TextBuilder {

  private static final Pattern START =
      Pattern.compile(
          "\\s*(\\*{3} ?START OF (THE|THIS) PROJECT GUTENBERG|\\*END\\*? ?THE SMALL PRINT!).*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern END =
      Pattern.compile(
          "\\s*(\\*{3} ?END OF (THE|THIS) PROJECT GUTENBERG"
              + "|(This is the )?End of (the |this )?Project Gutenberg(['\u2019]s)? ).*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern TITLE = Pattern.compile("Title: *(\\S.*?)\\s*");
  private static final Pattern SPACES = Pattern.compile(" {2,}");
  private static final String STARS = "***";

  // A long title carries the stars that close the start line down by as many lines.
  private static final int MOST_START_LINES = 3;

  // A line with the title stands near the top, or is no such line.
  private static final int MOST_HEADER_LINES = 50;

  private final TextPreparation preparation;
  private final Ascii ascii;
  private final StringBuilder out = new StringBuilder();
  private String title;
  private int lines;
  private boolean framed;

  // The book that is being read.
  private int bookStart;
  private boolean started;
  private int startLinesLeft;
  private boolean inLicence;
  private boolean afterEmptyLine;

  TextBuilder(TextPreparation preparation) {
    this.preparation = preparation;
    this.ascii = new Ascii();
  }

  /** Adds a line, given without its end. */
  void add(String raw) {
    String line = preparation.ascii() ? ascii.write(raw) : raw;
    if (preparation.foldSpaces() && line.contains("  ")) {
      line = SPACES.matcher(line).replaceAll(" ");
    }
    lines++;
    if (title == null && lines <= MOST_HEADER_LINES) {
      Matcher matcher = TITLE.matcher(line);
      title = matcher.matches() ? matcher.group(1) : null;
    }
    if (!preparation.cutGutenberg() || !isFrame(line)) {
      append(line);
    }
  }

  /** Whether the line belongs to Project Gutenberg's frame and not to the text. */
  private boolean isFrame(String line) {
    if (START.matcher(line).matches()) {
      startLinesLeft = line.stripTrailing().endsWith(STARS) ? 0 : MOST_START_LINES;
      started = true;
      framed = true;
      afterEmptyLine = false;
      inLicence = false;
      out.setLength(bookStart);
      return true;
    }
    if (END.matcher(line).matches()) {
      framed = true;
      if (!inLicence) {
        endBook();
      }
      inLicence = true;
      return true;
    }
    if (startLinesLeft > 0) {
      startLinesLeft--;
      if (line.stripTrailing().endsWith(STARS)) {
        startLinesLeft = 0;
        out.setLength(bookStart);
        return true;
      }
    }
    return inLicence;
  }

  private void append(String line) {
    boolean empty = line.isBlank();
    boolean belowStart = started && out.length() == bookStart;
    boolean folded = preparation.foldEmptyLines() && afterEmptyLine;
    if (!empty || !belowStart && !folded) {
      out.append(empty && preparation.foldEmptyLines() ? "" : line).append('\n');
    }
    afterEmptyLine = empty;
  }

  private void endBook() {
    if (framed) {
      int end = out.length();
      while (end > bookStart && Character.isWhitespace(out.charAt(end - 1))) {
        end--;
      }
      out.setLength(end);
      out.append(end > bookStart ? "\n" : "");
    }
    if (out.length() > bookStart) {
      out.append('\n');
    }
    bookStart = out.length();
    started = false;
    startLinesLeft = 0;
  }

  /** Ends a file; the next one's text will stand below an empty line. */
  void endFile() {
    if (!inLicence) {
      endBook();
    }
    inLicence = false;
    afterEmptyLine = false;
  }

  /** The title that a header gives: {@code Title: ...} near the top. */
  Optional<String> title() {
    return Optional.ofNullable(title);
  }

  /** Whether anything of Project Gutenberg's was cut. */
  boolean isFramed() {
    return framed;
  }

  int length() {
    return out.length();
  }

  /** The text of all files that were ended. */
  String text() {
    // Without the empty line that would part it from a next file.
    return out.isEmpty() ? "" : out.substring(0, out.length() - 1);
  }
}
