package dev.seq4j.core.layer;

import static dev.seq4j.core.layer.Close.assertClose;
import static dev.seq4j.core.layer.SmallNetworks.IN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.layer.SmallNetworks.Path;
import dev.seq4j.core.layer.attention.MemoryReader;
import dev.seq4j.core.layer.attention.MemoryVertex;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What every layer that reads a memory must keep, alone and in a {@link MemoryVertex}. */
public abstract class MemoryLayerContract extends MemoryVertexContract {

  protected final LayerUnderTest alone(Layer layer, DataType type, Path path) {
    LayerUnderTest alone = new LayerUnderTest(layer, type);
    SmallNetworks.of(type, path).set(alone.layer());
    return alone;
  }

  protected static MemoryReader reader(LayerUnderTest alone) {
    return (MemoryReader) alone.layer();
  }

  /** One batch. */
  public record Case(INDArray input, INDArray mask, INDArray memory, INDArray memoryMask) {

    public static Case of(DataType type) {
      return new Case(
          Sequences.random(1, type, BATCH, IN, TIME),
          null,
          Sequences.random(2, type, BATCH, MEMORY, STEPS),
          null);
    }

    public Case masked(INDArray newMask, INDArray newMemoryMask) {
      return new Case(input, newMask, memory, newMemoryMask);
    }

    public INDArray forward(LayerUnderTest alone, boolean training) {
      reader(alone).setMemory(memory, memoryMask);
      return alone.forward(input, mask, training);
    }

    double loss(LayerUnderTest alone, INDArray weights) {
      return forward(alone, true).mul(weights).sumNumber().doubleValue();
    }
  }

  static Stream<Arguments> masks() {
    return Stream.of(
        Arguments.of(null, null),
        Arguments.of(Sequences.prefixMask(TIME, 4, 2, 3), Sequences.prefixMask(STEPS, 3, 5, 1)),
        Arguments.of(
            Sequences.mask("0110", "1011", "0000"), Sequences.mask("01101", "00000", "11011")));
  }

  static Stream<Arguments> extremeMasks() {
    return masks()
        .filter(
            arguments ->
                !(arguments.get()[0] instanceof INDArray mask)
                    || mask.slice(2).sumNumber().intValue() == 0);
  }

  @ParameterizedTest
  @MethodSource("extremeMasks")
  void gradientsEqualNumericOnes(INDArray mask, INDArray memoryMask) {
    LayerUnderTest alone = alone(sized(), DataType.DOUBLE, Path.CHOSEN);
    Case one = Case.of(DataType.DOUBLE).masked(mask, memoryMask);
    INDArray weights = Sequences.random(3, DataType.DOUBLE, one.forward(alone, true).shape());
    INDArray toInput = alone.backward(weights).dup();
    INDArray toMemory = reader(alone).memoryGradient().dup();
    INDArray toParams = alone.gradients().dup();
    NumericGradient.check("parameters", alone.params(), toParams, () -> one.loss(alone, weights));
    NumericGradient.check("input", one.input(), toInput, () -> one.loss(alone, weights));
    NumericGradient.check("memory", one.memory(), toMemory, () -> one.loss(alone, weights));
  }

  @ParameterizedTest
  @MethodSource("masks")
  void kernelEqualsPortablePath(INDArray mask, INDArray memoryMask) {
    Case one = Case.of(DataType.FLOAT).masked(mask, memoryMask);
    LayerUnderTest kernel = alone(sized(), DataType.FLOAT, Path.CHOSEN);
    LayerUnderTest portable = alone(sized(), DataType.FLOAT, Path.PORTABLE);
    INDArray output = one.forward(portable, true).dup();
    assertClose("output", one.forward(kernel, true), output, 1e-4);
    INDArray weights = Sequences.random(3, DataType.FLOAT, output.shape());
    assertClose("input gradient", kernel.backward(weights), portable.backward(weights), 1e-4);
    assertClose(
        "memory gradient",
        reader(kernel).memoryGradient(),
        reader(portable).memoryGradient(),
        1e-4);
    assertClose("gradients", kernel.gradients(), portable.gradients(), 1e-4);
    assertClose("inference", one.forward(kernel, false), output, 1e-4);
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void paddingChangesNothing(Path path) {
    LayerUnderTest alone = alone(sized(), DataType.FLOAT, path);
    Case plain = Case.of(DataType.FLOAT);
    INDArray expected = plain.forward(alone, true).dup();
    INDArray weights = Sequences.random(3, DataType.FLOAT, expected.shape());
    INDArray toInput = alone.backward(weights).dup();
    INDArray toMemory = reader(alone).memoryGradient().dup();
    INDArray gradients = alone.gradients().dup();
    Case padded =
        new Case(
            Nd4j.concat(2, plain.input(), rubbish(IN)),
            Sequences.prefixMask(TIME + 2, TIME, TIME, TIME),
            Nd4j.concat(2, rubbish(MEMORY), plain.memory()),
            Sequences.mask("0011111", "0011111", "0011111"));
    INDArray output = padded.forward(alone, true);
    assertClose("output", Sequences.steps(output, 0, TIME), expected, Close.FLOAT);
    assertThat(largest(Sequences.steps(output, TIME, TIME + 2))).isZero();
    INDArray paddedWeights = Nd4j.concat(2, weights, rubbish((int) weights.size(1)));
    INDArray toPadded = alone.backward(paddedWeights);
    assertClose("input gradient", Sequences.steps(toPadded, 0, TIME), toInput, Close.FLOAT);
    assertThat(largest(Sequences.steps(toPadded, TIME, TIME + 2))).isZero();
    INDArray toPaddedMemory = reader(alone).memoryGradient();
    assertClose(
        "memory gradient", Sequences.steps(toPaddedMemory, 2, STEPS + 2), toMemory, Close.FLOAT);
    assertThat(largest(Sequences.steps(toPaddedMemory, 0, 2))).isZero();
    assertClose("gradients", alone.gradients(), gradients, Close.FLOAT);
  }

  private static INDArray rubbish(int features) {
    return Sequences.random(5, DataType.FLOAT, BATCH, features, 2).muli(100);
  }

  private static double largest(INDArray array) {
    return array.amaxNumber().doubleValue();
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void rowsWithoutAnyStepHaveNoPart(Path path) {
    LayerUnderTest alone = alone(sized(), DataType.FLOAT, path);
    Case one =
        Case.of(DataType.FLOAT)
            .masked(Sequences.prefixMask(TIME, 3, 0, 4), Sequences.prefixMask(STEPS, 2, 4, 0));
    INDArray output = one.forward(alone, true);
    assertThat(output.isNaN().any()).isFalse();
    assertThat(largest(output.slice(1))).as("no step of the input").isZero();
    INDArray toInput = alone.backward(Sequences.random(3, DataType.FLOAT, output.shape()));
    INDArray toMemory = reader(alone).memoryGradient();
    assertThat(largest(toInput.slice(1))).isZero();
    assertThat(largest(toMemory.slice(1))).isZero();
    assertThat(largest(toMemory.slice(2))).as("no step of the memory").isZero();
    assertThat(alone.gradients().isNaN().any()).isFalse();
    assertThat(largest(alone.gradients())).isPositive();
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void batchOfOneEqualsBatchOfMany(Path path) {
    LayerUnderTest alone = alone(sized(), DataType.FLOAT, path);
    Case all =
        Case.of(DataType.FLOAT)
            .masked(Sequences.mask("1110", "0111", "1011"), Sequences.prefixMask(STEPS, 2, 5, 3));
    INDArray output = all.forward(alone, true).dup();
    INDArray weights = Sequences.random(3, DataType.FLOAT, output.shape());
    INDArray toInput = alone.backward(weights).dup();
    INDArray toMemory = reader(alone).memoryGradient().dup();
    INDArray gradients = alone.gradients().dup();
    INDArray sum = Nd4j.zeros(DataType.FLOAT, gradients.length());
    for (int row = 0; row < BATCH; row++) {
      Case one =
          new Case(
              row(all.input(), row),
              row(all.mask(), row),
              row(all.memory(), row),
              row(all.memoryMask(), row));
      assertClose("output", one.forward(alone, true), row(output, row), Close.FLOAT);
      assertClose(
          "input gradient", alone.backward(row(weights, row)), row(toInput, row), Close.FLOAT);
      assertClose(
          "memory gradient", reader(alone).memoryGradient(), row(toMemory, row), Close.FLOAT);
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
    Case plain = Case.of(DataType.FLOAT);
    INDArray expected = plain.forward(alone, true).dup();
    INDArray weights = Sequences.random(3, DataType.FLOAT, expected.shape());
    INDArray toMemory = alone.backward(weights) == null ? null : memoryGradient(alone);
    for (char order : new char[] {'c', 'f', 't'}) {
      Case same =
          new Case(laidOut(plain.input(), order), null, laidOut(plain.memory(), order), null);
      assertThat(same.forward(alone, true)).isEqualTo(expected);
      alone.backward(laidOut(weights, order));
      assertThat(memoryGradient(alone)).isEqualTo(toMemory);
    }
    LayerUnderTest swapped = alone(sized(layer(), RNNFormat.NWC), DataType.FLOAT, path);
    Case turned =
        new Case(plain.input().permute(0, 2, 1), null, plain.memory().permute(0, 2, 1), null);
    assertThat(turned.forward(swapped, true).permute(0, 2, 1)).isEqualTo(expected);
    swapped.backward(weights.permute(0, 2, 1));
    assertThat(memoryGradient(swapped).permute(0, 2, 1)).isEqualTo(toMemory);
  }

  private static INDArray memoryGradient(LayerUnderTest alone) {
    return reader(alone).memoryGradient().dup();
  }

  private static INDArray laidOut(INDArray array, char order) {
    return order == 't' ? Sequences.timeMajorView(array) : array.dup(order);
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void stepByStepEqualsTheWholeSequence(Path path) {
    LayerUnderTest alone = alone(sized(), DataType.FLOAT, path);
    Case one = Case.of(DataType.FLOAT).masked(null, Sequences.prefixMask(STEPS, 3, 5, 1));
    INDArray whole = one.forward(alone, false).dup();
    MemoryReader reader = reader(alone);
    alone.layer().setMaskArray(null);
    for (int[] lengths : List.of(new int[] {1, 1, 1, 1}, new int[] {2, 1, 1}, new int[] {4})) {
      reader.rnnClearPreviousState();
      reader.setMemory(one.memory(), one.memoryMask());
      int from = 0;
      for (int length : lengths) {
        INDArray steps =
            reader.rnnTimeStep(
                Sequences.steps(one.input(), from, from + length), LayerUnderTest.NO_WORKSPACES);
        INDArray expected = Sequences.steps(whole, from, from + length);
        assertClose("steps from " + from, steps, expected, Close.FLOAT);
        from += length;
      }
    }
  }

  @Test
  void stateCanBeTakenOutChosenFromAndPutBack() {
    LayerUnderTest alone = alone(sized(), DataType.FLOAT, Path.CHOSEN);
    Case one = Case.of(DataType.FLOAT);
    MemoryReader reader = reader(alone);
    reader.setMemory(one.memory(), null);
    reader.rnnTimeStep(Sequences.steps(one.input(), 0, 2), LayerUnderTest.NO_WORKSPACES);
    Map<String, INDArray> state = reader.rnnGetPreviousState();
    INDArray next = Sequences.steps(one.input(), 2, 3);
    INDArray expected = reader.rnnTimeStep(next, LayerUnderTest.NO_WORKSPACES).dup();
    reader.rnnClearPreviousState();
    reader.rnnSetPreviousState(state);
    assertThat(reader.rnnTimeStep(next, LayerUnderTest.NO_WORKSPACES)).isEqualTo(expected);
    int[] chosen = {2, 0, 0};
    reader.rnnClearPreviousState();
    reader.setMemory(rows(one.memory(), chosen), null);
    Map<String, INDArray> chosenState = new java.util.HashMap<>();
    state.forEach((name, array) -> chosenState.put(name, rows(array, chosen)));
    reader.rnnSetPreviousState(chosenState);
    assertClose(
        "chosen rows",
        reader.rnnTimeStep(rows(next, chosen), LayerUnderTest.NO_WORKSPACES),
        rows(expected, chosen),
        Close.FLOAT);
  }

  private static INDArray rows(INDArray array, int[] chosen) {
    INDArray ordered = array.dup('c');
    INDArray result = Nd4j.create(array.dataType(), array.shape().clone());
    for (int i = 0; i < chosen.length; i++) {
      result.slice(i).assign(ordered.slice(chosen[i]));
    }
    return result;
  }

  @Test
  void weightNoiseIsSeenByBothPasses() {
    Layer layer = sized();
    ((BaseLayer) layer).setWeightNoise(new DropConnect(0.7));
    LayerUnderTest alone = alone(layer, DataType.DOUBLE, Path.CHOSEN);
    Case one = Case.of(DataType.DOUBLE);
    INDArray plain = one.forward(alone, false).dup();
    INDArray weights = Sequences.random(3, DataType.DOUBLE, plain.shape());
    Nd4j.getRandom().setSeed(7);
    assertThat(one.forward(alone, true)).isNotEqualTo(plain);
    alone.backward(weights);
    INDArray toMemory = memoryGradient(alone);
    NumericGradient.check(
        "memory",
        one.memory(),
        toMemory,
        () -> {
          alone.layer().clearNoiseWeightParams();
          Nd4j.getRandom().setSeed(7);
          return one.loss(alone, weights);
        });
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void refusesWhatItCannotUse(Path path) {
    Layer layer = sized();
    layer.setLayerName("decoder");
    LayerUnderTest alone = alone(layer, DataType.FLOAT, path);
    Case good = Case.of(DataType.FLOAT);
    INDArray wide = Sequences.random(1, DataType.FLOAT, BATCH, 7, STEPS);
    refuses(alone, new Case(good.input(), null, wide, null), "[3, 7, 5]", "[batch, 3, time]");
    INDArray fewer = Sequences.random(1, DataType.FLOAT, 2, MEMORY, STEPS);
    refuses(alone, new Case(good.input(), null, fewer, null), "rows of the memory = 2", "3");
    refuses(alone, good.masked(null, Sequences.prefixMask(4, 1, 2, 3)), "[3, 4]", "[3, 5]");
    refuses(alone, good.masked(Sequences.prefixMask(5, 1, 2, 3), null), "[3, 5]", "[3, 4]");
    reader(alone).setMemory(null, null);
    assertThatThrownBy(() -> alone.forward(good.input(), null, true))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("memory is not set");
  }

  private static void refuses(LayerUnderTest alone, Case one, String value, String allowed) {
    assertThatThrownBy(() -> one.forward(alone, true))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining(value)
        .hasMessageContaining(allowed)
        .hasMessageContaining("decoder");
  }
}
