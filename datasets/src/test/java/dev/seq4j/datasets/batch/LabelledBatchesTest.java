package dev.seq4j.datasets.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class LabelledBatchesTest {

  private static final int[] PLACES = {0, 4, 5, 20, 33};

  private static LabelledPortions portions(int size, int time, int... places) {
    return new LabelledPortions(Samples.labelled(size), places, 4, time, 30, 7);
  }

  /** Tokens are their places from 1, so that a row tells where it is from. */
  @Property(tries = 100, seed = "1")
  void aRowBeginsAtAPlaceAndEveryOtherOneEndsBeforeAPlaceIfItCan(
      @ForAll @IntRange(min = 1, max = 45) int time) {
    LabelledPortions portions = portions(40, time, PLACES);
    while (portions.hasNext()) {
      DataSet batch = portions.next();
      assertThat(batch.getLabelsMaskArray()).isEqualTo(batch.getFeaturesMaskArray());
      for (int row = 0; row < 4; row++) {
        int[] ids = Samples.row(batch.getFeatures(), row);
        int[] labels = Samples.row(batch.getLabels(), row);
        int length = Samples.ones(batch.getFeaturesMaskArray(), row);
        int start = ids[0] - 1;
        assertThat(PLACES).contains(start);
        for (int t = 0; t < ids.length; t++) {
          assertThat(ids[t]).isEqualTo(t < length ? start + t + 1 : 0);
          assertThat(labels[t]).isEqualTo(t < length ? (start + t) % 4 : 0);
        }
        int farthest = Math.min(40, start + time);
        int end = farthest;
        for (int place : PLACES) {
          if (row % 2 == 0 && farthest < 40 && place > start && place <= farthest) {
            end = place;
          }
        }
        assertThat(start + length).isEqualTo(end);
      }
    }
  }

  @Property(tries = 100, seed = "1")
  void windowsJudgeEachTokenOnce(
      @ForAll @IntRange(min = 1, max = 120) int tokens,
      @ForAll @IntRange(min = 1, max = 5) int batchSize,
      @ForAll @IntRange(min = 4, max = 40) int length) {
    LabelledWindows windows = new LabelledWindows(Samples.labelled(tokens), batchSize, length);
    int next = 1;
    while (windows.hasNext()) {
      DataSet batch = windows.next();
      INDArray judged = batch.getLabelsMaskArray();
      for (int row = 0; row < batch.numExamples(); row++) {
        int[] ids = Samples.row(batch.getFeatures(), row);
        int[] labels = Samples.row(batch.getLabels(), row);
        for (int t = 0; t < ids.length; t++) {
          assertThat(batch.getFeaturesMaskArray().getDouble(row, t)).isEqualTo(ids[t] > 0 ? 1 : 0);
          if (judged.getDouble(row, t) == 1) {
            assertThat(ids[t]).isEqualTo(next++);
            assertThat(labels[t]).isEqualTo((ids[t] - 1) % 4);
          }
        }
      }
    }
    assertThat(next).isEqualTo(tokens + 1);
  }

  @Test
  void namesItsClassesAndSizes() {
    LabelledWindows windows = new LabelledWindows(Samples.labelled(9), 2, 8);
    assertThat(windows.getLabels()).containsExactly("a", "b", "c", "d");
    assertThat(windows.totalOutcomes()).isEqualTo(4);
    assertThat(windows.inputColumns()).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 4, 40})
  void refusesPlacesThatDoNotRiseOrAreNone(int second) {
    assertThatThrownBy(() -> portions(40, 5, 4, second))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("place 1 = " + second + ": must be in [5, 40)");
  }

  @Test
  void refusesWhatIsOutOfRange() {
    assertThatThrownBy(() -> portions(40, 5))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("places = 0: must be 1 or above");
    assertThatThrownBy(() -> portions(40, 0, PLACES))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("time = 0: must be 1 or above");
    List<String> names = List.of("a", "b");
    assertThatThrownBy(() -> new LabelledTokens(new int[] {1, 2}, new int[] {0, 2}, names, 3))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("token 1, label = 2: must be in [0, 2)");
    assertThatThrownBy(() -> new LabelledTokens(new int[] {1, 3}, new int[] {0, 1}, names, 3))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("token 1, id = 3: must be in [1, 3)");
    assertThatThrownBy(() -> new LabelledTokens(new int[] {1}, new int[0], names, 3))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("labels: 0 for 1 tokens");
  }
}
