package dev.seq4j.core.layer.attention;

import static dev.seq4j.core.layer.Close.assertClose;
import static dev.seq4j.core.layer.LayerUnderTest.NO_WORKSPACES;
import static dev.seq4j.core.layer.SmallNetworks.IN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.layer.Close;
import dev.seq4j.core.layer.LayerContract;
import dev.seq4j.core.layer.LayerUnderTest;
import dev.seq4j.core.layer.NumericGradient;
import dev.seq4j.core.layer.SequenceLayer;
import dev.seq4j.core.layer.SequenceLayerParity;
import dev.seq4j.core.layer.Sequences;
import dev.seq4j.core.layer.SmallNetworks;
import dev.seq4j.core.layer.SmallNetworks.Path;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What a layer whose steps attend to each other must keep besides {@link LayerContract}. */
abstract class AttentionLayerContract extends LayerContract {

  /**
   * A new builder.
   *
   * @param heads where they can be set
   */
  abstract SelfAttentionLayer.Builder<?> builder(int heads);

  /** The same with every dropout that the layer has. */
  abstract SelfAttentionLayer.Builder<?> dropping(int heads);

  private static AttentionLayer build(AttentionLayer.Builder<?> builder) {
    return (AttentionLayer) builder.build();
  }

  @Override
  protected final Layer layer() {
    return build(builder(1));
  }

  private AttentionLayer causal(int in) {
    AttentionLayer layer = build(builder(in).causal(true));
    layer.setNIn(InputType.recurrent(in), true);
    return layer;
  }

  @ParameterizedTest
  @MethodSource("masks")
  void causalGradientsEqualNumericOnes(INDArray mask) {
    LayerUnderTest alone = alone(causal(IN), DataType.DOUBLE, Path.CHOSEN);
    checkGradients(alone, mask, false);
  }

  @Test
  void gradientsEqualNumericOnesWithAllDropout() {
    AttentionLayer layer = build(dropping(2).causal(true));
    layer.setNIn(InputType.recurrent(IN), true);
    LayerUnderTest alone = alone(layer, DataType.DOUBLE, Path.CHOSEN);
    checkGradients(alone, Sequences.prefixMask(4, 4, 2, 3), true);
  }

  private static void checkGradients(LayerUnderTest alone, INDArray mask, boolean dropping) {
    INDArray input = input(DataType.DOUBLE);
    Nd4j.getRandom().setSeed(7);
    INDArray output = alone.forward(input, mask, true);
    if (dropping) {
      assertThat(output).isNotEqualTo(alone.forward(input, mask, false));
      Nd4j.getRandom().setSeed(7);
      alone.forward(input, mask, true);
    }
    INDArray weights = Sequences.random(3, DataType.DOUBLE, output.shape());
    INDArray toInput = alone.backward(weights).dup();
    INDArray toParams = alone.gradients().dup();
    if (alone.hasParameters()) {
      NumericGradient.check(
          "parameters", alone.params(), toParams, () -> seededLoss(alone, input, mask, weights));
    }
    NumericGradient.check("input", input, toInput, () -> seededLoss(alone, input, mask, weights));
  }

  private static double seededLoss(
      LayerUnderTest alone, INDArray input, INDArray mask, INDArray weights) {
    Nd4j.getRandom().setSeed(7);
    return alone.loss(input, mask, weights);
  }

  @ParameterizedTest
  @CsvSource({"1,1,1,1", "3,7,5,1", "2,9,6,3", "5,70,8,2", "2,150,12,4"})
  void kernelEqualsPortablePath(int batch, int time, int in, int heads) {
    for (boolean causal : new boolean[] {false, true}) {
      for (SelfAttentionLayer.Builder<?> builder : List.of(builder(heads), dropping(heads))) {
        AttentionLayer layer = build(builder.causal(causal));
        layer.setNIn(InputType.recurrent(in), true);
        SequenceLayerParity.check(layer, batch, time);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void takesTimeBeforeFeatures(Path path) {
    SequenceLayerParity.checkTimeBeforeFeatures(
        (SequenceLayer) sized(), build(builder(1).dataFormat(RNNFormat.NWC)), path);
  }

  /** Bit for bit, and over several blocks of queries. */
  @ParameterizedTest
  @EnumSource(Path.class)
  void causalOutputDoesNotDependOnWhatComesLater(Path path) {
    int time = path == Path.CHOSEN ? 150 : 9;
    LayerUnderTest alone = alone(causal(IN), DataType.FLOAT, path);
    INDArray input = Sequences.random(1, DataType.FLOAT, 2, IN, time);
    INDArray before = alone.forward(input, null, false).dup();
    for (int t : new int[] {0, time / 2, time - 2}) {
      INDArray changed = input.dup();
      INDArray later = Sequences.steps(changed, t + 1, time);
      later.assign(Sequences.random(t, DataType.FLOAT, later.shape()).muli(50));
      INDArray after = alone.forward(changed, null, false);
      assertThat(Sequences.steps(after, 0, t + 1)).isEqualTo(Sequences.steps(before, 0, t + 1));
      assertThat(Sequences.steps(after, t + 1, time))
          .isNotEqualTo(Sequences.steps(before, t + 1, time));
    }
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void maskedStepsMayHoldAnything(Path path) {
    LayerUnderTest alone = alone(sized(), DataType.FLOAT, path);
    INDArray input = input(DataType.FLOAT);
    INDArray mask = Sequences.mask("1101", "0111", "0000");
    INDArray weights = Sequences.random(3, DataType.FLOAT, input.shape());
    INDArray expected = alone.forward(input, mask, true).dup();
    weights = weights.get(NDArrayIndex.all(), NDArrayIndex.interval(0, expected.size(1)));
    INDArray expectedToInput = alone.backward(weights).dup();
    INDArray poisoned = input.dup();
    INDArray poisonedWeights = weights.dup();
    for (int row = 0; row < 3; row++) {
      for (int t = 0; t < 4; t++) {
        if (mask.getDouble(row, t) == 0) {
          for (int i = 0; i < IN; i++) {
            poisoned.putScalar(row, i, t, i == 0 ? Float.NaN : Float.POSITIVE_INFINITY);
          }
          poisonedWeights.putScalar(row, 0, t, Float.NaN);
        }
      }
    }
    assertThat(alone.forward(poisoned, mask, true)).isEqualTo(expected);
    assertThat(alone.backward(poisonedWeights)).isEqualTo(expectedToInput);
    assertThat(alone.gradients().isNaN().any()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void stepByStepEqualsTheWholeSequence(Path path) {
    int time = 40; // the cache grows
    INDArray input = Sequences.random(1, DataType.FLOAT, 3, IN, time);
    LayerUnderTest alone = alone(causal(IN), DataType.FLOAT, path);
    INDArray whole = alone.forward(input, null, false).dup();
    RecurrentLayer layer = (RecurrentLayer) alone.layer();
    for (int length : new int[] {1, 3, 17, time}) {
      layer.rnnClearPreviousState();
      for (int from = 0; from < time; from += length) {
        int to = Math.min(time, from + length);
        assertClose(
            "steps from " + from,
            layer.rnnTimeStep(Sequences.steps(input, from, to), NO_WORKSPACES),
            Sequences.steps(whole, from, to),
            Close.FLOAT);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void promptsMayDifferInLength(Path path) {
    INDArray input = Sequences.random(1, DataType.FLOAT, 2, IN, 5);
    INDArray mask = Sequences.mask("11100", "10100"); // what is padding stays unseen later
    LayerUnderTest alone = alone(causal(IN), DataType.FLOAT, path);
    INDArray next = Sequences.random(2, DataType.FLOAT, 2, IN, 1);
    INDArray whole =
        alone.forward(
            Nd4j.concat(2, input, next),
            Nd4j.concat(1, mask, Nd4j.ones(DataType.FLOAT, 2, 1)),
            false);
    INDArray expected = Sequences.steps(whole, 5, 6).dup();
    RecurrentLayer layer = (RecurrentLayer) alone.layer();
    layer.setMaskArray(mask);
    layer.rnnTimeStep(input, NO_WORKSPACES);
    layer.setMaskArray(null);
    Map<String, INDArray> state = layer.rnnGetPreviousState();
    assertClose("next", layer.rnnTimeStep(next, NO_WORKSPACES), expected, Close.FLOAT);
    layer.rnnSetPreviousState(state);
    assertClose("from the state", layer.rnnTimeStep(next, NO_WORKSPACES), expected, Close.FLOAT);
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void networksStepToo(Path path) {
    INDArray input = Sequences.random(1, DataType.FLOAT, 3, IN, 4);
    ComputationGraph graph =
        SmallNetworks.of(DataType.FLOAT, path).graph(build(builder(2).causal(true)));
    INDArray whole = graph.outputSingle(input);
    assertThat(graph.rnnGetPreviousState("layer")).isEmpty();
    for (int t = 0; t < 4; t++) {
      INDArray step = input.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(t));
      assertClose(
          "step " + t,
          graph.rnnTimeStep(step)[0],
          whole.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(t)),
          Close.FLOAT);
    }
    Map<String, INDArray> state = graph.rnnGetPreviousState("layer");
    INDArray next = graph.rnnTimeStep(input)[0].dup();
    graph.rnnSetPreviousState("layer", state);
    assertThat(graph.rnnTimeStep(input)[0]).as("from the same state").isEqualTo(next);
    graph.rnnClearPreviousState();
    assertClose("from the beginning", graph.rnnTimeStep(input)[0], whole, Close.FLOAT);
    assertThat(graph.outputSingle(input)).as("without steps").isEqualTo(whole);
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void refusesToStepWhereItCannot(Path path) {
    LayerUnderTest alone = alone(causal(IN), DataType.FLOAT, path);
    RecurrentLayer layer = (RecurrentLayer) alone.layer();
    layer.rnnTimeStep(input(DataType.FLOAT), NO_WORKSPACES);
    INDArray smaller = Sequences.random(1, DataType.FLOAT, 2, IN, 1);
    assertThatThrownBy(() -> layer.rnnTimeStep(smaller, NO_WORKSPACES))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("rows = 2: must be 3 as before");
    assertThatThrownBy(() -> layer.rnnSetPreviousState(Map.of("prevAct", smaller)))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("stored state = [prevAct]");
    layer.rnnClearPreviousState();
    assertThat(layer.rnnTimeStep(smaller, NO_WORKSPACES).size(0)).isEqualTo(2);

    RecurrentLayer encoder = (RecurrentLayer) alone(sized(), DataType.FLOAT, path).layer();
    assertThatThrownBy(() -> encoder.rnnTimeStep(smaller, NO_WORKSPACES))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("set causal(true)");
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void weightsCanBeReadAndSumToOne(Path path) {
    for (boolean causal : new boolean[] {false, true}) {
      ComputationGraph graph =
          SmallNetworks.of(DataType.FLOAT, path).graph(build(builder(2).causal(causal)));
      INDArray[] features = {input(DataType.FLOAT)};
      INDArray[] masks = {Sequences.mask("1111", "1101", "0000")};
      INDArray weights = AttentionWeights.of(graph, "layer", features, masks);
      assertThat(weights.size(0)).isEqualTo(3);
      assertThat(weights.size(2)).isEqualTo(4);
      for (int row = 0; row < 3; row++) {
        for (int head = 0; head < weights.size(1); head++) {
          for (int t = 0; t < 4; t++) {
            double sum = 0;
            for (int key = 0; key < 4; key++) {
              double weight = weights.getDouble(row, head, t, key);
              boolean seen = masks[0].getDouble(row, key) > 0 && !(causal && key > t);
              assertThat(weight > 0).isEqualTo(seen && masks[0].getDouble(row, t) > 0);
              sum += weight;
            }
            assertThat(sum)
                .isBetween(masks[0].getDouble(row, t) - 1e-6, masks[0].getDouble(row, t) + 1e-6);
          }
        }
      }
      assertThat(AttentionWeights.of(graph, "layer", features).sumNumber().doubleValue())
          .isBetween(11.999 * weights.size(1), 12.001 * weights.size(1));
      assertThatThrownBy(() -> AttentionWeights.of(graph, "out", features))
          .isInstanceOf(DL4JInvalidInputException.class)
          .hasMessageContaining("\"out\": must be one of Seq4j that attends");
    }
  }

  @Test
  void halfPrecisionWorks() {
    LayerUnderTest half = alone(sized(), DataType.FLOAT16, Path.CHOSEN);
    LayerUnderTest single = alone(sized(), DataType.FLOAT, Path.CHOSEN);
    INDArray input = input(DataType.FLOAT16);
    INDArray mask = Sequences.prefixMask(4, 4, 2, 3);
    INDArray output = half.forward(input, mask, true);
    assertClose("output", output, single.forward(input, mask, true), 1e-2);
    INDArray weights = Sequences.random(3, DataType.FLOAT16, output.shape());
    assertClose("input gradient", half.backward(weights), single.backward(weights), 5e-2);
  }

  @Test
  void dropsWeightsInTrainingOnly() {
    AttentionLayer layer = build(dropping(1));
    layer.setNIn(InputType.recurrent(4), true);
    LayerUnderTest alone = alone(layer, DataType.FLOAT, Path.CHOSEN);
    INDArray input = Sequences.random(1, DataType.FLOAT, 2, 4, 30);
    assertThat(alone.forward(input, null, false)).isEqualTo(alone.forward(input, null, false));
    Nd4j.getRandom().setSeed(3);
    INDArray first = alone.forward(input, null, true).dup();
    assertThat(alone.forward(input, null, true)).as("another pass").isNotEqualTo(first);
    Nd4j.getRandom().setSeed(3);
    assertThat(alone.forward(input, null, true)).as("the same seed").isEqualTo(first);
  }

  @Test
  void refusesOptionsThatAreNotAllowed() {
    for (double keep : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> builder(1).attentionDropOut(keep).build())
          .isInstanceOf(DL4JInvalidConfigException.class)
          .hasMessageContaining("attentionDropOut = " + keep + ": must be a probability");
    }
    AttentionLayer fromAFile = (AttentionLayer) sized();
    fromAFile.setAttentionDropOut(2);
    assertThatThrownBy(() -> alone(fromAFile, DataType.FLOAT, Path.CHOSEN))
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("attentionDropOut = 2.0");
  }
}
