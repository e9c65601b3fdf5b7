package dev.seq4j.apps.data;

import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.datasets.source.DataHome;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options that say where data come from. */
public final class DataOptions {

  @Option(
      names = {"-d", "--data"},
      paramLabel = "PATH",
      description =
          "File or folder with the data (default: $SEQ4J_DATA, the cache, a download, the sample"
              + " inside the program, in this order).")
  private Path path;

  @Option(names = "--offline", description = "Download nothing.")
  private boolean offline;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /**
   * @param common says how a download goes
   * @return where to look for data
   */
  public DataHome home(CommonOptions common) {
    return over(common, null, false);
  }

  /**
   * @param common says how a download goes
   * @param earlier what a resumed run was given, or null; these options win over it
   * @param earlierOffline whether it was offline
   * @return where to look for data
   */
  public DataHome over(CommonOptions common, String earlier, boolean earlierOffline) {
    DataHome home = DataOwner.home(command).withProgress(new DownloadDisplay(common));
    if (offline || earlierOffline) {
      home = home.withOffline(true);
    }
    if (path != null) {
      return home.withData(path);
    }
    return earlier == null ? home : home.withData(Path.of(earlier));
  }

  /**
   * @return the path as it can be found again from any folder, or null if none was given
   */
  public String absolute() {
    return path == null ? null : path.toAbsolutePath().normalize().toString();
  }

  /**
   * @return whether nothing may be downloaded
   */
  public boolean offline() {
    return offline;
  }
}
