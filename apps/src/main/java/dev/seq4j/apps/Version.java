package dev.seq4j.apps;

import dev.seq4j.core.Build;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    Build build = Build.current();
    return new String[] {
      "seq4j " + build.version() + " (" + build.revision() + ")",
      "Java " + Runtime.version() + ", " + System.getProperty("os.name")
    };
  }
}
