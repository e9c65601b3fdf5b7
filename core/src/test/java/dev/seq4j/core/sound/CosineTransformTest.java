package dev.seq4j.core.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CosineTransformTest {

  @Test
  void ofTwoNumbersSumAndDifferenceByHand() {
    double[] coefficients = new CosineTransform(2, 2).of(new double[] {3, 1});
    assertThat(coefficients)
        .containsExactly(new double[] {4 / Math.sqrt(2), 2 / Math.sqrt(2)}, within(1e-12));
  }

  @Test
  void fewerCoefficientsAreTheFirstOfMore() {
    double[] values = {1, 4, 2, 8, 5};
    assertThat(new CosineTransform(3, 5).of(values))
        .isEqualTo(Arrays.copyOf(new CosineTransform(5, 5).of(values), 3));
  }

  @Property(tries = 50, seed = "1")
  void keepsTheLength(
      @ForAll @IntRange(min = 1, max = 30) int count, @ForAll @IntRange(min = 1) int seed) {
    double[] values = new SplittableRandom(seed).doubles(count, -5, 5).toArray();
    assertThat(squares(new CosineTransform(count, count).of(values)))
        .isCloseTo(squares(values), within(1e-9));
  }

  private static double squares(double[] values) {
    return Arrays.stream(values).map(x -> x * x).sum();
  }
}
