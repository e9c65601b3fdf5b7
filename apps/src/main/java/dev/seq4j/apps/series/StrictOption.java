package dev.seq4j.apps.series;

import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.datasets.source.BadLine;
import dev.seq4j.datasets.source.BadLines;
import java.util.List;
import picocli.CommandLine.Option;

/** What becomes of lines of the user's file that cannot be used. */
final class StrictOption {

  @Option(
      names = "--strict",
      description = "Refuse the file at its first bad line; else bad lines are named and left out.")
  private boolean strict;

  BadLines badLines() {
    return strict ? BadLines.REFUSE : BadLines.SKIP;
  }

  /** Names the first lines that were left out, if any were. */
  static void complain(CommonOptions common, String file, List<BadLine> lines) {
    if (!lines.isEmpty()) {
      common.complain(file + ": " + BadLines.describe(lines));
    }
  }
}
