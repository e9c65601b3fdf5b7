package dev.seq4j.core.kernel.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.kernel.NativeArray;
import dev.seq4j.core.kernel.Randoms;
import dev.seq4j.core.kernel.Shards;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdamKernelTest {

  private static final double RATE = 0.01;
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.99;
  private static final double EPSILON = 1e-6;

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 4096, 4097, 130_001})
  void aFewStepsGoWhereThePaperSays(int length) {
    double scale = 0.5;
    double l2 = 0.1;
    double decay = 0.02;
    Random random = new Random(length);
    double[] p = Randoms.vector(random, length);
    double[] m = new double[length];
    double[] v = new double[length];
    try (Memory memory = new Memory(p, new Shards(2))) {
      for (int t = 1; t <= 3; t++) {
        double[] g = Randoms.vector(random, length);
        memory.step(
            AdamStep.of(RATE, BETA1, BETA2, EPSILON, t)
                .withGradientScale(scale)
                .withPenalties(l2, decay),
            g);
        for (int i = 0; i < length; i++) {
          double gradient = scale * g[i] + l2 * p[i];
          m[i] = BETA1 * m[i] + (1 - BETA1) * gradient;
          v[i] = BETA2 * v[i] + (1 - BETA2) * gradient * gradient;
          double mean = m[i] / (1 - Math.pow(BETA1, t));
          double square = v[i] / (1 - Math.pow(BETA2, t));
          // The paper adds epsilon to the corrected root, everybody's code to the other.
          double root = Math.sqrt(square) + EPSILON / Math.sqrt(1 - Math.pow(BETA2, t));
          p[i] = p[i] - RATE * mean / root - decay * p[i];
        }
      }
      for (int i = 0; i < length; i++) {
        assertThat((double) memory.p.get(i)).as("p[%d]", i).isCloseTo(p[i], within(1e-5));
      }
      assertThat(memory.p.canaries() + memory.m.canaries() + memory.v.canaries()).isZero();
    }
  }

  @Test
  void theNumberOfThreadsChangesNoBit() {
    int length = 300_000;
    double[] p = Randoms.vector(new Random(1), length);
    double[] g = Randoms.vector(new Random(2), length);
    try (Memory one = new Memory(p, new Shards(1));
        Memory three = new Memory(p, new Shards(3))) {
      AdamStep step = AdamStep.of(RATE, BETA1, BETA2, EPSILON, 1);
      one.step(step, g);
      three.step(step, g);
      for (int i = 0; i < length; i++) {
        assertThat(one.p.get(i)).isEqualTo(three.p.get(i));
      }
      assertThat(one.kernel.norm(one.g.floats())).isEqualTo(three.kernel.norm(three.g.floats()));
    }
  }

  @Test
  void theNormIsThatOfAllValues() {
    double[] values = Randoms.vector(new Random(3), 10_001);
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    try (NativeArray array = NativeArray.of(new double[][] {values})) {
      AdamKernel kernel = new AdamKernel(new Shards(2));
      assertThat(kernel.norm(array.floats())).isCloseTo(Math.sqrt(sum), within(1e-4));
      array.put(5000, Double.NaN);
      assertThat(kernel.norm(array.floats())).isNaN();
      array.put(5000, Double.NEGATIVE_INFINITY);
      assertThat(kernel.norm(array.floats())).isInfinite();
    }
  }

  @Test
  void lengthsThatDifferAreRefused() {
    try (NativeArray three = new NativeArray(3);
        NativeArray four = new NativeArray(4)) {
      assertThatThrownBy(
              () ->
                  new AdamKernel(new Shards(1))
                      .step(
                          AdamStep.of(RATE, BETA1, BETA2, EPSILON, 1),
                          four.floats(),
                          four.floats(),
                          three.floats(),
                          four.floats()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("parameters, gradient, m, v: 4, 4, 3, 4: must be equally long");
    }
  }

  /** Parameters and what belongs to them. */
  private static final class Memory implements AutoCloseable {

    final AdamKernel kernel;
    final NativeArray p;
    final NativeArray g;
    final NativeArray m;
    final NativeArray v;

    Memory(double[] parameters, Shards shards) {
      kernel = new AdamKernel(shards);
      p = NativeArray.of(new double[][] {parameters});
      g = NativeArray.of(new double[][] {parameters});
      m = NativeArray.of(new double[][] {new double[parameters.length]});
      v = NativeArray.of(new double[][] {new double[parameters.length]});
    }

    void step(AdamStep step, double[] gradient) {
      for (int i = 0; i < gradient.length; i++) {
        g.put(i, gradient[i]);
      }
      kernel.step(step, p.floats(), g.floats(), m.floats(), v.floats());
    }

    @Override
    public void close() {
      p.close();
      g.close();
      m.close();
      v.close();
    }
  }
}
