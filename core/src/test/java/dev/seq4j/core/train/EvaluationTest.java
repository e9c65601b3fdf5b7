package dev.seq4j.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.TestDataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

class EvaluationTest {

  private static final float[][] TEXTS = {
    {0.7f, 0.2f, 0.1f}, {0.1f, 0.3f, 0.6f}, {0.25f, 0.5f, 0.25f}
  };

  /** Two texts, three classes, two steps. */
  private static final float[][][] SEQUENCES = {
    {{0.5f, 0.1f}, {0.25f, 0.1f}, {0.25f, 0.8f}}, {{0.2f, 1f}, {0.2f, 0f}, {0.6f, 0f}}
  };

  private static Metrics metrics(INDArray probabilities, INDArray labels, INDArray mask) {
    Evaluation evaluation = new Evaluation();
    evaluation.add(probabilities, labels, mask);
    return evaluation.metrics();
  }

  private static INDArray column(int... labels) {
    return Nd4j.createFromArray(labels).reshape(labels.length, 1);
  }

  @Test
  void aLabelATextIsComparedByHand() {
    Metrics metrics = metrics(Nd4j.createFromArray(TEXTS), column(0, 1, 1), null);

    double loss = -(Math.log(0.7) + Math.log(0.3) + Math.log(0.5)) / 3;
    assertThat(metrics.loss()).isCloseTo(loss, within(1e-7));
    assertThat(metrics.accuracy()).isEqualTo(2.0 / 3);
    assertThat(metrics.labels()).isEqualTo(3);
    assertThat(metrics.perplexity()).isCloseTo(Math.exp(loss), within(1e-6));
    assertThat(metrics.bits()).isCloseTo(loss / Math.log(2), within(1e-6));
  }

  @Test
  void aLabelAStepIsComparedByHand() {
    INDArray labels = Nd4j.createFromArray(new int[][][] {{{0, 2}}, {{1, 0}}});

    Metrics metrics = metrics(Nd4j.createFromArray(SEQUENCES), labels, null);

    double loss = -(Math.log(0.5) + Math.log(0.8) + Math.log(0.2) + Math.log(1)) / 4;
    assertThat(metrics.loss()).isCloseTo(loss, within(1e-7));
    assertThat(metrics.accuracy()).isEqualTo(3.0 / 4);
    assertThat(metrics.labels()).isEqualTo(4);
  }

  @Test
  void maskedLabelsDoNotCountWhateverTheyAre() {
    INDArray labels = Nd4j.createFromArray(new int[][][] {{{0, -1}}, {{1, 99}}});
    INDArray mask = Nd4j.createFromArray(new float[][] {{1, 0}, {1, 0}});
    Metrics steps = metrics(Nd4j.createFromArray(SEQUENCES), labels, mask);
    assertThat(steps.labels()).isEqualTo(2);
    assertThat(steps.accuracy()).isEqualTo(0.5);
    assertThat(steps.loss()).isCloseTo(-(Math.log(0.5) + Math.log(0.2)) / 2, within(1e-7));

    Metrics texts =
        metrics(
            Nd4j.createFromArray(TEXTS),
            column(0, 1, 7),
            Nd4j.createFromArray(new boolean[][] {{false}, {true}, {false}}));
    assertThat(texts.labels()).isEqualTo(1);
    assertThat(texts.accuracy()).isZero();
    assertThat(texts.loss()).isCloseTo(-Math.log(0.3), within(1e-7));
  }

  @Test
  void batchesAddUp() {
    Evaluation evaluation = new Evaluation();
    INDArray probabilities = Nd4j.createFromArray(TEXTS);
    evaluation.add(probabilities.get(rows(0, 1)), column(0), null);
    evaluation.add(probabilities.get(rows(1, 3)), column(1, 1), null);

    assertThat(evaluation.metrics()).isEqualTo(metrics(probabilities, column(0, 1, 1), null));
  }

  private static INDArrayIndex rows(int from, int to) {
    return NDArrayIndex.interval(from, to);
  }

  @Test
  void aProbabilityOfZeroCostsMuchButNotEverything() {
    Metrics metrics =
        metrics(Nd4j.createFromArray(new float[][] {{1, 0}, {1, 0}}), column(1, 0), null);

    assertThat(metrics.loss()).isCloseTo(-Math.log(1e-10) / 2, within(1e-9));
    assertThat(metrics.accuracy()).isEqualTo(0.5);
  }

  @Test
  void aNetworkThatIsBrokenShows() {
    INDArray probabilities = Nd4j.createFromArray(new float[][] {{0.5f, 0.5f}, {Float.NaN, 0.5f}});

    assertThat(metrics(probabilities, column(0, 0), null).loss()).isNaN();
  }

  @Test
  void equalProbabilitiesCountAsTheFirstClass() {
    INDArray even = Nd4j.valueArrayOf(new long[] {1, 4}, 0.25f);

    assertThat(metrics(even, column(0), null).accuracy()).isOne();
    assertThat(metrics(even, column(3), null).accuracy()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE", "BYTE", "UBYTE", "SHORT", "INT", "LONG"})
  void labelsMayBeOfAnyType(DataType type) {
    INDArray probabilities = Nd4j.createFromArray(TEXTS);

    assertThat(metrics(probabilities, column(0, 1, 1).castTo(type), null))
        .isEqualTo(metrics(probabilities, column(0, 1, 1), null));
  }

  static Stream<Arguments> layouts() {
    return Stream.of(
        arguments("f order", (UnaryOperator<INDArray>) a -> a.dup('f')),
        arguments(
            "time-major memory",
            (UnaryOperator<INDArray>) a -> a.permute(2, 0, 1).dup('c').permute(1, 2, 0)),
        arguments(
            "class-last memory",
            (UnaryOperator<INDArray>) a -> a.permute(0, 2, 1).dup('c').permute(0, 2, 1)),
        arguments(
            "part of a larger array",
            (UnaryOperator<INDArray>)
                a -> {
                  INDArray whole = Nd4j.ones(a.dataType(), 4, a.size(1), 9);
                  INDArray part = whole.get(rows(1, 3), rows(0, (int) a.size(1)), rows(3, 5));
                  return part.assign(a);
                }));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layouts")
  void theLayoutInMemoryDoesNotMatter(String name, UnaryOperator<INDArray> layout) {
    INDArray probabilities = Nd4j.createFromArray(SEQUENCES);
    INDArray labels = Nd4j.createFromArray(new int[][][] {{{0, 2}}, {{1, 0}}});
    INDArray mask = Nd4j.createFromArray(new float[][] {{1, 1}, {0, 1}});

    Metrics metrics = metrics(layout.apply(probabilities), layout.apply(labels), mask.dup('f'));

    assertThat(metrics).isEqualTo(metrics(probabilities, labels, mask));
    assertThat(metrics.labels()).isEqualTo(3);
  }

  @Test
  void labelsOfAnotherShapeAreRefused() {
    INDArray texts = Nd4j.createFromArray(TEXTS);
    INDArray steps = Nd4j.createFromArray(SEQUENCES);
    assertThatThrownBy(() -> metrics(texts, texts, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("labels of shape [3, 3]: must be integers of shape [3, 1]");
    assertThatThrownBy(() -> metrics(steps, steps, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("labels of shape [2, 3, 2]: must be integers of shape [2, 1, 2]");
    assertThatThrownBy(() -> metrics(texts, column(0, 1, 3), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("label 3: must be in [0, 3)");
    assertThatThrownBy(() -> metrics(texts, column(-1, 1, 2), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("label -1: must be in [0, 3)");
    assertThatThrownBy(() -> metrics(texts, column(0, 1, 2), Nd4j.ones(1, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mask of shape [1, 3]: must be of shape [3, 1]");
  }

  @Test
  void nothingToCompareIsNaN() {
    Metrics metrics = new Evaluation().metrics();

    assertThat(metrics.loss()).isNaN();
    assertThat(metrics.accuracy()).isNaN();
    assertThat(metrics.labels()).isZero();

    ComputationGraph graph = ToyNetwork.classifier().build();
    assertThat(Evaluation.of(graph, ToyBatches.classes(1, 0)).labels()).isZero();
  }

  @Test
  void aNetworkIsRunOverAllBatchesWithItsMasks() {
    ComputationGraph graph = ToyNetwork.languageModel().dropout(0.5).build();
    ToyBatches data = ToyBatches.nextTokens(3, 10);
    Evaluation expected = new Evaluation();
    long live = 0;
    data.seek(0, 0);
    while (data.hasNext()) {
      DataSet batch = data.next();
      INDArray mask = batch.getLabelsMaskArray();
      live += mask.sumNumber().longValue();
      expected.add(
          graph
              .output(
                  false,
                  new INDArray[] {batch.getFeatures()},
                  new INDArray[] {mask},
                  new INDArray[] {mask})[0],
          batch.getLabels(),
          mask);
    }

    Metrics metrics = Evaluation.of(graph, data);

    assertThat(metrics).isEqualTo(expected.metrics());
    assertThat(metrics.labels()).isEqualTo(live).isLessThan(10L * ToyBatches.TIME);
    assertThat(metrics.loss()).isBetween(2.5, 3.5);
  }

  @Test
  void equalWeightsHaveEqualMetricsHoweverOftenTheDataWereRead() {
    ComputationGraph graph = ToyNetwork.languageModel().build();
    ToyBatches data = ToyBatches.nextTokens(3, 18);

    Metrics first = Evaluation.of(graph, data);

    for (int i = 0; i < 4; i++) {
      assertThat(Evaluation.of(graph, data)).isEqualTo(first);
    }
    assertThat(data.hasNext()).isTrue();
  }

  @Test
  void anyIteratorWillDo() {
    ComputationGraph graph = ToyNetwork.classifier().build();
    ToyBatches data = ToyBatches.classes(3, 8);
    data.seek(0, 0);
    List<DataSet> batches = List.of(data.next(), data.next());
    DataSetIterator list = new TestDataSetIterator(DataSet.merge(batches), 4);
    list.next();

    Metrics metrics = Evaluation.of(graph, list);

    assertThat(metrics.labels()).isEqualTo(8);
    assertThat(metrics.loss()).isCloseTo(Evaluation.of(graph, data).loss(), within(1e-6));
    assertThat(list.hasNext()).isTrue();
  }
}
