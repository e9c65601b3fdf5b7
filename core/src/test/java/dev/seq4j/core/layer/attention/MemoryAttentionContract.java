package dev.seq4j.core.layer.attention;

import static dev.seq4j.core.layer.Close.assertClose;
import static dev.seq4j.core.layer.SmallNetworks.IN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.layer.LayerUnderTest;
import dev.seq4j.core.layer.MemoryLayerContract;
import dev.seq4j.core.layer.NumericGradient;
import dev.seq4j.core.layer.SequenceLayerParity;
import dev.seq4j.core.layer.Sequences;
import dev.seq4j.core.layer.SmallNetworks;
import dev.seq4j.core.layer.SmallNetworks.Path;
import java.util.List;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What a layer that attends to a memory must keep besides {@link MemoryLayerContract}. */
abstract class MemoryAttentionContract extends MemoryLayerContract {

  private static final INDArray MASK = Sequences.mask("1111", "1010", "0000");
  private static final INDArray MEMORY_MASK = Sequences.mask("11000", "01011", "11111");

  /** A new builder of a layer of {@code 2 * heads} features. */
  abstract MemoryAttentionLayer.Builder<?> builder(int heads);

  /** The same with every dropout that the layer has. */
  abstract MemoryAttentionLayer.Builder<?> dropping(int heads);

  @Override
  protected final Layer layer() {
    return builder(1).build();
  }

  private LayerUnderTest alone(
      MemoryAttentionLayer.Builder<?> builder, int in, DataType type, Path path) {
    Layer layer = builder.build();
    layer.setNIn(InputType.recurrent(in), true);
    ((MemoryLayer) layer).setMemoryType(InputType.recurrent(MEMORY));
    return alone(layer, type, path);
  }

  private static INDArray seeded(Case one, LayerUnderTest alone) {
    Nd4j.getRandom().setSeed(7);
    return one.forward(alone, true);
  }

  @Test
  void gradientsEqualNumericOnesWithAllDropout() {
    LayerUnderTest alone = alone(dropping(1), IN, DataType.DOUBLE, Path.CHOSEN);
    Case one = Case.of(DataType.DOUBLE).masked(MASK, MEMORY_MASK);
    INDArray output = seeded(one, alone).dup();
    assertThat(output).isNotEqualTo(one.forward(alone, false));
    INDArray weights = Sequences.random(3, DataType.DOUBLE, output.shape());
    seeded(one, alone);
    INDArray toInput = alone.backward(weights).dup();
    INDArray toMemory = reader(alone).memoryGradient().dup();
    NumericGradient.check(
        "input",
        one.input(),
        toInput,
        () -> seeded(one, alone).mul(weights).sumNumber().doubleValue());
    NumericGradient.check(
        "memory",
        one.memory(),
        toMemory,
        () -> seeded(one, alone).mul(weights).sumNumber().doubleValue());
  }

  /** With several heads, any mask and dropout, over several blocks of queries. */
  @Test
  void kernelEqualsPortablePathAtOtherSizes() {
    for (int heads : new int[] {1, 4}) {
      for (MemoryAttentionLayer.Builder<?> builder : List.of(builder(heads), dropping(heads))) {
        LayerUnderTest kernel = alone(builder, 2 * heads, DataType.FLOAT, Path.CHOSEN);
        LayerUnderTest portable = alone(builder, 2 * heads, DataType.FLOAT, Path.PORTABLE);
        Case one =
            new Case(
                Sequences.random(1, DataType.FLOAT, 2, 2 * heads, 140),
                SequenceLayerParity.randomMask(2, 140),
                Sequences.random(2, DataType.FLOAT, 2, MEMORY, 33),
                SequenceLayerParity.randomMask(2, 33));
        INDArray expected = seeded(one, portable).dup();
        assertClose("output", seeded(one, kernel), expected, 1e-4);
        INDArray weights = Sequences.random(3, DataType.FLOAT, expected.shape());
        assertClose("to input", kernel.backward(weights), portable.backward(weights), 1e-4);
        assertClose("gradients", kernel.gradients(), portable.gradients(), 1e-4);
        assertClose(
            "to memory", reader(kernel).memoryGradient(), reader(portable).memoryGradient(), 1e-4);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void maskedStepsOfBothMayHoldAnything(Path path) {
    LayerUnderTest alone = alone(builder(1), IN, DataType.FLOAT, path);
    Case one = Case.of(DataType.FLOAT).masked(MASK, MEMORY_MASK);
    INDArray expected = one.forward(alone, true).dup();
    Case poisoned =
        new Case(
            poisoned(one.input(), MASK), MASK, poisoned(one.memory(), MEMORY_MASK), MEMORY_MASK);
    assertThat(poisoned.forward(alone, true)).isEqualTo(expected);
    alone.backward(Sequences.random(3, DataType.FLOAT, expected.shape()));
    assertThat(alone.gradients().isNaN().any()).isFalse();
  }

  private static INDArray poisoned(INDArray sequence, INDArray mask) {
    INDArray copy = sequence.dup();
    for (int row = 0; row < mask.size(0); row++) {
      for (int t = 0; t < mask.size(1); t++) {
        if (mask.getDouble(row, t) == 0) {
          copy.putScalar(row, 0, t, Float.NaN);
        }
      }
    }
    return copy;
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void weightsOfTheMemorySumToOne(Path path) {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(12345)
                .graphBuilder()
                .addInputs("target", "memory")
                .setInputTypes(InputType.recurrent(4), InputType.recurrent(MEMORY))
                .addVertex("decoder", new MemoryVertex(builder(2).build()), "target", "memory")
                .addLayer(
                    "out",
                    new RnnOutputLayer.Builder(LossFunction.MCXENT).nOut(2).build(),
                    "decoder")
                .setOutputs("out")
                .build());
    graph.init();
    SmallNetworks.of(DataType.FLOAT, path).set(graph);
    INDArray[] features = {
      Sequences.random(1, DataType.FLOAT, 3, 4, 4),
      Sequences.random(2, DataType.FLOAT, 3, MEMORY, 5)
    };
    INDArray[] masks = {MASK, MEMORY_MASK};
    INDArray weights = AttentionWeights.toMemory(graph, "decoder", features, masks);
    assertThat(weights.shape()).containsExactly(3, 2, 4, 5);
    INDArray sums = weights.sum(3); // [batch, heads, time]
    for (int row = 0; row < 3; row++) {
      for (int head = 0; head < 2; head++) {
        for (int t = 0; t < 4; t++) {
          double live = MASK.getDouble(row, t);
          assertThat(sums.getDouble(row, head, t)).isBetween(live - 1e-6, live + 1e-6);
        }
      }
    }
    assertThat(weights.getDouble(0, 1, 2, 4)).as("masked key").isZero();
    assertThat(AttentionWeights.of(graph, "decoder", features).size(1)).isEqualTo(2);
    assertThatThrownBy(() -> AttentionWeights.toMemory(graph, "out", features, null))
        .isInstanceOf(DL4JInvalidInputException.class);
  }

  @Test
  void needsTheSizeOfTheMemory() {
    assertThatThrownBy(() -> builder(1).nMemory(-1).build())
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("nMemory = -1");
    Layer unset = layer();
    unset.setNIn(InputType.recurrent(IN), true);
    assertThatThrownBy(() -> alone(unset, DataType.FLOAT, Path.CHOSEN))
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("nMemory = 0: must be set");
  }
}
