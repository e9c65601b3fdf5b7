package dev.seq4j.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Every machine takes tiles here, whatever kernels its OpenBLAS has. */
class TiledProductTest {

  @Property(tries = 60, seed = "7", shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
  void equalsTheDefinition(
      @ForAll boolean transposeA,
      @ForAll boolean transposeB,
      @ForAll @IntRange(min = 1, max = 150) int m,
      @ForAll @IntRange(min = 1, max = 150) int n,
      @ForAll @IntRange(min = 1, max = 600) int k,
      @ForAll boolean add,
      @ForAll @LongRange(min = 0, max = 1000) long seed) {
    Random random = new Random(seed);
    int lda = (transposeA ? m : k) + random.nextInt(3);
    int ldb = (transposeB ? k : n) + random.nextInt(3);
    int ldc = n + random.nextInt(3);
    try (NativeArray a = random(random, (transposeA ? k : m) * lda);
        NativeArray b = random(random, 2 + (transposeB ? n : k) * ldb);
        NativeArray c = random(random, m * ldc)) {
      double[] expected = new double[m * ldc];
      for (int i = 0; i < expected.length; i++) {
        expected[i] = c.get(i);
      }
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          double sum = add ? 2 * c.get(i * ldc + j) : 0;
          for (int l = 0; l < k; l++) {
            double left = a.get(transposeA ? l * lda + i : i * lda + l);
            double right = b.get(2 + (transposeB ? j * ldb + l : l * ldb + j));
            sum += 0.5 * left * right;
          }
          expected[i * ldc + j] = sum;
          if (!add) {
            c.put(i * ldc + j, Double.NaN);
          }
        }
      }
      new TiledProduct()
          .compute(
              transposeA,
              transposeB,
              m,
              n,
              k,
              0.5f,
              a.floats().address(),
              lda,
              b.floats(),
              2,
              ldb,
              add ? 2 : 0,
              c.floats().address(),
              ldc);
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) c.get(i)).isCloseTo(expected[i], offset(2e-4));
      }
    }
  }

  private static NativeArray random(Random random, int length) {
    NativeArray array = new NativeArray(length);
    for (int i = 0; i < length; i++) {
      array.put(i, random.nextGaussian());
    }
    return array;
  }
}
