package dev.seq4j.benchmarks.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Two computations in FLOAT gave the same. */
final class Close {

  private static final double TOLERANCE = 1e-4;

  private Close() {}

  /** Asserts that no value is off by more than 1e-4, or 1e-4 of itself if it is above 1. */
  static void assertClose(String what, float[] ours, float[] theirs) {
    assertThat(ours).as(what).hasSameSizeAs(theirs);
    for (int i = 0; i < ours.length; i++) {
      double allowed = TOLERANCE * Math.max(1, Math.abs(theirs[i]));
      assertThat((double) ours[i]).as("%s[%d]", what, i).isCloseTo(theirs[i], within(allowed));
    }
  }
}
