package dev.seq4j.datasets.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class CopyTaskTest {

  @Property(tries = 100, seed = "1")
  void eachSymbolIsToBeSaidAfterTheDistance(
      @ForAll @IntRange(min = 1, max = 8) int shown,
      @ForAll @IntRange(min = 1, max = 40) int more,
      @ForAll @IntRange(min = 2, max = 9) int symbols,
      @ForAll @IntRange(min = 1, max = 4) int batchSize,
      @ForAll long seed) {
    int distance = shown + more;
    CopyTask task = new CopyTask(distance, shown, symbols, batchSize, 2, seed);
    int time = distance + shown;
    assertThat(task.time()).isEqualTo(time);
    while (task.hasNext()) {
      DataSet batch = task.next();
      assertThat(batch.getFeatures().shape()).containsExactly(batchSize, time);
      assertThat(batch.getLabels().shape()).containsExactly(batchSize, 1, time);
      INDArray mask = batch.getLabelsMaskArray();
      for (int row = 0; row < batchSize; row++) {
        int[] features = Samples.row(batch.getFeatures(), row);
        int[] labels = Samples.row(batch.getLabels(), row);
        for (int t = 0; t < time; t++) {
          boolean counts = t >= distance;
          assertThat(mask.getInt(row, t)).isEqualTo(counts ? 1 : 0);
          if (counts) {
            assertThat(labels[t]).isEqualTo(features[t - distance]).isLessThan(symbols);
          }
          if (t >= shown) {
            assertThat(features[t]).isEqualTo(t == distance - 1 ? symbols + 1 : symbols);
          }
        }
      }
    }
  }

  @Test
  void allSymbolsCome() {
    int[] row = Samples.row(new CopyTask(101, 100, 5, 1, 1, 1).next().getFeatures(), 0);
    assertThat(row).contains(0, 1, 2, 3, 4);
  }

  @Test
  void namesWhatIsOutOfRange() {
    assertThatThrownBy(() -> new CopyTask(5, 5, 8, 1, 1, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("distance = 5: must be 6 or above, for 5 symbols and the mark");
    assertThatThrownBy(() -> new CopyTask(5, 0, 8, 1, 1, 1))
        .hasMessage("symbols shown = 0: must be 1 or above");
    assertThatThrownBy(() -> new CopyTask(5, 2, 1, 1, 1, 1))
        .hasMessage("kinds of symbols = 1: must be 2 or above");
    assertThatThrownBy(() -> new CopyTask(5, 2, 8, 0, 1, 1))
        .hasMessage("batch size = 0: must be 1 or above");
    assertThatThrownBy(() -> new CopyTask(5, 2, 8, 1, 0, 1))
        .hasMessage("batches an epoch = 0: must be 1 or above");
  }
}
