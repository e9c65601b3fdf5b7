package dev.seq4j.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.openblas.presets.openblas_nolapack.MklSetNumThreadsLocal;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class BlasTest {

  @Property(tries = 200, seed = "5", shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
  void equalsTheDefinition(
      @ForAll boolean transposeA,
      @ForAll boolean transposeB,
      @ForAll @IntRange(min = 0, max = 20) int m,
      @ForAll @IntRange(min = 0, max = 20) int n,
      @ForAll @IntRange(min = 0, max = 20) int k,
      @ForAll boolean add,
      @ForAll @LongRange(min = 0, max = 1000) long seed) {
    Random random = new Random(seed);
    int lda = (transposeA ? m : k) + random.nextInt(3) + 1;
    int ldb = (transposeB ? k : n) + random.nextInt(3) + 1;
    int ldc = n + random.nextInt(3) + 1;
    try (NativeArray a = random(random, 3 + (transposeA ? k : m) * lda);
        NativeArray b = random(random, 2 + (transposeB ? n : k) * ldb);
        NativeArray c = random(random, 1 + m * ldc)) {
      double[] expected = new double[1 + m * ldc];
      for (int i = 0; i < expected.length; i++) {
        expected[i] = c.get(i);
      }
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          double sum = add ? 2 * c.get(1 + i * ldc + j) : 0;
          for (int l = 0; l < k; l++) {
            double left = a.get(3 + (transposeA ? l * lda + i : i * lda + l));
            double right = b.get(2 + (transposeB ? j * ldb + l : l * ldb + j));
            sum += 0.5 * left * right;
          }
          expected[1 + i * ldc + j] = sum;
        }
      }
      if (!add) {
        for (int i = 0; i < m; i++) {
          for (int j = 0; j < n; j++) {
            c.put(1 + i * ldc + j, Double.NaN);
          }
        }
      }
      Blas.sgemm(
          transposeA,
          transposeB,
          m,
          n,
          k,
          0.5f,
          a.floats(),
          3,
          lda,
          b.floats(),
          2,
          ldb,
          add ? 2 : 0,
          c.floats(),
          1,
          ldc);
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) c.get(i)).isCloseTo(expected[i], offset(1e-4));
      }
    }
  }

  @Test
  void refusesMatricesThatDoNotFit() {
    try (NativeArray array = new NativeArray(12)) {
      NativeFloats floats = array.floats();
      assertThatThrownBy(() -> product(4, 3, 3, floats, 0, 3, floats, 0, 3, floats, 3, 3))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("C = [3, 15): must lie in [0, 12)");
      assertThatThrownBy(() -> product(2, 2, 5, floats, 0, 5, floats, 4, 2, floats, 0, 2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("B = [4, 14)");
      assertThatThrownBy(() -> product(2, 2, 2, floats, -1, 2, floats, 0, 2, floats, 0, 2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("A = [-1, 3)");
      assertThatThrownBy(() -> product(2, 2, 2, floats, 0, 1, floats, 0, 2, floats, 0, 2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("leading dimension of A = 1: must be at least 2");
      assertThatThrownBy(() -> product(-1, 2, 2, floats, 0, 2, floats, 0, 2, floats, 0, 2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("m, n, k = -1, 2, 2");
    }
  }

  @Test
  void theLastSessionPutsTheThreadCountBack() {
    try (NativeArray array = new NativeArray(3)) {
      product(1, 1, 1, array.floats(), 0, 1, array.floats(), 1, 1, array.floats(), 2, 1);
    }
    Assumptions.assumeTrue(Loader.addressof("openblas_get_num_threads") != null, "needs OpenBLAS");
    openblas_nolapack.blas_set_num_threads(3);
    Blas.Session first = Blas.singleThreaded();
    Blas.Session second = Blas.singleThreaded();
    assertThat(threads()).isEqualTo(1);
    first.close();
    first.close();
    assertThat(threads()).isEqualTo(1);
    second.close();
    assertThat(threads()).isEqualTo(3);
  }

  private static int threads() {
    return new Getter(Loader.addressof("openblas_get_num_threads")).call(0);
  }

  /** JavaCPP has no function pointer without arguments; the callee ignores the one too many. */
  private static final class Getter extends MklSetNumThreadsLocal {
    Getter(Pointer function) {
      put(function);
    }
  }

  private static void product(
      int m,
      int n,
      int k,
      NativeFloats a,
      long aOffset,
      int lda,
      NativeFloats b,
      long bOffset,
      int ldb,
      NativeFloats c,
      long cOffset,
      int ldc) {
    Blas.sgemm(false, false, m, n, k, 1, a, aOffset, lda, b, bOffset, ldb, 0, c, cOffset, ldc);
  }

  private static NativeArray random(Random random, int length) {
    NativeArray array = new NativeArray(length);
    for (int i = 0; i < length; i++) {
      array.put(i, random.nextGaussian());
    }
    return array;
  }
}
