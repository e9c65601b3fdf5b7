package dev.seq4j.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenBlasTest {

  @TempDir Path folder;

  @Test
  void readsWhetherAProcessorHasAvx512() throws IOException {
    assertThat(OpenBlas.hasAvx512(cpu("fpu avx2 avx512f avx512dq avx512cd avx512bw avx512vl ht")))
        .isTrue();
    assertThat(OpenBlas.hasAvx512(cpu("fpu avx2 avx512f avx512dq avx512cd avx512bw"))).isFalse();
    assertThat(OpenBlas.hasAvx512(cpu("fpu avx avx2 fma"))).isFalse();
    assertThat(OpenBlas.hasAvx512(cpu(""))).isFalse();
    assertThat(OpenBlas.hasAvx512(folder.resolve("none"))).isFalse();
  }

  @Test
  void kernelsForAvx512MultiplyInPlace() {
    assertThat(OpenBlas.multipliesInPlace("SkylakeX")).isTrue();
    assertThat(OpenBlas.multipliesInPlace("Cooperlake")).isTrue();
    assertThat(OpenBlas.multipliesInPlace("Zen")).isFalse();
    assertThat(OpenBlas.multipliesInPlace("Haswell")).isFalse();
    assertThat(OpenBlas.multipliesInPlace("")).isFalse();
  }

  @Test
  void choosesKernelsOnceAndForAll() {
    Loader.load(openblas_nolapack.class);
    Assumptions.assumeTrue(Loader.addressof("openblas_get_corename") != null, "needs OpenBLAS");
    String kernels = OpenBlas.chooseKernels();
    assertThat(kernels).isNotEmpty();
    assertThat(OpenBlas.chooseKernels()).isEqualTo(kernels);
    boolean avx512 = OpenBlas.hasAvx512(Path.of("/proc/cpuinfo"));
    if (avx512 && System.getenv("OPENBLAS_CORETYPE") == null) {
      assertThat(OpenBlas.multipliesInPlace(kernels)).isTrue();
    }
  }

  private Path cpu(String flags) throws IOException {
    String text = "processor\t: 0\nmodel name\t: a processor\nflags\t\t: " + flags + "\n\n";
    return Files.writeString(folder.resolve("cpuinfo"), text + text);
  }
}
