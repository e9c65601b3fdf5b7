package dev.seq4j.datasets.source;

import dev.seq4j.core.InvalidInputException;
import java.time.Duration;

/**
 * How patient a download is.
 *
 * @param connectTimeout for the connection; short, so that without a network the sample comes soon
 * @param stallTimeout for the answer, and for each next piece of the file
 * @param tries how often a file is asked for in all
 * @param pause before the second try; doubled before each further one
 * @param redirects how many are followed in a row
 */
public record DownloadOptions(
    Duration connectTimeout, Duration stallTimeout, int tries, Duration pause, int redirects) {

  /** 5 s to connect, 20 s between pieces, 4 tries with 1, 2 and 4 s between them, 5 redirects. */
  public static final DownloadOptions DEFAULT =
      new DownloadOptions(
          Duration.ofSeconds(5), Duration.ofSeconds(20), 4, Duration.ofSeconds(1), 5);

  public DownloadOptions {
    requirePositive("connectTimeout", connectTimeout);
    requirePositive("stallTimeout", stallTimeout);
    if (tries < 1) {
      throw new InvalidInputException("tries = " + tries + ": must be at least 1");
    }
    if (pause.isNegative()) {
      throw new InvalidInputException("pause = " + pause + ": must not be negative");
    }
    if (redirects < 0) {
      throw new InvalidInputException("redirects = " + redirects + ": must be at least 0");
    }
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new InvalidInputException(name + " = " + value + ": must be longer than 0");
    }
  }
}
