package dev.seq4j.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the benchmarks run on. */
final class Machine {

  /** Linux says here, among other things, {@code model name : AMD EPYC}. */
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  /** Linux says here, among other things, {@code MemTotal: 24617108 kB}. */
  private static final Path MEMORY = Path.of("/proc/meminfo");

  private static final double KIB_PER_GIB = 1 << 20;

  private Machine() {}

  /** As many threads as there are processors: what all sides compute with. */
  static int threads() {
    return Runtime.getRuntime().availableProcessors();
  }

  static String processor() {
    return value(PROCESSORS, "model name");
  }

  static String memory() {
    String kib = value(MEMORY, "MemTotal").replaceAll("[^0-9]", "");
    return "%.0f GiB".formatted(Double.parseDouble(kib) / KIB_PER_GIB);
  }

  private static String value(Path file, String key) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
