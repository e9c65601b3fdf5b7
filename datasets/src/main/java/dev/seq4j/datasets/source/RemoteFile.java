package dev.seq4j.datasets.source;

import dev.seq4j.core.InvalidInputException;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file on a server.
 *
 * @param uri its address, {@code http} or {@code https}
 * @param bytes its length, if it is known and does not change
 * @param md5 its MD5 as hexadecimal digits, if it is known and does not change
 */
public record RemoteFile(URI uri, OptionalLong bytes, Optional<String> md5) {

  public RemoteFile {
    Objects.requireNonNull(bytes, "bytes");
    requireHttp(uri);
    if (fileName(uri).isEmpty()) {
      throw new InvalidInputException(uri + ": must name a file");
    }
    if (md5.isPresent() && !md5.get().matches("[0-9a-f]{32}")) {
      throw new InvalidInputException("md5 = " + md5.get() + ": must be 32 hexadecimal digits");
    }
  }

  /**
   * @param uri address of a file that may change
   * @return the file, with neither length nor MD5
   */
  public static RemoteFile changing(String uri) {
    return new RemoteFile(URI.create(uri), OptionalLong.empty(), Optional.empty());
  }

  /**
   * @param uri address of a file that never changes
   * @param bytes its length
   * @param md5 its MD5, in lower case
   * @return the file
   */
  public static RemoteFile fixed(String uri, long bytes, String md5) {
    return new RemoteFile(URI.create(uri), OptionalLong.of(bytes), Optional.of(md5));
  }

  /**
   * @return the last part of the address's path
   */
  public String fileName() {
    return fileName(uri);
  }

  private static String fileName(URI uri) {
    String path = uri.getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  static void requireHttp(URI uri) {
    String scheme = String.valueOf(uri.getScheme());
    if (!scheme.equalsIgnoreCase("http") && !scheme.equalsIgnoreCase("https")
        || uri.getHost() == null) {
      throw new InvalidInputException(uri + ": must be an http or https address");
    }
  }
}
