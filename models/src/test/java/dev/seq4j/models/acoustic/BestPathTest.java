package dev.seq4j.models.acoustic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BestPathTest {

  private static final int LABELS = 3;

  private static double score(float[][] probabilities, int[] path, double cost) {
    double score = 0;
    for (int t = 0; t < path.length; t++) {
      score += Math.log(probabilities[t][path[t]]);
      score -= t > 0 && path[t] != path[t - 1] ? cost : 0;
    }
    return score;
  }

  @Property(tries = 100, seed = "1")
  void noPathOfAllIsBetter(
      @ForAll @IntRange(min = 1, max = 6) int frames,
      @ForAll @DoubleRange(max = 3) double cost,
      @ForAll @IntRange(min = 1) int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] probabilities = new float[frames][LABELS];
    for (float[] row : probabilities) {
      for (int k = 0; k < LABELS; k++) {
        row[k] = (float) random.nextDouble(0.01, 1);
      }
    }
    double best = Double.NEGATIVE_INFINITY;
    for (int number = 0; number < Math.pow(LABELS, frames); number++) {
      int[] path = new int[frames];
      for (int t = 0, rest = number; t < frames; t++, rest /= LABELS) {
        path[t] = rest % LABELS;
      }
      best = Math.max(best, score(probabilities, path, cost));
    }
    int[] found = BestPath.of(probabilities, cost);
    assertThat(score(probabilities, found, cost)).isCloseTo(best, within(1e-9));
  }

  /** A word in between costs 2 c and gains ln(0.8 / 0.2): it is there up to c = ln 2. */
  @Test
  void oneDoubtfulFrameMakesAWordUpToACost() {
    float[][] probabilities = {{0.9f, 0.1f}, {0.2f, 0.8f}, {0.9f, 0.1f}};
    assertThat(BestPath.of(probabilities, 0)).containsExactly(0, 1, 0);
    assertThat(BestPath.of(probabilities, Math.log(2) - 0.01)).containsExactly(0, 1, 0);
    assertThat(BestPath.of(probabilities, Math.log(2) + 0.01)).containsExactly(0, 0, 0);
  }

  @Test
  void anImpossibleLabelIsNotTheEnd() {
    assertThat(BestPath.of(new float[][] {{1, 0}, {0, 1}, {0, 1}}, 5)).containsExactly(0, 1, 1);
    assertThat(BestPath.of(new float[0][], 5)).isEmpty();
  }
}
