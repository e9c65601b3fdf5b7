package dev.seq4j.apps.device;

import static dev.seq4j.apps.device.FakeDriver.card;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.seq4j.core.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What docs/gpu.md shows is what the program says. */
class GpuGuideTest {

  private static final Path GUIDE = Path.of("..", "docs", "gpu.md");

  private String guide;

  @BeforeEach
  void read() throws IOException {
    guide = Files.readString(GUIDE);
  }

  @Test
  void showsTheLineOfACardThatCanBeUsed() {
    FakeDriver driver = new FakeDriver();
    driver.cards = List.of(card("NVIDIA A100-SXM4-40GB", 8, 0));

    assertThat(guide).contains("\n" + new CudaCheck(driver, null).device().line() + "\n");
  }

  @Test
  void showsTheLineOfEachRefusal() {
    shows(driver -> driver.driverMissing = missing("libcuda.so.1"));
    shows(driver -> driver.version = 10_020);
    shows(driver -> driver.runtimeMissing = missing("libcudart.so.11.0"));
    shows(driver -> driver.cards = List.of());
    shows(driver -> driver.cards = List.of(card("NVIDIA H100 PCIe", 9, 0)));
    shows(
        driver ->
            driver.cards = List.of(card("NVIDIA A100", 8, 0), card("NVIDIA GeForce GT 710", 3, 5)));
    shows(
        driver ->
            driver.failure =
                new CudaDriverException(
                    803,
                    "cudaErrorSystemDriverMismatch",
                    "system has unsupported display driver / cuda driver combination"));
  }

  @Test
  void namesWhatTheKernelsRunOn() {
    assertThat(guide).contains("compute capability " + Card.CAPABILITIES);
  }

  private void shows(Consumer<FakeDriver> trouble) {
    FakeDriver driver = new FakeDriver();
    trouble.accept(driver);
    CudaCheck check = new CudaCheck(driver, null);

    String line = catchThrowableOfType(InvalidInputException.class, check::device).getMessage();

    assertThat(guide).contains("| `" + line + "` |");
  }

  private static UnsatisfiedLinkError missing(String library) {
    return new UnsatisfiedLinkError(
        library + ": cannot open shared object file: No such file or directory");
  }
}
