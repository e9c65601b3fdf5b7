package dev.seq4j.core.layer;

import static dev.seq4j.core.layer.Close.assertClose;
import static dev.seq4j.core.layer.LayerUnderTest.NO_WORKSPACES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.layer.SmallNetworks.Path;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What a layer that attends to a memory must keep. */
abstract class MemoryAttentionContract {

  private static final int BATCH = 3;
  private static final int TIME = 4;
  private static final int STEPS = 5;
  private static final int MEMORY = 3;

  private static final INDArray MASK = Sequences.mask("1111", "1010", "0000");
  private static final INDArray MEMORY_MASK = Sequences.mask("11000", "01011", "11111");

  /** A new builder of a layer of {@code 2 * heads} features. */
  abstract MemoryAttentionLayer.Builder<?> builder(int heads);

  /** The same with every dropout that the layer has. */
  abstract MemoryAttentionLayer.Builder<?> dropping(int heads);

  private static MemoryAttentionLayer sized(MemoryAttentionLayer.Builder<?> builder, int in) {
    MemoryAttentionLayer layer = (MemoryAttentionLayer) builder.build();
    layer.setNIn(InputType.recurrent(in), true);
    layer.setMemoryType(InputType.recurrent(MEMORY));
    return layer;
  }

  private static LayerUnderTest alone(MemoryAttentionLayer layer, DataType type, Path path) {
    LayerUnderTest alone = new LayerUnderTest(layer, type);
    SmallNetworks.of(type, path).set(alone.layer());
    return alone;
  }

  private static INDArray forward(
      LayerUnderTest alone, INDArray input, INDArray mask, INDArray memory, INDArray memoryMask) {
    ((MemoryReader) alone.layer()).setMemory(memory, memoryMask);
    Nd4j.getRandom().setSeed(7);
    return alone.forward(input, mask, true);
  }

  private static INDArray input(DataType type, int in) {
    return Sequences.random(1, type, BATCH, in, TIME);
  }

  private static INDArray memory(DataType type) {
    return Sequences.random(2, type, BATCH, MEMORY, STEPS);
  }

  @Test
  void gradientsEqualNumericOnes() {
    for (MemoryAttentionLayer.Builder<?> builder : List.of(builder(1), dropping(1))) {
      LayerUnderTest alone = alone(sized(builder, 2), DataType.DOUBLE, Path.CHOSEN);
      INDArray input = input(DataType.DOUBLE, 2);
      INDArray memory = memory(DataType.DOUBLE);
      INDArray output = forward(alone, input, MASK, memory, MEMORY_MASK);
      INDArray weights = Sequences.random(3, DataType.DOUBLE, output.shape());
      INDArray toInput = alone.backward(weights).dup();
      INDArray toParams = alone.gradients().dup();
      INDArray toMemory = ((MemoryReader) alone.layer()).memoryGradient().dup();
      NumericGradient.check(
          "parameters",
          alone.params(),
          toParams,
          () -> loss(forward(alone, input, MASK, memory, MEMORY_MASK), weights));
      NumericGradient.check(
          "input",
          input,
          toInput,
          () -> loss(forward(alone, input, MASK, memory, MEMORY_MASK), weights));
      NumericGradient.check(
          "memory",
          memory,
          toMemory,
          () -> loss(forward(alone, input, MASK, memory, MEMORY_MASK), weights));
    }
  }

  private static double loss(INDArray output, INDArray weights) {
    return output.mul(weights).sumNumber().doubleValue();
  }

  @Test
  void kernelEqualsPortablePath() {
    for (int heads : new int[] {1, 4}) {
      for (MemoryAttentionLayer.Builder<?> builder : List.of(builder(heads), dropping(heads))) {
        MemoryAttentionLayer layer = sized(builder, 2 * heads);
        LayerUnderTest kernel = alone(layer, DataType.FLOAT, Path.CHOSEN);
        LayerUnderTest portable = alone(layer, DataType.FLOAT, Path.PORTABLE);
        INDArray input = input(DataType.FLOAT, 2 * heads);
        INDArray memory = memory(DataType.FLOAT);
        INDArray expected = forward(portable, input, MASK, memory, MEMORY_MASK).dup();
        INDArray actual = forward(kernel, input, MASK, memory, MEMORY_MASK);
        assertClose("output", actual, expected, 1e-4);
        INDArray weights = Sequences.random(3, DataType.FLOAT, actual.shape());
        assertClose("input", kernel.backward(weights), portable.backward(weights), 1e-4);
        assertClose("gradients", kernel.gradients(), portable.gradients(), 1e-4);
        assertClose(
            "memory",
            ((MemoryReader) kernel.layer()).memoryGradient(),
            ((MemoryReader) portable.layer()).memoryGradient(),
            1e-4);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void paddingOfBothChangesNothing(Path path) {
    LayerUnderTest alone = alone(sized(builder(1), 2), DataType.FLOAT, path);
    INDArray input = input(DataType.FLOAT, 2);
    INDArray memory = memory(DataType.FLOAT);
    INDArray expected = forward(alone, input, null, memory, null).dup();
    INDArray weights = Sequences.random(3, DataType.FLOAT, expected.shape());
    INDArray expectedToInput = alone.backward(weights).dup();
    INDArray gradients = alone.gradients().dup();
    INDArray expectedToMemory = ((MemoryReader) alone.layer()).memoryGradient().dup();

    INDArray rubbish = Nd4j.valueArrayOf(new long[] {BATCH, 2, 2}, Double.NaN, DataType.FLOAT);
    INDArray more = Nd4j.valueArrayOf(new long[] {BATCH, MEMORY, 1}, Double.NaN, DataType.FLOAT);
    INDArray padded = Nd4j.concat(2, input, rubbish);
    INDArray output =
        forward(
            alone,
            padded,
            Sequences.prefixMask(TIME + 2, TIME, TIME, TIME),
            Nd4j.concat(2, memory, more),
            Sequences.prefixMask(STEPS + 1, STEPS, STEPS, STEPS));
    assertClose("output", Sequences.steps(output, 0, TIME), expected, Close.FLOAT);
    assertThat(Sequences.steps(output, TIME, TIME + 2).amaxNumber().doubleValue()).isZero();
    INDArray toInput = alone.backward(Nd4j.concat(2, weights, Nd4j.zeros(DataType.FLOAT, 3, 2, 2)));
    assertClose("to input", Sequences.steps(toInput, 0, TIME), expectedToInput, Close.FLOAT);
    assertClose("gradients", alone.gradients(), gradients, Close.FLOAT);
    INDArray toMemory = ((MemoryReader) alone.layer()).memoryGradient();
    assertClose("to memory", Sequences.steps(toMemory, 0, STEPS), expectedToMemory, Close.FLOAT);
    assertThat(Sequences.steps(toMemory, STEPS, STEPS + 1).amaxNumber().doubleValue()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void rowsWithoutALiveStepGiveZerosAndNoNaN(Path path) {
    LayerUnderTest alone = alone(sized(builder(1), 2), DataType.FLOAT, path);
    INDArray input = input(DataType.FLOAT, 2);
    INDArray memory = memory(DataType.FLOAT);
    INDArray output =
        forward(
            alone,
            input,
            Sequences.prefixMask(TIME, 4, 0, 3),
            memory,
            Sequences.prefixMask(STEPS, 0, 5, 2));
    assertThat(output.isNaN().any()).isFalse();
    assertThat(output.slice(1).amaxNumber().doubleValue()).isZero();
    INDArray toInput = alone.backward(Sequences.random(3, DataType.FLOAT, output.shape()));
    INDArray toMemory = ((MemoryReader) alone.layer()).memoryGradient();
    assertThat(toInput.isNaN().any() || toMemory.isNaN().any()).isFalse();
    assertThat(toInput.slice(1).amaxNumber().doubleValue()).isZero();
    assertThat(toMemory.slice(0).amaxNumber().doubleValue()).as("unseen memory").isZero();
    assertThat(toMemory.slice(1).amaxNumber().doubleValue()).as("memory of nobody").isZero();
    assertThat(toMemory.slice(2).amaxNumber().doubleValue()).isPositive();
    assertThat(alone.gradients().isNaN().any()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void stepByStepEqualsTheWholeSequence(Path path) {
    LayerUnderTest alone = alone(sized(builder(1), 2), DataType.FLOAT, path);
    INDArray input = input(DataType.FLOAT, 2);
    INDArray memory = memory(DataType.FLOAT);
    MemoryReader reader = (MemoryReader) alone.layer();
    reader.setMemory(memory, MEMORY_MASK);
    INDArray whole = alone.forward(input, null, false).dup();
    reader.setMemory(memory, MEMORY_MASK);
    for (int round = 0; round < 2; round++) {
      reader.rnnClearPreviousState();
      for (int t = 0; t < TIME; t++) {
        INDArray step = Sequences.steps(input, t, t + 1);
        assertClose(
            "step " + t,
            reader.rnnTimeStep(step, NO_WORKSPACES),
            Sequences.steps(whole, t, t + 1),
            Close.FLOAT);
      }
    }
    INDArray step = Sequences.steps(input, 0, 1);
    INDArray before = reader.rnnTimeStep(step, NO_WORKSPACES).dup();
    reader.rnnClearPreviousState();
    reader.setMemory(memory.mul(2), MEMORY_MASK);
    assertThat(reader.rnnTimeStep(step, NO_WORKSPACES)).as("another memory").isNotEqualTo(before);
    reader.clear();
    assertThatThrownBy(() -> reader.rnnTimeStep(step, NO_WORKSPACES))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("memory is not set");
  }

  /** Encoder and decoder, each with its input. */
  private ComputationGraphConfiguration configuration(WorkspaceMode mode) {
    return new NeuralNetConfiguration.Builder()
        .seed(12345)
        .updater(new Adam(0.01))
        .l2(0.01)
        .trainingWorkspaceMode(mode)
        .inferenceWorkspaceMode(mode)
        .graphBuilder()
        .addInputs("target", "source")
        .setInputTypes(InputType.recurrent(4), InputType.recurrent(2))
        .addLayer("encoder", new GRU.Builder().nOut(MEMORY).build(), "source")
        .addVertex(
            "decoder",
            new MemoryVertex((MemoryAttentionLayer) builder(2).build()),
            "target",
            "encoder")
        .addLayer(
            "out",
            new RnnOutputLayer.Builder(LossFunction.MCXENT)
                .activation(Activation.SOFTMAX)
                .nOut(3)
                .build(),
            "decoder")
        .setOutputs("out")
        .build();
  }

  private ComputationGraph graph(WorkspaceMode mode, Path path) {
    ComputationGraph graph = new ComputationGraph(configuration(mode));
    graph.init();
    return SmallNetworks.of(DataType.FLOAT, path).set(graph);
  }

  private static MultiDataSet data(boolean masked) {
    return new org.nd4j.linalg.dataset.MultiDataSet(
        new INDArray[] {
          Sequences.random(1, DataType.FLOAT, BATCH, 4, TIME),
          Sequences.random(2, DataType.FLOAT, BATCH, 2, STEPS)
        },
        new INDArray[] {Sequences.labels(3, DataType.FLOAT, BATCH, 3, TIME)},
        masked ? new INDArray[] {MASK, MEMORY_MASK} : null,
        masked ? new INDArray[] {MASK} : null);
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void trainsInAGraphAndGoesThroughJsonAndAFile(Path path, @TempDir File directory)
      throws IOException {
    ComputationGraph graph = graph(WorkspaceMode.ENABLED, path);
    assertThat(ComputationGraphConfiguration.fromJson(graph.getConfiguration().toJson()))
        .isEqualTo(graph.getConfiguration());
    ComputationGraph other = graph(WorkspaceMode.NONE, path);
    INDArray before = graph.getLayer("decoder").params().dup();
    List<Double> scores = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      graph.fit(data(i % 2 == 0));
      other.fit(data(i % 2 == 0)); // the masks of one batch must not stay for the next
      scores.add(graph.score());
    }
    assertThat(graph.getLayer("decoder").params()).isNotEqualTo(before);
    assertThat(other.params()).isEqualTo(graph.params());
    assertThat(scores.get(2)).isLessThan(scores.get(0));
    assertThat(scores.get(3)).isLessThan(scores.get(1));
    assertThat(graph.getLayer("decoder").calcRegularizationScore(true)).isPositive();
    assertThat(graph.numParams()).isEqualTo(graph.params().length());

    File file = new File(directory, "model.zip");
    ModelSerializer.writeModel(graph, file, true);
    ComputationGraph read =
        SmallNetworks.of(DataType.FLOAT, path)
            .set(ModelSerializer.restoreComputationGraph(file, true));
    ComputationGraph clone = SmallNetworks.of(DataType.FLOAT, path).set(graph.clone());
    INDArray[] features = data(false).getFeatures();
    assertThat(read.output(features)[0]).isEqualTo(graph.output(features)[0]);
    assertThat(clone.output(features)[0]).isEqualTo(graph.output(features)[0]);
    graph.fit(data(true));
    read.fit(data(true));
    assertThat(read.params()).isEqualTo(graph.params());
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void weightsOfTheMemorySumToOne(Path path) {
    ComputationGraph graph = graph(WorkspaceMode.ENABLED, path);
    MultiDataSet data = data(true);
    INDArray weights =
        AttentionWeights.toMemory(
            graph, "decoder", data.getFeatures(), data.getFeaturesMaskArrays());
    assertThat(weights.shape()).containsExactly(BATCH, 2, TIME, STEPS);
    INDArray sums = weights.sum(3); // [batch, heads, time]
    for (int head = 0; head < 2; head++) {
      assertClose("sums", sums.tensorAlongDimension(head, 0, 2), MASK, 1e-5);
    }
    assertThat(weights.getDouble(0, 1, 2, 4)).as("masked key").isZero();
    assertThat(AttentionWeights.of(graph, "decoder", data.getFeatures()).size(0)).isEqualTo(BATCH);
    assertThatThrownBy(() -> AttentionWeights.toMemory(graph, "encoder", data.getFeatures(), null))
        .isInstanceOf(DL4JInvalidInputException.class);
  }

  @Test
  void refusesWhatDoesNotFit() {
    LayerUnderTest alone = alone(sized(builder(1), 2), DataType.FLOAT, Path.CHOSEN);
    INDArray input = input(DataType.FLOAT, 2);
    INDArray memory = memory(DataType.FLOAT);
    assertThatThrownBy(() -> forward(alone, input, null, input, null))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("[3, 2, 4]: must be [batch, 3, time] as memory");
    assertThatThrownBy(() -> forward(alone, input, null, memory, MASK))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("must be [3, 5] as that of the memory");
    INDArray fewer = Sequences.random(2, DataType.FLOAT, 2, MEMORY, STEPS);
    assertThatThrownBy(() -> forward(alone, input, null, fewer, null))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("rows of the memory = 2: must be 3");
    assertThatThrownBy(() -> builder(1).nMemory(-1).build())
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("nMemory = -1");
    MemoryAttentionLayer unset = (MemoryAttentionLayer) builder(1).build();
    unset.setNIn(InputType.recurrent(2), true);
    assertThatThrownBy(() -> alone(unset, DataType.FLOAT, Path.CHOSEN))
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("nMemory = 0: must be set");
  }
}
