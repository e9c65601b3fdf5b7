package dev.seq4j.models.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.models.forecast.WalkForward.Fold;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WalkForwardTest {

  @Test
  void foldsByHand() {
    assertThat(WalkForward.folds(100, 2, 0.4, 0.1))
        .containsExactly(new Fold(54, 60, 80), new Fold(72, 80, 100));
  }

  @Test
  void theWholeSeriesIsLearnedAndChosenByForWhatComesAfterIt() {
    assertThat(WalkForward.whole(100, 0.15)).isEqualTo(new Fold(85, 100, 100));
    assertThatThrownBy(() -> WalkForward.whole(1, 0.15))
        .hasMessage("days = 1: too few to learn from");
    assertThatThrownBy(() -> WalkForward.whole(10, 1))
        .hasMessage("validation = 1.0: must be in (0, 1)");
  }

  @Property(tries = 300, seed = "1")
  void everyDayOfTheTestIsForeseenOnceAndOnlyFromBefore(
      @ForAll @IntRange(min = 40, max = 500) int days,
      @ForAll @IntRange(min = 1, max = 8) int folds,
      @ForAll @DoubleRange(min = 0.25, max = 0.75) double test,
      @ForAll @DoubleRange(min = 0.05, max = 0.5) double validation) {
    List<Fold> all = WalkForward.folds(days, folds, test, validation);
    assertThat(all).hasSize(folds);
    int next = all.get(0).begins();
    for (Fold fold : all) {
      assertThat(fold.begins()).isEqualTo(next);
      assertThat(fold.chooses()).isBetween(1, fold.begins() - 1);
      assertThat(fold.ends()).isGreaterThan(fold.begins());
      next = fold.ends();
    }
    assertThat(next).isEqualTo(days);
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> WalkForward.folds(100, 0, 0.4, 0.1))
        .hasMessage("folds = 0: must be 1 or above");
    assertThatThrownBy(() -> WalkForward.folds(10, 8, 0.4, 0.1))
        .hasMessage("days = 10: too few for 8 folds");
    assertThatThrownBy(() -> WalkForward.folds(100, 2, 1, 0.1))
        .hasMessage("test = 1.0: must be in (0, 1)");
  }
}
