package dev.seq4j.apps.device;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Names the processor that this program runs on. */
final class Processor {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final String MODEL = "model name";

  private Processor() {}

  /**
   * @return such as {@code CPU, AMD EPYC, 2 threads}
   */
  static String description() {
    return description(
        CPU_INFO, System.getProperty("os.arch"), Runtime.getRuntime().availableProcessors());
  }

  /**
   * @param cpuInfo where Linux describes the processor; need not exist
   * @param architecture the name to give where it does not say one
   * @param threads how many the program may use
   * @return such as {@code CPU, AMD EPYC, 2 threads}
   */
  static String description(Path cpuInfo, String architecture, int threads) {
    return "CPU, " + model(cpuInfo, architecture) + ", " + count(threads);
  }

  private static String model(Path cpuInfo, String architecture) {
    try {
      return Files.readAllLines(cpuInfo, StandardCharsets.ISO_8859_1).stream()
          .filter(line -> line.startsWith(MODEL))
          .map(line -> line.substring(line.indexOf(':') + 1).strip().replaceAll("\\s+", " "))
          .filter(model -> !model.isEmpty())
          .findFirst()
          .orElse(architecture);
    } catch (IOException e) {
      // The name only adorns a line: not being able to read it is no reason to stop.
      return architecture;
    }
  }

  private static String count(int threads) {
    return threads == 1 ? "1 thread" : threads + " threads";
  }
}
