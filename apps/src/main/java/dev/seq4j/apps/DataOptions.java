package dev.seq4j.apps;

import dev.seq4j.datasets.source.DataHome;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options that say where data come from. */
final class DataOptions {

  @Option(
      names = {"-d", "--data"},
      paramLabel = "PATH",
      description =
          "File or folder with the data (default: $SEQ4J_DATA, the cache, a download, the sample"
              + " inside the program, in this order).")
  private Path path;

  @Option(names = "--offline", description = "Download nothing.")
  boolean offline;

  /**
   * @return where to look for data
   */
  DataHome home() {
    return over(null, false);
  }

  /**
   * @param earlier what a resumed run was given, or null; these options win over it
   * @param earlierOffline whether it was offline
   * @return where to look for data
   */
  DataHome over(String earlier, boolean earlierOffline) {
    DataHome home =
        DataHome.ofUser()
            .withOffline(offline || earlierOffline)
            .withProgress(new DownloadDisplay());
    if (path != null) {
      return home.withData(path);
    }
    return earlier == null ? home : home.withData(Path.of(earlier));
  }

  /**
   * @return the path as it can be found again from any folder, or null if none was given
   */
  String absolute() {
    return path == null ? null : path.toAbsolutePath().normalize().toString();
  }
}
