package dev.seq4j.core.layer;

import static dev.seq4j.core.layer.Close.assertClose;
import static dev.seq4j.core.layer.SmallNetworks.IN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.layer.SmallNetworks.Path;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * What every layer over sequences must keep. A layer's test extends this class and says how the
 * layer is made; it takes {@link SmallNetworks#IN} features and may return a sequence or one vector
 * a row.
 */
public abstract class LayerContract {

  private static final int BATCH = 3;
  private static final int TIME = 4;

  /** A new configuration with {@code nIn} not set. */
  protected abstract Layer layer();

  /** The same with {@code nIn} set. */
  protected final Layer sized() {
    Layer layer = layer();
    layer.setNIn(InputType.recurrent(IN), true);
    return layer;
  }

  final boolean returnsSequences() {
    return layer().getOutputType(0, InputType.recurrent(IN))
        instanceof InputType.InputTypeRecurrent;
  }

  protected final LayerUnderTest alone(Layer layer, DataType type, Path path) {
    LayerUnderTest alone = new LayerUnderTest(layer, type);
    SmallNetworks.of(type, path).set(alone.layer());
    return alone;
  }

  protected static INDArray input(DataType type) {
    return Sequences.random(1, type, BATCH, IN, TIME);
  }

  public static DataSet data(boolean sequences, DataType type, INDArray mask) {
    return new DataSet(
        input(type),
        sequences
            ? Sequences.labels(2, type, BATCH, SmallNetworks.CLASSES, TIME)
            : Sequences.labels(2, type, BATCH, SmallNetworks.CLASSES),
        mask,
        sequences ? mask : null);
  }

  static Stream<Arguments> masks() {
    return Stream.of(
            Named.<INDArray>of("no mask", null),
            Named.of("prefixes", Sequences.prefixMask(TIME, 4, 2, 3)),
            Named.of("holes and an empty row", Sequences.mask("0110", "1011", "0000")))
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("masks")
  void gradientsEqualNumericOnes(INDArray mask) {
    LayerUnderTest alone = alone(sized(), DataType.DOUBLE, Path.CHOSEN);
    INDArray input = input(DataType.DOUBLE);
    INDArray weights =
        Sequences.random(3, DataType.DOUBLE, alone.forward(input, mask, true).shape());
    INDArray toInput = alone.backward(weights).dup();
    INDArray toParams = alone.gradients().dup();
    NumericGradient.check(
        "parameters", alone.params(), toParams, () -> alone.loss(input, mask, weights));
    NumericGradient.check("input", input, toInput, () -> alone.loss(input, mask, weights));
  }

  @Test
  void gradientsEqualNumericOnesWithDropoutAndWeightNoise() {
    Layer layer = sized();
    layer.setIDropout(new Dropout(0.6));
    ((BaseLayer) layer).setWeightNoise(new DropConnect(0.7));
    LayerUnderTest alone = alone(layer, DataType.DOUBLE, Path.CHOSEN);
    INDArray input = input(DataType.DOUBLE);
    Nd4j.getRandom().setSeed(7);
    INDArray weights =
        Sequences.random(3, DataType.DOUBLE, alone.forward(input, null, true).shape());
    INDArray toInput = alone.backward(weights).dup();
    assertThat(toInput.eq(0).castTo(DataType.INT32).sumNumber().intValue())
        .as("dropped inputs")
        .isPositive();
    INDArray plain = alone.forward(input, null, false);
    Nd4j.getRandom().setSeed(7);
    assertThat(alone.forward(input, null, true)).as("training differs").isNotEqualTo(plain);
    NumericGradient.check(
        "input",
        input,
        toInput,
        () -> {
          alone.layer().clearNoiseWeightParams();
          Nd4j.getRandom().setSeed(7);
          return alone.loss(input, null, weights);
        });
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void paddingChangesNothing(Path path) {
    LayerUnderTest alone = alone(sized(), DataType.FLOAT, path);
    INDArray whole = input(DataType.FLOAT);
    INDArray expected = alone.forward(whole, null, true).dup();
    INDArray weights = Sequences.random(3, DataType.FLOAT, expected.shape());
    INDArray expectedToInput = alone.backward(weights).dup();
    INDArray expectedGradients = alone.gradients().dup();

    int padding = 3;
    INDArray rubbish = Sequences.random(5, DataType.FLOAT, BATCH, IN, padding).muli(100);
    INDArray padded = Nd4j.concat(2, whole, rubbish);
    INDArray mask = Sequences.prefixMask(TIME + padding, TIME, TIME, TIME);
    INDArray actual = alone.forward(padded, mask, true);
    INDArray paddedWeights = weights;
    if (returnsSequences()) {
      assertThat(Sequences.steps(actual, TIME, TIME + padding).amaxNumber().doubleValue())
          .as("output where the mask is 0")
          .isZero();
      actual = Sequences.steps(actual, 0, TIME);
      paddedWeights =
          Nd4j.concat(
              2,
              weights,
              Sequences.random(6, DataType.FLOAT, BATCH, weights.size(1), padding).muli(100));
    }
    assertClose("output", actual, expected, Close.FLOAT);
    INDArray toInput = alone.backward(paddedWeights);
    assertClose("input gradient", Sequences.steps(toInput, 0, TIME), expectedToInput, Close.FLOAT);
    assertThat(Sequences.steps(toInput, TIME, TIME + padding).amaxNumber().doubleValue())
        .as("gradient of padding")
        .isZero();
    assertClose("gradients", alone.gradients(), expectedGradients, Close.FLOAT);
  }

  /** Steps masked 0 may hold NaN and infinity, in the input and in the gradient that comes back. */
  protected final void assertHiddenStepsMayHoldAnything(Path path) {
    INDArray mask = Sequences.mask("0110", "1011", "0000");
    for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
      LayerUnderTest alone = alone(sized(), type, path);
      INDArray output = alone.forward(hidden(input(type), mask, 0), mask, true).dup();
      INDArray weights = Sequences.random(3, type, output.shape());
      INDArray toInput = alone.backward(hidden(weights, mask, 0)).dup();
      INDArray gradients = alone.gradients().dup();
      for (double any : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
        INDArray input = hidden(input(type), mask, any);
        assertThat(alone.forward(input, mask, false)).as("output").isEqualTo(output);
        assertThat(alone.forward(input, mask, true)).as("output").isEqualTo(output);
        assertThat(alone.backward(hidden(weights, mask, any)))
            .as("input gradient")
            .isEqualTo(toInput);
        assertThat(alone.gradients()).as("gradients").isEqualTo(gradients);
      }
    }
  }

  /** The same sequence with a value at all steps that the mask hides; vectors as they are. */
  public static INDArray hidden(INDArray sequence, INDArray mask, double value) {
    INDArray copy = sequence.dup();
    for (long row = 0; sequence.rank() == 3 && row < mask.size(0); row++) {
      for (long t = 0; t < mask.size(1); t++) {
        if (mask.getDouble(row, t) == 0) {
          copy.get(NDArrayIndex.point(row), NDArrayIndex.all(), NDArrayIndex.point(t))
              .assign(value);
        }
      }
    }
    return copy;
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void batchOfOneEqualsBatchOfMany(Path path) {
    LayerUnderTest alone = alone(sized(), DataType.FLOAT, path);
    INDArray input = input(DataType.FLOAT);
    INDArray mask = Sequences.mask("1110", "0111", "1011");
    INDArray many = alone.forward(input, mask, true).dup();
    INDArray weights = Sequences.random(3, DataType.FLOAT, many.shape());
    INDArray toInput = alone.backward(weights).dup();
    INDArray gradients = alone.gradients().dup();
    INDArray sum = Nd4j.zeros(DataType.FLOAT, gradients.length());
    for (int row = 0; row < BATCH; row++) {
      INDArray one = alone.forward(row(input, row), row(mask, row), true);
      assertClose("output of row " + row, one, row(many, row), Close.FLOAT);
      assertClose(
          "input gradient of row " + row,
          alone.backward(row(weights, row)),
          row(toInput, row),
          Close.FLOAT);
      sum.addi(alone.gradients());
    }
    assertClose("gradients", sum, gradients, Close.FLOAT);
  }

  private static INDArray row(INDArray array, int row) {
    long[] shape = array.shape().clone();
    shape[0] = 1;
    return array.get(NDArrayIndex.interval(row, row + 1)).dup('c').reshape(shape);
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void everyLayoutInMemoryGivesTheSame(Path path) {
    LayerUnderTest alone = alone(sized(), DataType.FLOAT, path);
    INDArray input = input(DataType.FLOAT);
    INDArray expected = alone.forward(input, null, true).dup();
    INDArray weights = Sequences.random(3, DataType.FLOAT, expected.shape());
    INDArray expectedToInput = alone.backward(weights).dup();
    INDArray expectedGradients = alone.gradients().dup();
    for (INDArray same : layouts(input)) {
      assertThat(alone.forward(same, null, true)).isEqualTo(expected);
      for (INDArray sameWeights : layouts(weights)) {
        alone.forward(same, null, true);
        assertThat(alone.backward(sameWeights)).isEqualTo(expectedToInput);
        assertThat(alone.gradients()).isEqualTo(expectedGradients);
      }
    }
  }

  private static List<INDArray> layouts(INDArray array) {
    List<INDArray> all = new ArrayList<>(List.of(array.dup('c'), array.dup('f')));
    if (array.rank() == 3) {
      all.add(Sequences.timeMajorView(array));
      all.add(array.permute(0, 2, 1).dup('c').permute(0, 2, 1)); // from an embedding
    }
    return all;
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void rowMaskedThroughoutHasNoPart(Path path) {
    LayerUnderTest alone = alone(sized(), DataType.FLOAT, path);
    INDArray input = input(DataType.FLOAT);
    INDArray output = alone.forward(input, Sequences.prefixMask(TIME, 3, 0, 4), true);
    assertThat(output.slice(1).amaxNumber().doubleValue()).isZero();
    INDArray toInput = alone.backward(Sequences.random(3, DataType.FLOAT, output.shape()));
    assertThat(toInput.slice(1).amaxNumber().doubleValue()).isZero();
    assertThat(alone.gradients().isNaN().any()).isFalse();
    assertThat(alone.gradients().amaxNumber().doubleValue() > 0).isEqualTo(alone.hasParameters());
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void sameSeedTrainsTheSameWhereverItIs(Path path) {
    boolean sequences = returnsSequences();
    DataSet data = data(sequences, DataType.FLOAT, Sequences.prefixMask(TIME, 4, 2, 3));
    SmallNetworks networks = SmallNetworks.of(DataType.FLOAT, path);
    ComputationGraph graph = networks.graph(layer());
    INDArray before = graph.params().dup();
    fit(graph, data);
    assertThat(graph.params()).isNotEqualTo(before);
    ComputationGraph again = networks.graph(layer());
    assertThat(again.params()).isEqualTo(before);
    fit(again, data);
    assertThat(again.params()).isEqualTo(graph.params());
    ComputationGraph noWorkspaces = networks.withWorkspaces(WorkspaceMode.NONE).graph(layer());
    fit(noWorkspaces, data);
    assertThat(noWorkspaces.params()).isEqualTo(graph.params());
    MultiLayerNetwork list = networks.list(layer());
    MultiLayerNetwork listNoWorkspaces = networks.withWorkspaces(WorkspaceMode.NONE).list(layer());
    for (int i = 0; i < 3; i++) {
      list.fit(data);
      listNoWorkspaces.fit(data);
    }
    assertThat(list.params()).isEqualTo(graph.params());
    assertThat(listNoWorkspaces.params()).isEqualTo(graph.params());
  }

  private static void fit(ComputationGraph graph, DataSet data) {
    for (int i = 0; i < 3; i++) {
      graph.fit(data);
    }
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void severalThreadsTrainClones(Path path) throws Exception {
    DataSet data = data(returnsSequences(), DataType.FLOAT, null);
    SmallNetworks networks = SmallNetworks.of(DataType.FLOAT, path);
    ComputationGraph graph = networks.graph(layer());
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Callable<INDArray>> trainings = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        ComputationGraph clone = networks.set(graph.clone());
        assertThat(clone.params()).isEqualTo(graph.params()).isNotSameAs(graph.params());
        trainings.add(
            () -> {
              fit(clone, data);
              return clone.params();
            });
      }
      List<Future<INDArray>> trained = threads.invokeAll(trainings);
      fit(graph, data);
      for (Future<INDArray> params : trained) {
        assertThat(params.get()).isEqualTo(graph.params());
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void clonedLayerIsItsOwn() {
    LayerUnderTest alone = alone(sized(), DataType.FLOAT, Path.CHOSEN);
    INDArray expected = alone.forward(input(DataType.FLOAT), null, false).dup();
    org.deeplearning4j.nn.api.Layer clone =
        ((org.deeplearning4j.nn.layers.BaseLayer<?>) alone.layer()).clone();
    alone.params().assign(0);
    assertThat(clone.activate(input(DataType.FLOAT), false, LayerUnderTest.NO_WORKSPACES))
        .isEqualTo(expected);
  }

  @Test
  void setParamsTakesWhatParamsGave() {
    SmallNetworks networks = SmallNetworks.of(DataType.FLOAT, Path.CHOSEN);
    ComputationGraph graph = networks.graph(layer());
    ComputationGraph other = networks.graph(layer());
    other.params().assign(0);
    other.setParams(graph.params());
    INDArray ofLayer = graph.getLayer("layer").params();
    if (ofLayer != null) {
      other.getLayer("layer").setParams(ofLayer.dup());
    }
    assertThat(other.outputSingle(input(DataType.FLOAT)))
        .isEqualTo(graph.outputSingle(input(DataType.FLOAT)));
  }

  @Test
  void keepsItsParametersInTransferLearning() {
    ComputationGraph graph = SmallNetworks.of(DataType.FLOAT, Path.CHOSEN).graph(layer());
    ComputationGraph transferred =
        new TransferLearning.GraphBuilder(graph)
            .setFeatureExtractor("layer")
            .nOutReplace("out", 7, WeightInit.XAVIER)
            .build();
    INDArray expected = graph.feedForward(input(DataType.FLOAT), false).get("layer");
    assertThat(transferred.feedForward(input(DataType.FLOAT), false).get("layer"))
        .isEqualTo(expected);
  }

  @Test
  void goesThroughJson() {
    ComputationGraphConfiguration configuration =
        SmallNetworks.of(DataType.FLOAT, Path.CHOSEN).graphBuilder(layer()).build();
    ComputationGraphConfiguration read =
        ComputationGraphConfiguration.fromJson(configuration.toJson());
    assertThat(read).isEqualTo(configuration).hasSameHashCodeAs(configuration);
    assertThat(read.toJson()).isEqualTo(configuration.toJson());
    NeuralNetConfiguration single = new NeuralNetConfiguration.Builder().layer(sized()).build();
    assertThat(NeuralNetConfiguration.fromYaml(single.toYaml()).getLayer())
        .isEqualTo(single.getLayer());
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void goesThroughAModelFile(Path path, @TempDir File directory) throws IOException {
    SmallNetworks networks = SmallNetworks.of(DataType.FLOAT, path);
    DataSet data = data(returnsSequences(), DataType.FLOAT, null);
    ComputationGraph graph = networks.graph(layer());
    fit(graph, data);
    File file = new File(directory, "model.zip");
    ModelSerializer.writeModel(graph, file, true);
    ComputationGraph read = networks.set(ModelSerializer.restoreComputationGraph(file, true));
    assertThat(read.outputSingle(data.getFeatures()))
        .isEqualTo(graph.outputSingle(data.getFeatures()));
    fit(graph, data);
    fit(read, data);
    assertThat(read.params()).isEqualTo(graph.params());
  }

  @Test
  void outputHasTheShapeThatTheTypeSays() {
    Layer layer = sized();
    InputType type = layer.getOutputType(0, InputType.recurrent(IN, TIME));
    INDArray output =
        alone(layer, DataType.FLOAT, Path.CHOSEN).forward(input(DataType.FLOAT), null, false);
    assertThat(output.shape()).isEqualTo(shapeOf(type));
    assertThat(layer.getMemoryReport(InputType.recurrent(IN, TIME)).toString()).isNotEmpty();
  }

  private static long[] shapeOf(InputType type) {
    return type instanceof InputType.InputTypeRecurrent sequence
        ? new long[] {BATCH, sequence.getSize(), TIME}
        : new long[] {BATCH, ((InputType.InputTypeFeedForward) type).getSize()};
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void refusesWhatItCannotUse(Path path) {
    FeedForwardLayer layer = (FeedForwardLayer) sized();
    layer.setLayerName("memory");
    LayerUnderTest alone = alone(layer, DataType.FLOAT, path);
    INDArray good = input(DataType.FLOAT);
    refuses(
        alone, Sequences.random(1, DataType.FLOAT, 3, 5, 4), null, "[3, 5, 4]", "[batch, 2, time]");
    refuses(alone, Sequences.random(1, DataType.FLOAT, 3, 2), null, "[3, 2]", "[batch, 2, time]");
    refuses(alone, Nd4j.create(DataType.FLOAT, 3, 2, 0), null, "[3, 2, 0]", "time >= 1");
    refuses(alone, Nd4j.create(DataType.FLOAT, 0, 2, 4), null, "[0, 2, 4]", "batch and time >= 1");
    refuses(alone, good.castTo(DataType.INT32), null, "INT", "must be a floating type");
    refuses(alone, good, Sequences.prefixMask(5, 1, 2, 3), "[3, 5]", "must be [3, 4]");
    refuses(alone, good, Sequences.prefixMask(4, 1, 2), "[2, 4]", "must be [3, 4]");
    refuses(alone, good, Nd4j.ones(DataType.FLOAT, 3, 4, 1), "[3, 4, 1]", "must be [3, 4]");
    INDArray output = alone.forward(good, null, true);
    assertThatThrownBy(() -> alone.backward(Nd4j.ones(DataType.FLOAT, 3, 7)))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("gradient shape = [3, 7]")
        .hasMessageContaining("memory");
    assertThat(output.isNaN().any()).isFalse();
  }

  private static void refuses(
      LayerUnderTest alone, INDArray input, INDArray mask, String value, String allowed) {
    for (boolean training : new boolean[] {true, false}) {
      assertThatThrownBy(() -> alone.forward(input, mask, training))
          .isInstanceOf(DL4JInvalidInputException.class)
          .hasMessageContaining(value)
          .hasMessageContaining(allowed)
          .hasMessageContaining("memory");
    }
  }
}
