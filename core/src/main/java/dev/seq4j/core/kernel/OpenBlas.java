package dev.seq4j.core.kernel;

import com.sun.jna.Function;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which of its kernels OpenBLAS uses, and better ones where it does not know the processor.
 *
 * <p>OpenBLAS 0.3.19 has kernels for AVX-512 under the name of Intel's Skylake-X. On a processor
 * that came out after it, such as AMD's Zen 4, it takes those for AVX2, which are slower and pack
 * every product. It can be told the name in the environment variable {@code OPENBLAS_CORETYPE}
 * before a program starts; here that is done for a program that runs already. A name in the
 * variable, or {@code -Dseq4j.openblas=detected}, leaves OpenBLAS its own choice.
 */
final class OpenBlas {

  /** Set to {@value #DETECTED}, it leaves the choice of kernels to OpenBLAS. */
  static final String PROPERTY = "seq4j.openblas";

  static final String DETECTED = "detected";

  private static final String VARIABLE = "OPENBLAS_CORETYPE";
  private static final String AVX512_KERNELS = "SkylakeX";

  /** Names of kernels for AVX2, which OpenBLAS takes for want of a better guess. */
  private static final Set<String> AVX2_KERNELS = Set.of("Zen", "Haswell");

  /** What the kernels for AVX-512 need, as Linux calls it. */
  private static final List<String> AVX512_FLAGS =
      List.of("avx512f", "avx512dq", "avx512cd", "avx512bw", "avx512vl");

  private static final Path CPU = Path.of("/proc/cpuinfo");
  private static final Logger LOG = LoggerFactory.getLogger(OpenBlas.class);

  private OpenBlas() {}

  /**
   * Chooses kernels, once, and says what became of it.
   *
   * @return the name of the kernels in use; empty if BLAS is not OpenBLAS or does not say
   */
  static String chooseKernels() {
    Loader.load(openblas_nolapack.class);
    try {
      String detected = name();
      if (AVX2_KERNELS.contains(detected) && mayChoose() && hasAvx512(CPU)) {
        switchTo(AVX512_KERNELS);
        LOG.debug("OpenBLAS took its kernels for {}; told to take those for AVX-512", detected);
      }
      return name();
    } catch (UnsatisfiedLinkError e) {
      LOG.debug("OpenBLAS keeps the kernels of its own choice", e);
      return "";
    }
  }

  /**
   * @return whether products of up to a million multiplications are computed where their matrices
   *     lie, without packing
   */
  static boolean multipliesInPlace(String kernels) {
    return kernels.equals(AVX512_KERNELS) || kernels.equals("Cooperlake");
  }

  private static boolean mayChoose() {
    return Platform.isLinux()
        && System.getenv(VARIABLE) == null
        && !DETECTED.equals(System.getProperty(PROPERTY));
  }

  static boolean hasAvx512(Path cpu) {
    try (Stream<String> lines = Files.lines(cpu)) {
      return lines
          .filter(line -> line.startsWith("flags"))
          .findFirst()
          .map(line -> Set.of(line.substring(line.indexOf(':') + 1).strip().split("\\s+")))
          .filter(flags -> flags.containsAll(AVX512_FLAGS))
          .isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  private static String name() {
    Function function = find("openblas_get_corename");
    return function == null ? "" : function.invokeString(new Object[0], false);
  }

  /** Lets OpenBLAS forget its choice and make it anew, from the variable. */
  private static void switchTo(String kernels) {
    Function forget = find("gotoblas_dynamic_quit");
    Function choose = find("gotoblas_dynamic_init");
    if (forget != null && choose != null) {
      Function.getFunction("c", "setenv").invokeInt(new Object[] {VARIABLE, kernels, 1});
      forget.invokeVoid(new Object[0]);
      choose.invokeVoid(new Object[0]);
    }
  }

  private static Function find(String name) {
    org.bytedeco.javacpp.Pointer address = Loader.addressof(name);
    return address == null ? null : Function.getFunction(new Pointer(address.address()));
  }
}
