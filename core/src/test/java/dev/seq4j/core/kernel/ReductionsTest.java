package dev.seq4j.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ReductionsTest {

  @Test
  void sumsOfAnyLengthAreThoseOfALoop() {
    Random random = new Random(1);
    for (int length = 0; length < 40; length++) {
      float[] x = new float[length + 1];
      float[] y = new float[length + 1];
      double sum = 0;
      double dot = 0;
      for (int i = 0; i < length; i++) {
        x[i] = random.nextFloat();
        y[i] = random.nextFloat();
        sum += x[i];
        dot += x[i] * y[i];
      }
      x[length] = 1000f;
      y[length] = 1000f;
      assertThat((double) Reductions.sum(x, length)).isCloseTo(sum, within(1e-5));
      assertThat((double) Reductions.dot(x, y, length)).isCloseTo(dot, within(1e-5));
    }
  }
}
