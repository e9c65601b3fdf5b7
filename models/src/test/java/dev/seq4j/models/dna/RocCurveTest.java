package dev.seq4j.models.dna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.InvalidInputException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RocCurveTest {

  private static double area(double[] scores, boolean... positive) {
    return RocCurve.of(scores, positive).area();
  }

  @Test
  void areasByHand() {
    assertThat(area(new double[] {4, 3, 2, 1}, true, true, false, false)).isEqualTo(1);
    assertThat(area(new double[] {1, 2, 3, 4}, true, true, false, false)).isZero();
    // Of the four pairs three are in order: 4 > 3, 4 > 1, 2 > 1, but 2 < 3.
    assertThat(area(new double[] {4, 3, 2, 1}, true, false, true, false)).isEqualTo(0.75);
    assertThat(area(new double[] {1, 1, 1}, true, false, false)).isEqualTo(0.5);
    // 2 > 1 counts whole, 2 = 2 half.
    assertThat(area(new double[] {2, 2, 1}, true, false, false)).isEqualTo(0.75);
    assertThat(area(new double[] {Double.NEGATIVE_INFINITY, 0}, false, true)).isEqualTo(1);
  }

  @Test
  void goesFromNothingToAll() {
    RocCurve curve =
        RocCurve.of(new double[] {3, 2, 2, 1}, new boolean[] {true, true, false, false});
    assertThat(curve.points())
        .containsExactly(
            new RocCurve.Point(0, 0),
            new RocCurve.Point(0, 0.5),
            new RocCurve.Point(0.5, 1),
            new RocCurve.Point(1, 1));
  }

  @Property(tries = 200, seed = "1")
  void isTheShareOfPairsInOrder(
      @ForAll @Size(min = 2, max = 30) int @IntRange(min = 0, max = 9) [] scores) {
    boolean[] positive = new boolean[scores.length];
    double[] numbers = new double[scores.length];
    for (int i = 0; i < scores.length; i++) {
      positive[i] = i % 2 == 0;
      numbers[i] = scores[i];
    }
    double inOrder = 0;
    int pairs = 0;
    for (int i = 0; i < scores.length; i += 2) {
      for (int j = 1; j < scores.length; j += 2) {
        inOrder += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
        pairs++;
      }
    }
    assertThat(area(numbers, positive)).isCloseTo(inOrder / pairs, within(1e-12));
  }

  @Test
  void needsBothClassesAndNumbers() {
    assertThatThrownBy(() -> area(new double[] {1, 2}, true, true))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("examples = 2 positive, 0 negative: must be one or more of each");
    assertThatThrownBy(() -> area(new double[] {1, Double.NaN}, true, false))
        .hasMessageContaining("NaN");
  }
}
