package dev.seq4j.datasets.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.SentencePair;
import dev.seq4j.core.text.Vocabulary;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

class PairBatchesTest {

  private static final int WORDS = 30;
  private static final Vocabulary VOCABULARY = vocabulary();
  private static final int BOS = 2;
  private static final int EOS = 3;

  private static Vocabulary vocabulary() {
    var builder = Vocabulary.builder().withSpecials(Vocabulary.BOS_TOKEN, Vocabulary.EOS_TOKEN);
    for (int word = 0; word < WORDS; word++) {
      builder.add("w" + word);
    }
    return builder.build();
  }

  /** Pairs of lengths as of short sentences: 1 to 12, the translation about as long. */
  private static EncodedPairs pairs(int count) {
    Random random = new Random(11);
    int[][] sources = new int[count][];
    int[][] targets = new int[count][];
    for (int i = 0; i < count; i++) {
      int length = 1 + random.nextInt(12);
      sources[i] = random.ints(length, 4, 4 + WORDS).toArray();
      int translated = Math.max(0, length - 2 + random.nextInt(5));
      targets[i] = random.ints(translated, 4, 4 + WORDS).toArray();
    }
    return EncodedPairs.of(sources, targets, 4 + WORDS, 4 + WORDS);
  }

  private static PairBatches batches(int count, PairBuckets buckets) {
    return new PairBatches(pairs(count), VOCABULARY, buckets);
  }

  private static int[] row(INDArray ids, int row) {
    assertThat(ids.dataType()).isEqualTo(DataType.INT32);
    return ids.slice(row).dup('c').data().asInt();
  }

  private static void assertSame(MultiDataSet actual, MultiDataSet expected) {
    assertThat(actual.getFeatures()).isEqualTo(expected.getFeatures());
    assertThat(actual.getLabels()).isEqualTo(expected.getLabels());
    assertThat(actual.getFeaturesMaskArrays()).isEqualTo(expected.getFeaturesMaskArrays());
    assertThat(actual.getLabelsMaskArrays()).isEqualTo(expected.getLabelsMaskArrays());
  }

  @Test
  void aRowIsASentenceAndItsTranslationOneStepApart() {
    EncodedPairs pairs =
        EncodedPairs.of(
            new int[][] {{5, 6, 7}, {8}, {}}, new int[][] {{9, 10}, {11, 12, 13}, {}}, 34, 34);
    MultiDataSet batch = new PairBatches(pairs, VOCABULARY, PairBuckets.forEvaluation(3)).next();

    assertThat(batch.numFeatureArrays()).isEqualTo(2);
    assertThat(batch.numLabelsArrays()).isEqualTo(1);
    INDArray source = batch.getFeatures(0);
    assertThat(source.shape()).containsExactly(3, 3);
    assertThat(row(source, 0)).containsExactly(5, 6, 7);
    assertThat(row(source, 1)).as("nothing is an unknown word").containsExactly(1, 0, 0);
    assertThat(row(source, 2)).containsExactly(8, 0, 0);
    assertThat(row(batch.getFeatures(1), 0)).containsExactly(BOS, 9, 10, 0);
    assertThat(row(batch.getFeatures(1), 1)).containsExactly(BOS, 0, 0, 0);
    assertThat(row(batch.getFeatures(1), 2)).containsExactly(BOS, 11, 12, 13);
    INDArray labels = batch.getLabels(0);
    assertThat(labels.shape()).containsExactly(3, 1, 4);
    assertThat(row(labels, 0)).containsExactly(9, 10, EOS, 0);
    assertThat(row(labels, 1)).containsExactly(EOS, 0, 0, 0);
    assertThat(row(labels, 2)).containsExactly(11, 12, 13, EOS);
    assertThat(Samples.ones(batch.getFeaturesMaskArray(0), 2)).isEqualTo(1);
    assertThat(Samples.ones(batch.getFeaturesMaskArray(1), 0)).isEqualTo(3);
    assertThat(Samples.ones(batch.getLabelsMaskArray(0), 1)).isEqualTo(1);
    assertThat(batch.getLabelsMaskArray(0)).isEqualTo(batch.getFeaturesMaskArray(1));
  }

  @Property(tries = 60, seed = "1")
  void everyPairIsInOneBatchOfEveryEpoch(
      @ForAll @IntRange(min = 1, max = 90) int count,
      @ForAll @IntRange(min = 1, max = 20) int batchSize,
      @ForAll @IntRange(min = 30, max = 400) int maxTokens,
      @ForAll boolean shuffled) {
    PairBatches batches = batches(count, new PairBuckets(batchSize, maxTokens, 5, shuffled));
    EncodedPairs pairs = pairs(count);
    for (int epoch = 0; epoch < 2; epoch++) {
      int[] seen = new int[count];
      for (int number = 0; number < batches.batchesPerEpoch(); number++) {
        MultiDataSet batch = batches.next();
        int[] rows = batches.originalIndices(number);
        INDArray source = batch.getFeatures(0);
        assertThat(source.size(0)).isEqualTo(rows.length).isBetween(1L, (long) batchSize);
        assertThat(source.length() + batch.getFeatures(1).length()).isLessThanOrEqualTo(maxTokens);
        for (int row = 0; row < rows.length; row++) {
          seen[rows[row]]++;
          int[] ids = pairs.source(rows[row]);
          assertThat(Arrays.copyOf(row(source, row), ids.length)).isEqualTo(ids);
        }
      }
      assertThat(seen).containsOnly(1);
      assertThat(batches.hasNext()).isFalse();
      batches.reset();
    }
  }

  @Test
  void littleIsPaddedAndCompanyChanges() {
    PairBatches batches = batches(4000, PairBuckets.forTraining(32, 5));
    assertThat(batches.paddingShare()).isLessThan(0.02);
    int[][] company = new int[2][4000];
    for (int[] epoch : company) {
      for (int batch = 0; batch < batches.batchesPerEpoch(); batch++) {
        for (int pair : batches.originalIndices(batch)) {
          epoch[pair] = batch;
        }
      }
      batches.reset();
    }
    Random random = new Random(1);
    int together = 0;
    int again = 0;
    for (int i = 0; i < 400_000; i++) {
      int one = random.nextInt(4000);
      int other = random.nextInt(4000);
      if (one != other && company[0][one] == company[0][other]) {
        together++;
        again += company[1][one] == company[1][other] ? 1 : 0;
      }
    }
    assertThat(again).isLessThan(together / 2);
  }

  @Test
  void theLongestComeFirstInEvaluation() {
    PairBatches batches = batches(200, PairBuckets.forEvaluation(16));
    long before = Long.MAX_VALUE;
    while (batches.hasNext()) {
      long longest = batches.next().getFeatures(0).size(1);
      assertThat(longest).isLessThanOrEqualTo(before);
      before = longest;
    }
    batches.reset();
    assertSame(batches.next(), batches(200, PairBuckets.forEvaluation(16)).next());
  }

  @Property(tries = 30, seed = "1")
  void seekingGivesTheBatchesOfIterating(
      @ForAll @IntRange(max = 3) int epoch, @ForAll @IntRange(max = 12) int batch) {
    PairBatches iterated = batches(200, PairBuckets.forTraining(16, 5));
    for (int e = 0; e < epoch; e++) {
      iterated.reset();
    }
    for (int b = 0; b < batch; b++) {
      iterated.next();
    }
    PairBatches sought = batches(200, PairBuckets.forTraining(16, 5));
    sought.next();
    sought.seek(epoch, batch);
    assertSame(sought.next(), iterated.nextBatch());
  }

  @Test
  void ordersDifferByEpochAndSeed() {
    PairBatches one = batches(200, PairBuckets.forTraining(16, 5));
    PairBatches other = batches(200, PairBuckets.forTraining(16, 6));
    MultiDataSet first = one.next();

    assertThat(other.next().getFeatures(0)).isNotEqualTo(first.getFeatures(0));
    one.reset();
    assertThat(one.next().getFeatures(0)).isNotEqualTo(first.getFeatures(0));
  }

  @Test
  void keepsToTheContractOfIterators() {
    PairBatches batches = batches(50, PairBuckets.forTraining(16, 5));
    List<MultiDataSet> seen = new ArrayList<>();
    batches.setPreProcessor(seen::add);
    try (MemoryWorkspace workspace =
        Nd4j.getWorkspaceManager().getAndActivateWorkspace("pair-batches")) {
      MultiDataSet batch = batches.next(16);
      assertThat(workspace.getPrimaryOffset()).isZero();
      assertThat(batch.getFeatures(0).isAttached()).isFalse();
      assertThat(seen).containsExactly(batch);
    }
    assertThat(batches.resetSupported()).isTrue();
    assertThat(batches.asyncSupported()).isFalse();
    assertThatThrownBy(() -> batches.next(15)).isInstanceOf(UnsupportedOperationException.class);
    batches.seek(0, batches.batchesPerEpoch());
    assertThatThrownBy(batches::next)
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("epoch 0 has 4 batches");
    assertThatThrownBy(
            () -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(batches))
        .isInstanceOf(NotSerializableException.class);
  }

  @Test
  void encodesPairsOfSentences() {
    Function<String, int[]> ids = text -> VOCABULARY.encode(Samples.WHITE_SPACE.tokenize(text));

    EncodedPairs pairs =
        EncodedPairs.of(
            List.of(new SentencePair("w1 w2", "w3 w0"), new SentencePair("x", "")),
            ids,
            ids,
            VOCABULARY.size(),
            VOCABULARY.size());

    assertThat(pairs.size()).isEqualTo(2);
    assertThat(pairs.source(0)).isEqualTo(ids.apply("w1 w2"));
    assertThat(pairs.target(0)).isEqualTo(ids.apply("w3 w0"));
    assertThat(pairs.source(1)).containsExactly(Vocabulary.UNK);
    assertThat(pairs.target(1)).isEmpty();
  }

  @Test
  void refusesWhatDoesNotGoTogether() {
    int[][] one = {{4, 5}};
    refuses(() -> EncodedPairs.of(new int[0][], one, 34, 34), "pairs = 0: must be 1 or above");
    refuses(
        () -> EncodedPairs.of(one, new int[0][], 34, 34),
        "targets: 0 for 1 sources, one a source is needed");
    refuses(
        () -> EncodedPairs.of(one, new int[][] {{7, 0}}, 34, 34),
        "target 0, token 1, id = 0: must be in [1, 34)");
    EncodedPairs pairs = EncodedPairs.of(one, one, 34, 34);
    PairBuckets buckets = PairBuckets.forTraining(2, 1);
    refuses(
        () -> new PairBatches(pairs, Vocabulary.builder().add("a").build(), buckets),
        "vocabulary of 3 tokens: the targets are encoded with one of 34");
    EncodedPairs few = EncodedPairs.of(one, new int[][] {{1}}, 34, 3);
    refuses(
        () -> new PairBatches(few, Vocabulary.builder().add("a").build(), buckets),
        "vocabulary of the targets: must have the special token <bos>");
    refuses(
        () -> new PairBatches(pairs, VOCABULARY, buckets.withMaxTokens(4)),
        "max tokens = 4: must be at least the cells of the longest pair, 5");
    refuses(() -> PairBuckets.forTraining(0, 1), "batch size = 0: must be 1 or above");
    refuses(() -> buckets.withMaxTokens(0), "max tokens = 0: must be 1 or above");
  }

  private static void refuses(Runnable action, String message) {
    assertThatThrownBy(action::run).isInstanceOf(InvalidInputException.class).hasMessage(message);
  }
}
