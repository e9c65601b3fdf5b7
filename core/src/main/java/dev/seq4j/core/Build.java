package dev.seq4j.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which Seq4j this is.
 *
 * @param version such as {@code 0.1.0}
 * @param revision the git revision it was built from, {@code unknown} if it was not built from git
 */
public record Build(String version, String revision) {

  private static final Build THIS = read();

  /**
   * @return the build that is running
   */
  public static Build current() {
    return THIS;
  }

  private static Build read() {
    Properties properties = new Properties();
    try (InputStream in = Build.class.getResourceAsStream("build.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String revision = properties.getProperty("revision");
    return new Build(
        properties.getProperty("version"), revision.startsWith("$") ? "unknown" : revision);
  }
}
