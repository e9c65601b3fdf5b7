package dev.seq4j.datasets.source;

import java.util.List;

/** What becomes of the lines of a file that hold nothing that can be used. */
public enum BadLines {
  /** They are reported and left out. */
  SKIP,
  /** The first of them is an error. */
  REFUSE;

  /** Of many bad lines, these are shown. */
  private static final int SHOWN = 3;

  /**
   * Reports a bad line as this says.
   *
   * @param file in which it stands
   * @param line the line
   * @return the same line, to be left out
   * @throws dev.seq4j.core.InvalidInputException if it is refused
   */
  public BadLine report(DataFile file, BadLine line) {
    if (this == REFUSE) {
      throw file.problem(line.toString());
    }
    return line;
  }

  /**
   * @param lines that were left out, one or more
   * @return how many, and the first of them, such as {@code 2 lines are left out: line 3 is empty;
   *     line 9 is empty}
   */
  public static String describe(List<BadLine> lines) {
    List<String> first = lines.stream().limit(SHOWN).map(BadLine::toString).toList();
    return "%d %s left out: %s%s"
        .formatted(
            lines.size(),
            lines.size() == 1 ? "line is" : "lines are",
            String.join("; ", first),
            lines.size() > SHOWN ? "; ..." : "");
  }
}
