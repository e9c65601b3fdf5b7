package dev.seq4j.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FloatLoopsTest {

  @Test
  void allActOnTheFirstFloatsOnly() {
    float[] x = {1f, -2f, 5f, 100f};
    float[] y = {2f, 3f, 4f, 5f};
    assertThat(FloatLoops.max(x, 3)).isEqualTo(5f);
    FloatLoops.scale(x, 2f, 1f, 3);
    assertThat(x).containsExactly(1f, -5f, 9f, 100f);
    FloatLoops.plus(x, y, 3);
    assertThat(x).containsExactly(3f, -2f, 13f, 100f);
    FloatLoops.addScaled(x, y, -2f, 3);
    assertThat(x).containsExactly(-1f, -8f, 5f, 100f);
    FloatLoops.multiply(x, y, 3);
    assertThat(x).containsExactly(-2f, -24f, 20f, 100f);
  }
}
