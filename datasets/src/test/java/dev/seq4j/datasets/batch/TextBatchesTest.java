package dev.seq4j.datasets.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class TextBatchesTest {

  @Provide
  Arbitrary<LengthBuckets> buckets() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 9),
            Arbitraries.of(LengthBuckets.ANY_NUMBER_OF_TOKENS, 40, 60, 100),
            Arbitraries.of(0.0, 0.04, 0.3, 0.9),
            Arbitraries.longs(),
            Arbitraries.of(true, false))
        .as(LengthBuckets::new);
  }

  private static TextBatches batches(List<Integer> lengths, LengthBuckets buckets) {
    return new TextBatches(Samples.ofLengths(lengths.stream().mapToInt(i -> i).toArray()), buckets);
  }

  @Property(tries = 200, seed = "1")
  void everyTextIsInABatchOnceAnEpoch(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 1, max = 40) Integer> lengths,
      @ForAll("buckets") LengthBuckets buckets) {
    TextBatches batches = batches(lengths, buckets);
    for (int epoch = 0; epoch < 3; epoch++) {
      List<Integer> seen = new ArrayList<>();
      int count = 0;
      while (batches.hasNext()) {
        int[] texts = batches.originalIndices(count);
        assertBatch(batches.next(), texts, lengths);
        assertThat(texts.length).isBetween(1, buckets.batchSize());
        assertThat((long) texts.length * lengths.get(texts[0]))
            .isLessThanOrEqualTo(buckets.maxTokens());
        Arrays.stream(texts).forEach(seen::add);
        count++;
      }
      assertThat(count).isEqualTo(batches.batchesPerEpoch());
      assertThat(seen).doesNotHaveDuplicates().hasSize(lengths.size());
      batches.reset();
    }
  }

  /** Each row is its text, then padding, and the rows get no longer. */
  private static void assertBatch(DataSet batch, int[] texts, List<Integer> lengths) {
    assertThat(batch.getFeatures().shape()).containsExactly(texts.length, lengths.get(texts[0]));
    assertThat(batch.getLabels().shape()).containsExactly(texts.length, 1);
    assertThat(batch.getFeaturesMaskArray().shape()).isEqualTo(batch.getFeatures().shape());
    assertThat(batch.getLabelsMaskArray()).isNull();
    int before = Integer.MAX_VALUE;
    for (int row = 0; row < texts.length; row++) {
      int text = texts[row];
      int length = lengths.get(text);
      int[] expected = new int[lengths.get(texts[0])];
      Arrays.fill(expected, 0, length, text + 1);
      assertThat(Samples.row(batch.getFeatures(), row)).isEqualTo(expected);
      assertThat(Samples.ones(batch.getFeaturesMaskArray(), row)).isEqualTo(length);
      assertThat(Samples.row(batch.getLabels(), row)).containsExactly(text % 2);
      assertThat(length).isLessThanOrEqualTo(before);
      before = length;
    }
  }

  @Test
  void littleIsPaddedOnTextsAsLongAsReviews() {
    EncodedTexts texts = Samples.ofLengths(Samples.reviewLengths(20_000));
    TextBatches training = new TextBatches(texts, LengthBuckets.forTraining(128, 1));
    for (int epoch = 0; epoch < 3; epoch++) {
      assertThat(training.paddingShare()).isBetween(0.01, 0.05);
      training.reset();
    }
    assertThat(new TextBatches(texts, LengthBuckets.forEvaluation(128)).paddingShare())
        .isLessThan(0.01);
  }

  @Test
  void onlyOneBatchIsSmallerWithoutALimitOnTokens() {
    TextBatches batches =
        new TextBatches(
            Samples.ofLengths(Samples.reviewLengths(1_000)), LengthBuckets.forTraining(64, 1));
    int[] sizes =
        IntStream.range(0, batches.batchesPerEpoch())
            .map(batch -> batches.originalIndices(batch).length)
            .sorted()
            .toArray();
    assertThat(sizes).hasSize(16).startsWith(1_000 - 15 * 64);
    assertThat(Arrays.copyOfRange(sizes, 1, 16)).containsOnly(64);
  }

  @Test
  void aTextHasOtherCompanyInEachEpoch() {
    TextBatches batches =
        new TextBatches(
            Samples.ofLengths(Samples.reviewLengths(5_000)), LengthBuckets.forTraining(50, 1));
    int[][] first = new int[5_000][];
    for (int batch = 0; batch < 100; batch++) {
      int[] texts = batches.originalIndices(batch);
      Arrays.stream(texts).forEach(text -> first[text] = texts);
    }
    batches.reset();
    long again = 0;
    for (int batch = 0; batch < 100; batch++) {
      int[] texts = batches.originalIndices(batch);
      for (int text : texts) {
        Set<Integer> before = new HashSet<>();
        Arrays.stream(first[text]).forEach(before::add);
        again += Arrays.stream(texts).filter(before::contains).count() - 1;
      }
    }
    assertThat(again / (5_000.0 * 49)).isLessThan(0.25);
  }

  @Test
  void shortAndLongBatchesComeInARandomOrder() {
    TextBatches batches =
        new TextBatches(
            Samples.ofLengths(Samples.reviewLengths(5_000)), LengthBuckets.forTraining(50, 1));
    int[] longest =
        IntStream.range(0, 100)
            .map(batch -> batches.originalIndices(batch)[0])
            .map(text -> Samples.reviewLengths(5_000)[text])
            .toArray();
    long rises = IntStream.range(1, 100).filter(i -> longest[i] > longest[i - 1]).count();
    assertThat(rises).isBetween(30L, 60L);
    int[] firstHalf = Arrays.copyOf(longest, 50);
    assertThat(Arrays.stream(firstHalf).average().getAsDouble())
        .isCloseTo(Arrays.stream(longest).average().getAsDouble(), Percentage.withPercentage(15));
  }

  @Test
  void evaluationHasTheSameBatchesEachEpochTheLongestFirst() {
    TextBatches batches =
        new TextBatches(Samples.ofLengths(2, 5, 3, 5, 1), LengthBuckets.forEvaluation(2));
    for (int epoch = 0; epoch < 3; epoch++) {
      assertThat(batches.originalIndices(0)).containsExactly(1, 3);
      assertThat(batches.originalIndices(1)).containsExactly(2, 0);
      assertThat(batches.originalIndices(2)).containsExactly(4);
      batches.reset();
    }
  }

  @Test
  void knowsItsClassesAndVocabulary() {
    TextBatches batches =
        new TextBatches(Samples.ofLengths(2, 5, 3), LengthBuckets.forTraining(2, 1));
    assertThat(batches.getLabels()).containsExactly("negative", "positive");
    assertThat(batches.totalOutcomes()).isEqualTo(2);
    assertThat(batches.inputColumns()).isEqualTo(4);
    assertThat(batches.batch()).isEqualTo(2);
  }

  @Test
  void wordDropoutMakesSomeWordsUnknownOthersInEachEpoch() {
    int[] lengths = Samples.reviewLengths(200);
    TextBatches plain =
        new TextBatches(Samples.ofLengths(lengths), LengthBuckets.forTraining(32, 1));
    TextBatches dropping = plain.withWordDropout(0.2, 5);
    double share = 0;
    for (int batch = 0; batch < 3; batch++) {
      dropping.seek(1, batch);
      DataSet dropped = dropping.next();
      plain.seek(1, batch);
      DataSet whole = plain.next();
      assertThat(dropped.getFeaturesMaskArray()).isEqualTo(whole.getFeaturesMaskArray());
      assertThat(dropped.getLabels()).isEqualTo(whole.getLabels());
      int[] ids = ids(dropped);
      int[] before = ids(whole);
      int unknown = 0;
      int words = 0;
      for (int i = 0; i < ids.length; i++) {
        assertThat(ids[i]).isIn(before[i], before[i] == 0 ? 0 : 1);
        words += before[i] == 0 ? 0 : 1;
        unknown += ids[i] == before[i] ? 0 : 1;
      }
      share += (double) unknown / words / 3;
      dropping.seek(1, batch);
      assertThat(dropping.next().getFeatures()).isEqualTo(dropped.getFeatures());
    }
    assertThat(share).isBetween(0.18, 0.22);
    dropping.seek(1, 0);
    INDArray first = dropping.next().getFeatures();
    TextBatches other = plain.withWordDropout(0.2, 6);
    other.seek(1, 0);
    assertThat(other.next().getFeatures()).as("another seed").isNotEqualTo(first);
    assertThatThrownBy(() -> plain.withWordDropout(1, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("word dropout = 1.0: must be in [0, 1)");
  }

  private static int[] ids(DataSet batch) {
    return batch.getFeatures().reshape(batch.getFeatures().length()).toIntVector();
  }
}
