package dev.seq4j.apps.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorTest {

  @TempDir Path folder;

  @Test
  void takesTheModelOfTheFirstProcessor() throws IOException {
    Path cpuInfo =
        cpuInfo(
            "processor\t: 0\nmodel\t\t: 1\nmodel name\t: Intel(R) Xeon(R)   CPU @ 2.20GHz \n"
                + "processor\t: 1\nmodel name\t: another\n");

    assertThat(Processor.description(cpuInfo, "amd64", 8))
        .isEqualTo("CPU, Intel(R) Xeon(R) CPU @ 2.20GHz, 8 threads");
  }

  @Test
  void fallsBackOnTheArchitecture() throws IOException {
    assertThat(Processor.description(folder.resolve("none"), "aarch64", 1))
        .isEqualTo("CPU, aarch64, 1 thread");
    assertThat(Processor.description(folder, "aarch64", 2)).isEqualTo("CPU, aarch64, 2 threads");
    assertThat(Processor.description(cpuInfo("BogoMIPS\t: 50\n"), "aarch64", 2))
        .isEqualTo("CPU, aarch64, 2 threads");
    assertThat(Processor.description(cpuInfo("model name\t:\n"), "aarch64", 2))
        .isEqualTo("CPU, aarch64, 2 threads");
  }

  @Test
  void readsWhateverBytesTheModelIsMadeOf() throws IOException {
    Path cpuInfo = folder.resolve("latin");
    Files.write(cpuInfo, "model name : Br\u00fccke\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(Processor.description(cpuInfo, "amd64", 4)).isEqualTo("CPU, Br\u00fccke, 4 threads");
  }

  @Test
  void describesThisMachine() {
    assertThat(Processor.description()).matches("CPU, .*\\S, \\d+ threads?");
  }

  private Path cpuInfo(String text) throws IOException {
    return Files.writeString(folder.resolve("cpuinfo"), text);
  }
}
