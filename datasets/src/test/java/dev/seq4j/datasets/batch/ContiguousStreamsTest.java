package dev.seq4j.datasets.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;

class ContiguousStreamsTest {

  @Property(tries = 300, seed = "1")
  void theRowsOfAllBatchesAreTheText(
      @ForAll @IntRange(min = 2, max = 300) int tokens,
      @ForAll @IntRange(max = 300) int anyBatchSize,
      @ForAll @IntRange(min = 1, max = 50) int time) {
    int batchSize = 1 + anyBatchSize % Math.min(20, tokens - 1);
    ContiguousStreams streams =
        new ContiguousStreams(Samples.counting(tokens), tokens, batchSize, time);
    for (int epoch = 0; epoch < 2; epoch++) {
      List<List<Integer>> rows = new ArrayList<>();
      IntStream.range(0, batchSize).forEach(row -> rows.add(new ArrayList<>()));
      int batches = 0;
      while (streams.hasNext()) {
        assertThat(streams.continuesPrevious()).isEqualTo(batches > 0);
        DataSet batch = streams.next();
        batches++;
        long steps = batch.getFeatures().size(1);
        assertThat(steps).isBetween(batches < streams.batchesPerEpoch() ? time : 1L, (long) time);
        assertThat(batch.getFeatures().size(0)).isEqualTo(batchSize);
        assertThat(batch.getLabels().shape()).containsExactly(batchSize, 1, steps);
        assertThat(batch.getFeaturesMaskArray()).isNull();
        for (int row = 0; row < batchSize; row++) {
          append(batch, row, rows.get(row));
        }
      }
      List<Integer> text = rows.stream().flatMap(List::stream).toList();
      assertThat(text).containsExactlyElementsOf(IntStream.range(0, tokens - 1).boxed().toList());
      assertThat(batches).isEqualTo(streams.batchesPerEpoch());
      streams.reset();
    }
  }

  /** Adds a row's tokens and checks the labels and that nothing is hidden in masked cells. */
  private static void append(DataSet batch, int row, List<Integer> tokens) {
    int[] features = Samples.row(batch.getFeatures(), row);
    int[] labels = Samples.row(batch.getLabels(), row);
    int length = Samples.ones(batch.getLabelsMaskArray(), row);
    assertThat(length).isBetween(features.length - 1, features.length);
    for (int t = 0; t < features.length; t++) {
      if (t < length) {
        tokens.add(features[t]);
        assertThat(labels[t]).isEqualTo(features[t] + 1);
      } else {
        assertThat(features[t]).isZero();
        assertThat(labels[t]).isZero();
      }
    }
  }

  @Test
  void dividesATextUnevenly() {
    ContiguousStreams streams = new ContiguousStreams(Samples.counting(12), 12, 3, 2);
    assertThat(streams.batchesPerEpoch()).isEqualTo(2);
    DataSet first = streams.next();
    assertThat(Samples.row(first.getFeatures(), 0)).containsExactly(0, 1);
    assertThat(Samples.row(first.getFeatures(), 1)).containsExactly(4, 5);
    assertThat(Samples.row(first.getFeatures(), 2)).containsExactly(8, 9);
    DataSet second = streams.next();
    assertThat(Samples.row(second.getFeatures(), 0)).containsExactly(2, 3);
    assertThat(Samples.row(second.getFeatures(), 1)).containsExactly(6, 7);
    assertThat(Samples.row(second.getFeatures(), 2)).containsExactly(10, 0);
    assertThat(Samples.row(second.getLabels(), 2)).containsExactly(11, 0);
    assertThat(Samples.ones(second.getLabelsMaskArray(), 2)).isEqualTo(1);
  }

  @Test
  void anEpochBeginsAnew() {
    ContiguousStreams streams = new ContiguousStreams(Samples.counting(50), 50, 2, 5);
    streams.next();
    assertThat(streams.continuesPrevious()).isTrue();
    streams.reset();
    assertThat(streams.continuesPrevious()).isFalse();
    streams.seek(3, 2);
    assertThat(streams.continuesPrevious()).isTrue();
    streams.seek(3, streams.batchesPerEpoch());
    assertThat(streams.continuesPrevious()).as("at the end").isFalse();
  }

  @Test
  void namesWhatIsOutOfRange() {
    int[] text = Samples.counting(10);
    assertThatThrownBy(() -> new ContiguousStreams(text, 10, 10, 5))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("text: has 10 tokens, 10 streams and the token after them need 11");
    assertThatThrownBy(() -> new ContiguousStreams(text, 5, 2, 5))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("token 5, id = 5: must be in [0, 5)");
    assertThatThrownBy(() -> new ContiguousStreams(text, 10, 0, 5))
        .hasMessage("batch size = 0: must be 1 or above");
    assertThatThrownBy(() -> new ContiguousStreams(text, 10, 2, 0))
        .hasMessage("time = 0: must be 1 or above");
  }
}
