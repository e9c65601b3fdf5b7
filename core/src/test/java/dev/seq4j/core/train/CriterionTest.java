package dev.seq4j.core.train;

import static dev.seq4j.core.train.Criterion.ACCURACY;
import static dev.seq4j.core.train.Criterion.LOSS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CriterionTest {

  private static final Metrics BEST = new Metrics(0.5, 0.8, 10);

  @ParameterizedTest
  @EnumSource
  void theFirstIsBetterThanNone(Criterion criterion) {
    assertThat(criterion.better(BEST, null)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void anEqualOneIsNotBetter(Criterion criterion) {
    assertThat(criterion.better(BEST, BEST)).isFalse();
  }

  @Test
  void aLowerLossIsBetterWhateverTheAccuracy() {
    assertThat(LOSS.better(new Metrics(0.4, 0.1, 10), BEST)).isTrue();
    assertThat(LOSS.better(new Metrics(0.6, 0.9, 10), BEST)).isFalse();
  }

  @Test
  void aHigherAccuracyIsBetterAndTheLossDecidesBetweenEquals() {
    assertThat(ACCURACY.better(new Metrics(0.9, 0.9, 10), BEST)).isTrue();
    assertThat(ACCURACY.better(new Metrics(0.1, 0.7, 10), BEST)).isFalse();
    assertThat(ACCURACY.better(new Metrics(0.4, 0.8, 10), BEST)).isTrue();
    assertThat(ACCURACY.better(new Metrics(0.6, 0.8, 10), BEST)).isFalse();
  }
}
