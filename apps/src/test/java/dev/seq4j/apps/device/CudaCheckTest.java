package dev.seq4j.apps.device;

import static dev.seq4j.apps.device.FakeDriver.card;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CudaCheckTest {

  private static final String LEAVE_OUT = "leave out -Pcuda to run on the CPU";
  private static final String INSTALL_DRIVER =
      "; install one, at least 450.80.02 on Linux or 452.39 on Windows, or " + LEAVE_OUT;
  private static final String ADD_RUNTIME =
      "; add org.bytedeco:cuda-platform-redist or install CUDA 11.6, or " + LEAVE_OUT;

  private final FakeDriver driver = new FakeDriver();

  @Test
  void announcesTheCard() {
    Device device = new CudaCheck(driver, null).device();

    assertThat(device.backend()).isEqualTo(Backend.CUDA);
    assertThat(device.line())
        .isEqualTo("device: NVIDIA A100, compute capability 8.0, 40 GB, CUDA 11.6");
    assertThat(driver.onFirstCardOnly).isFalse();
  }

  @Test
  void staysOnTheFirstOfSeveralCardsAndSaysSo() {
    driver.cards =
        List.of(
            new Card("NVIDIA GeForce RTX 3060", 8, 6, 12_636_061_696L),
            card("NVIDIA A100", 8, 0),
            card("Tesla V100", 7, 0));

    Device device = new CudaCheck(driver, null).device();

    assertThat(device.line())
        .isEqualTo(
            "device: NVIDIA GeForce RTX 3060, compute capability 8.6, 12 GB, CUDA 11.6,"
                + " first of 3 cards");
    assertThat(driver.onFirstCardOnly).isTrue();
  }

  @Test
  void refusesAPlatformWithoutBinaries() {
    driver.platform = "macosx-arm64";

    refuses(
        "CUDA: ND4J has no CUDA binaries for macosx-arm64, only for linux-x86_64 and"
            + " windows-x86_64; "
            + LEAVE_OUT);
    assertThat(driver.libraryAskedFor).isNull();
  }

  @Test
  void refusesLinuxWithoutDriver() {
    driver.driverMissing =
        new UnsatisfiedLinkError(
            "libcuda.so.1: cannot open shared object file: No such file or directory");

    refuses(
        "CUDA: no NVIDIA driver, libcuda.so.1: cannot open shared object file: No such file or"
            + " directory"
            + INSTALL_DRIVER);
    assertThat(driver.libraryAskedFor).isEqualTo("libcuda.so.1");
  }

  @Test
  void refusesWindowsWithoutDriver() {
    driver.platform = "windows-x86_64";
    driver.driverMissing = new UnsatisfiedLinkError("LoadLibrary() failed with 0x7e");

    refuses("CUDA: no NVIDIA driver, nvcuda.dll: LoadLibrary() failed with 0x7e" + INSTALL_DRIVER);
    assertThat(driver.libraryAskedFor).isEqualTo("nvcuda.dll");
  }

  @Test
  void namesTheRuntimeLibraryThatIsMissing() {
    driver.runtimeMissing =
        nested(
            "no jnicudart in java.library.path: /usr/lib:/lib",
            "/home/a b/.javacpp/cache/cuda.jar/libjnicudart.so: libcudart.so.11.0: cannot open"
                + " shared object file: No such file or directory");

    refuses(
        "CUDA: no CUDA 11 runtime, libcudart.so.11.0: cannot open shared object file: No such file"
            + " or directory"
            + ADD_RUNTIME);
  }

  @Test
  void passesOnWhatWindowsSaysOfARuntimeThatIsMissing() {
    driver.platform = "windows-x86_64";
    driver.runtimeMissing =
        nested("no jnicudart", "C:\\cache\\jnicudart.dll: Can't find dependent libraries");

    refuses(
        "CUDA: no CUDA 11 runtime, C:\\cache\\jnicudart.dll: Can't find dependent libraries"
            + ADD_RUNTIME);
  }

  @Test
  void refusesARuntimeWithoutMatrixProducts() {
    driver.blasMissing =
        new UnsatisfiedLinkError(
            "/c/libjnicublas.so: libcublas.so.11: cannot open shared object file: No such file or"
                + " directory");

    refuses(
        "CUDA: no CUDA 11 runtime, libcublas.so.11: cannot open shared object file: No such file"
            + " or directory"
            + ADD_RUNTIME);
  }

  @ParameterizedTest
  @CsvSource({"10020, 10.2", "9010, 9.1", "10999, 10.99"})
  void refusesADriverBeforeCuda11(int version, String text) {
    driver.version = version;

    refuses(
        "CUDA: the NVIDIA driver is too old, it supports CUDA "
            + text
            + ", needed is 11.0 or later"
            + INSTALL_DRIVER);
  }

  @Test
  void acceptsADriverOfCuda11() {
    driver.version = 11_000;

    assertThat(new CudaCheck(driver, null).device().backend()).isEqualTo(Backend.CUDA);
  }

  @Test
  void refusesADriverWithoutCards() {
    driver.failure =
        new CudaDriverException(100, "cudaErrorNoDevice", "no CUDA-capable device is detected");

    refuses("CUDA: the NVIDIA driver, of CUDA 12.2, shows no card; " + LEAVE_OUT);
  }

  @Test
  void namesTheVariableThatMayHideTheCards() {
    driver.cards = List.of();

    assertThatThrownBy(() -> new CudaCheck(driver, "-1").device())
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "CUDA: the NVIDIA driver, of CUDA 12.2, shows no card, CUDA_VISIBLE_DEVICES = \"-1\"; "
                + LEAVE_OUT);
  }

  @Test
  void namesTheDriversError() {
    driver.failure =
        new CudaDriverException(
            803, "cudaErrorSystemDriverMismatch", "unsupported display driver combination");

    refuses(
        "CUDA: the NVIDIA driver fails, error 803 (cudaErrorSystemDriverMismatch: unsupported"
            + " display driver combination); "
            + LEAVE_OUT);
  }

  @ParameterizedTest
  @CsvSource({
    "NVIDIA H100 PCIe, 9, 0, new, 9.0",
    "NVIDIA GeForce RTX 5090, 12, 0, new, 12.0",
    "Tesla K40m, 3, 5, old, 3.5",
    "Tesla C2050, 2, 0, old, 2.0"
  })
  void refusesACardWithoutKernels(String name, int major, int minor, String age, String text) {
    driver.cards = List.of(card(name, major, minor));

    refuses(
        "CUDA: "
            + name
            + " is too "
            + age
            + ", compute capability "
            + text
            + "; ND4J's kernels run on 3.7 to 8.9; "
            + LEAVE_OUT);
  }

  @ParameterizedTest
  @CsvSource({"3, 7", "5, 0", "5, 2", "6, 0", "6, 1", "7, 0", "7, 5", "8, 0", "8, 6", "8, 9"})
  void acceptsACardWithKernels(int major, int minor) {
    driver.cards = List.of(card("card", major, minor));

    assertThat(new CudaCheck(driver, null).device().description())
        .contains("compute capability " + major + "." + minor);
  }

  @Test
  void refusesWhereOneOfTheVisibleCardsHasNoKernels() {
    driver.cards =
        List.of(
            card("NVIDIA GeForce GT 710", 3, 5),
            card("NVIDIA A100", 8, 0),
            card("NVIDIA H100", 9, 0),
            card("Tesla T4", 7, 5));

    refuses(
        "CUDA: card 0 (NVIDIA GeForce GT 710) is too old, compute capability 3.5, card 2 (NVIDIA"
            + " H100) is too new, compute capability 9.0; ND4J's kernels run on 3.7 to 8.9 and"
            + " start only if all visible cards can run them; set CUDA_VISIBLE_DEVICES so that it"
            + " shows only card 1 and card 3, or "
            + LEAVE_OUT);
  }

  @Test
  void keepsToOneLineWhateverFails() {
    driver.crash = new IllegalStateException("first line\nsecond line");
    refuses("CUDA: the NVIDIA driver fails, first line; " + LEAVE_OUT);

    driver.crash = new IllegalStateException();
    refuses("CUDA: the NVIDIA driver fails, IllegalStateException; " + LEAVE_OUT);

    driver.runtimeMissing = new NoClassDefFoundError("Could not initialize class cudart");
    refuses("CUDA: no CUDA 11 runtime, Could not initialize class cudart" + ADD_RUNTIME);
  }

  @Test
  void keepsTheCauseForDevelopers() {
    driver.driverMissing = new UnsatisfiedLinkError("libcuda.so.1: wrong ELF class: ELFCLASS32");

    assertThatThrownBy(() -> new CudaCheck(driver, null).device())
        .hasMessageContaining("libcuda.so.1: wrong ELF class: ELFCLASS32;")
        .hasCause(driver.driverMissing);
  }

  private void refuses(String line) {
    assertThatThrownBy(() -> new CudaCheck(driver, null).device())
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(line);
  }

  private static UnsatisfiedLinkError nested(String outer, String inner) {
    UnsatisfiedLinkError error = new UnsatisfiedLinkError(outer);
    error.initCause(new UnsatisfiedLinkError(inner));
    return error;
  }
}
