package dev.seq4j.datasets.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;

class RandomPortionsTest {

  @Property(tries = 200, seed = "1")
  void aRowIsAPieceOfTheTextAndItsLabelsAreTheNextTokens(
      @ForAll @IntRange(min = 2, max = 200) int tokens,
      @ForAll @IntRange(min = 1, max = 5) int batchSize,
      @ForAll @IntRange(min = 1, max = 200) int anyTime,
      @ForAll long seed) {
    int time = 1 + anyTime % (tokens - 1);
    // Counting ids, so that a row tells where it is from.
    RandomPortions portions =
        new RandomPortions(Samples.counting(tokens), tokens, batchSize, time, 3, seed);
    while (portions.hasNext()) {
      DataSet batch = portions.next();
      assertThat(batch.getFeatures().shape()).containsExactly(batchSize, time);
      assertThat(batch.getLabels().shape()).containsExactly(batchSize, 1, time);
      assertThat(batch.getFeaturesMaskArray()).isNull();
      for (int row = 0; row < batchSize; row++) {
        int[] features = Samples.row(batch.getFeatures(), row);
        int[] labels = Samples.row(batch.getLabels(), row);
        for (int t = 0; t < time; t++) {
          assertThat(features[t]).isEqualTo(features[0] + t);
          assertThat(labels[t]).isEqualTo(features[t] + 1);
        }
        assertThat(Samples.ones(batch.getLabelsMaskArray(), row)).isEqualTo(time);
      }
    }
  }

  @Test
  void everyPlaceOfTheTextIsReached() {
    RandomPortions portions = new RandomPortions(Samples.counting(10), 10, 4, 7, 50, 1);
    Set<Integer> starts = new HashSet<>();
    while (portions.hasNext()) {
      DataSet batch = portions.next();
      for (int row = 0; row < 4; row++) {
        starts.add(Samples.row(batch.getFeatures(), row)[0]);
      }
    }
    assertThat(starts).containsExactlyInAnyOrder(0, 1, 2);
  }

  @Test
  void batchesAndEpochsDiffer() {
    RandomPortions portions = new RandomPortions(Samples.counting(100_000), 100_000, 2, 5, 10, 1);
    Set<Integer> starts = new HashSet<>();
    for (int epoch = 0; epoch < 3; epoch++) {
      while (portions.hasNext()) {
        starts.add(Samples.row(portions.next().getFeatures(), 0)[0]);
      }
      portions.reset();
    }
    assertThat(starts).hasSizeGreaterThan(28);
  }

  @Test
  void namesWhatIsOutOfRange() {
    int[] text = Samples.counting(10);
    assertThatThrownBy(() -> new RandomPortions(text, 10, 1, 10, 1, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("text: has 10 tokens, a portion of 10 and the token after it need 11");
    assertThatThrownBy(() -> new RandomPortions(new int[0], 10, 1, 1, 1, 1))
        .hasMessage("text: has 0 tokens, a portion of 1 and the token after it need 2");
    assertThatThrownBy(() -> new RandomPortions(text, 9, 1, 5, 1, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("token 9, id = 9: must be in [0, 9)");
    assertThatThrownBy(() -> new RandomPortions(text, 10, 0, 5, 1, 1))
        .hasMessage("batch size = 0: must be 1 or above");
    assertThatThrownBy(() -> new RandomPortions(text, 10, 1, 0, 1, 1))
        .hasMessage("time = 0: must be 1 or above");
    assertThatThrownBy(() -> new RandomPortions(text, 10, 1, 5, 0, 1))
        .hasMessage("batches an epoch = 0: must be 1 or above");
  }
}
