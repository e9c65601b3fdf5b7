package dev.seq4j.datasets.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.LabelledText;
import dev.seq4j.core.train.ResumableIterator;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.AsyncDataSetIterator;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.factory.Nd4j;

/** What DL4J and a trainer expect of every iterator of this package. */
class IteratorContractTest {

  enum Kind {
    TRAINING(() -> texts(LengthBuckets.forTraining(16, 5)), true),
    TOKEN_LIMIT(() -> texts(LengthBuckets.forTraining(16, 5).withMaxTokens(2_000)), true),
    EVALUATION(() -> texts(LengthBuckets.forEvaluation(16)), false),
    PORTIONS(() -> new RandomPortions(Samples.counting(500), 500, 3, 20, 12, 5), true),
    ADDING(() -> new AddingProblem(20, 3, 12, 5), true),
    COPYING(() -> new CopyTask(20, 4, 8, 3, 12, 5), true),
    STREAMS(() -> new ContiguousStreams(Samples.counting(500), 500, 3, 20), false),
    LABELLED(
        () -> new LabelledPortions(Samples.labelled(500), new int[] {0, 7, 90, 300}, 3, 20, 12, 5),
        true),
    WINDOWS(() -> new LabelledWindows(Samples.labelled(500), 3, 20), false),
    FRAMES(() -> frames(LengthBuckets.forTraining(4, 5)), true),
    DNA(() -> dna(LengthBuckets.forTraining(4, 5)).withBothStrands(5), true),
    SERIES(() -> series().shuffled(5), true);

    private final Supplier<ResumableIterator> maker;
    private final boolean random;

    Kind(Supplier<ResumableIterator> maker, boolean random) {
      this.maker = maker;
      this.random = random;
    }

    private static FrameBatches frames(LengthBuckets buckets) {
      List<FrameBatches.Sequence> sequences = new ArrayList<>();
      for (int length = 1; length <= 60; length++) {
        float[][] features = new float[length][3];
        Arrays.stream(features).forEach(row -> Arrays.fill(row, features.length));
        sequences.add(new FrameBatches.Sequence(features, new int[length]));
      }
      return new FrameBatches(sequences, List.of("silence", "word"), buckets);
    }

    private static DnaBatches dna(LengthBuckets buckets) {
      List<LabelledText> sequences = new ArrayList<>();
      for (int length = 1; length <= 60; length++) {
        sequences.add(new LabelledText("ACGGT".repeat(12).substring(0, length), "free"));
      }
      return new DnaBatches(sequences, List.of("free", "bound"), buckets);
    }

    private static SeriesWindows series() {
      float[][] rows = new float[60][3];
      for (int row = 0; row < rows.length; row++) {
        Arrays.fill(rows[row], row);
      }
      return new SeriesWindows(rows, new float[60], IntStream.range(9, 60).toArray(), 10, 4);
    }

    private static TextBatches texts(LengthBuckets buckets) {
      return new TextBatches(Samples.ofLengths(Samples.reviewLengths(200)), buckets);
    }
  }

  private static List<DataSet> epoch(ResumableIterator iterator) {
    List<DataSet> batches = new ArrayList<>();
    while (iterator.hasNext()) {
      batches.add(iterator.next());
    }
    return batches;
  }

  private static void assertSame(List<DataSet> actual, List<DataSet> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      Samples.assertSame(actual.get(i), expected.get(i));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSameSettingsGiveTheSameBatches(Kind kind) {
    ResumableIterator one = kind.maker.get();
    ResumableIterator other = kind.maker.get();
    for (int epoch = 0; epoch < 2; epoch++) {
      assertSame(epoch(one), epoch(other));
      one.reset();
      other.reset();
    }
  }

  @ParameterizedTest
  @EnumSource
  void epochsDifferWhereTheOrderIsRandom(Kind kind) {
    ResumableIterator iterator = kind.maker.get();
    List<DataSet> first = epoch(iterator);
    iterator.reset();
    List<DataSet> second = epoch(iterator);
    int same = 0;
    for (int i = 0; i < first.size(); i++) {
      same += first.get(i).getFeatures().equals(second.get(i).getFeatures()) ? 1 : 0;
    }
    if (kind.random) {
      // A batch of few long texts may stay what and where it was.
      assertThat(same).isLessThanOrEqualTo(first.size() / 4);
    } else {
      assertThat(same).isEqualTo(first.size());
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEpochHasTheBatchesItSays(Kind kind) {
    ResumableIterator iterator = kind.maker.get();
    for (int epoch = 0; epoch < 5; epoch++) {
      assertThat(epoch(iterator)).hasSize(iterator.batchesPerEpoch());
      iterator.reset();
    }
  }

  @Property(tries = 100, seed = "1")
  void seekingGivesTheBatchesOfIterating(
      @ForAll Kind kind,
      @ForAll @IntRange(max = 4) int epoch,
      @ForAll @IntRange(max = 1_000) int anyBatch,
      @ForAll @IntRange(max = 5) int before) {
    ResumableIterator iterated = kind.maker.get();
    int batch = anyBatch % (iterated.batchesPerEpoch() + 1);
    for (int e = 0; e < epoch; e++) {
      epoch(iterated);
      iterated.reset();
    }
    for (int b = 0; b < batch; b++) {
      iterated.next();
    }
    ResumableIterator sought = kind.maker.get();
    for (int b = 0; b < before; b++) {
      sought.next();
    }
    sought.seek(epoch, batch);
    assertThat(sought.hasNext()).isEqualTo(iterated.hasNext());
    if (iterated.hasNext()) {
      Samples.assertSame(sought.next(), iterated.next());
    }
    sought.reset();
    iterated.reset();
    Samples.assertSame(sought.next(), iterated.next());
  }

  @ParameterizedTest
  @EnumSource
  void resetGoesToTheStartOfTheNextEpoch(Kind kind) {
    ResumableIterator iterator = kind.maker.get();
    iterator.next();
    iterator.next();
    iterator.reset();
    DataSet after = iterator.next();
    iterator.seek(1, 0);
    Samples.assertSame(iterator.next(), after);
    assertThat(iterator.resetSupported()).isTrue();
    assertThat(iterator.asyncSupported()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void askingForMoreChangesNothing(Kind kind) {
    ResumableIterator asked = kind.maker.get();
    ResumableIterator other = kind.maker.get();
    for (int i = 0; i < 20; i++) {
      assertThat(asked.hasNext()).isTrue();
    }
    Samples.assertSame(asked.next(), other.next());
  }

  @ParameterizedTest
  @EnumSource
  void thereIsNothingAfterTheEnd(Kind kind) {
    ResumableIterator iterator = kind.maker.get();
    iterator.seek(2, iterator.batchesPerEpoch());
    assertThat(iterator.hasNext()).isFalse();
    assertThatThrownBy(iterator::next)
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("epoch 2 has " + iterator.batchesPerEpoch() + " batches");
    iterator.reset();
    assertThat(iterator.hasNext()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void rejectsPositionsOutsideAnEpoch(Kind kind) {
    ResumableIterator iterator = kind.maker.get();
    int batches = iterator.batchesPerEpoch();
    assertThatThrownBy(() -> iterator.seek(0, batches + 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("batch = %d: must be in [0, %d]".formatted(batches + 1, batches));
    assertThatThrownBy(() -> iterator.seek(0, -1)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> iterator.seek(-1, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("epoch = -1: must be 0 or above");
  }

  @ParameterizedTest
  @EnumSource
  void theBatchSizeIsFixed(Kind kind) {
    ResumableIterator iterator = kind.maker.get();
    Samples.assertSame(iterator.next(iterator.batch()), kind.maker.get().next());
    assertThatThrownBy(() -> iterator.next(iterator.batch() + 1))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @EnumSource
  void saysWhatItsBatchesHold(Kind kind) {
    ResumableIterator iterator = kind.maker.get();
    INDArray features = iterator.next().getFeatures();
    assertThat(features.size(0)).isBetween(1L, (long) iterator.batch());
    if (features.rank() == 3) {
      assertThat(iterator.inputColumns()).isEqualTo((int) features.size(1));
    } else {
      assertThat(iterator.inputColumns()).isGreaterThan(features.maxNumber().intValue()); // ids
    }
    assertThat(iterator.totalOutcomes()).isPositive();
    if (iterator.getLabels() != null) {
      assertThat(iterator.getLabels()).hasSize(iterator.totalOutcomes());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPreProcessorSeesEveryBatch(Kind kind) {
    ResumableIterator iterator = kind.maker.get();
    List<Object> seen = new ArrayList<>();
    DataSetPreProcessor preProcessor =
        batch -> {
          seen.add(batch);
          batch.setFeatures(batch.getFeatures().add(1));
        };
    assertThat(iterator.getPreProcessor()).isNull();
    iterator.setPreProcessor(preProcessor);
    assertThat(iterator.getPreProcessor()).isSameAs(preProcessor);
    DataSet processed = iterator.next();
    assertThat(seen).containsExactly(processed);
    assertThat(processed.getFeatures()).isEqualTo(kind.maker.get().next().getFeatures().add(1));
  }

  @ParameterizedTest
  @EnumSource
  void arraysOutliveTheWorkspaceTheyAreMadeIn(Kind kind) {
    ResumableIterator iterator = kind.maker.get();
    DataSet batch;
    try (MemoryWorkspace workspace =
        Nd4j.getWorkspaceManager().getAndActivateWorkspace("batch-contract")) {
      batch = iterator.next();
      assertThat(workspace.getPrimaryOffset()).isZero();
    }
    assertThat(batch.getFeatures().isAttached()).isFalse();
    assertThat(batch.getLabels().isAttached()).isFalse();
    Samples.assertSame(batch, kind.maker.get().next());
  }

  @ParameterizedTest
  @EnumSource
  void prefetchingGivesTheSameBatches(Kind kind) {
    List<DataSet> expected = epoch(kind.maker.get());
    AsyncDataSetIterator prefetching = new AsyncDataSetIterator(kind.maker.get(), 2);
    List<DataSet> prefetched = new ArrayList<>();
    while (prefetching.hasNext()) {
      prefetched.add(prefetching.next());
    }
    prefetching.shutdown();
    assertSame(prefetched, expected);
  }

  @ParameterizedTest
  @EnumSource
  void isNotWrittenByJavaSerialization(Kind kind) throws Exception {
    try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
      ResumableIterator iterator = kind.maker.get();
      assertThatThrownBy(() -> out.writeObject(iterator))
          .isInstanceOf(NotSerializableException.class);
    }
  }
}
