package dev.seq4j.core.layer.recurrent;

import static dev.seq4j.core.layer.SmallNetworks.IN;
import static dev.seq4j.core.layer.SmallNetworks.UNITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.layer.LayerUnderTest;
import dev.seq4j.core.layer.Sequences;
import dev.seq4j.core.layer.SmallNetworks;
import dev.seq4j.core.layer.SmallNetworks.Path;
import java.util.Arrays;
import java.util.Map;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The layers against their Javadoc's formulas, written out number by number. */
class EquationsTest {

  private static final int TIME = 5;

  private final double[] hidden = new double[UNITS];
  private final double[] cell = new double[UNITS];
  private Map<String, INDArray> params;
  private INDArray input;

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** Row {@code gate} of W_x x_t + b, for one unit. */
  private double fromInput(int gate, int unit, int t) {
    double sum = params.get("b").getDouble(gate * UNITS + unit);
    for (int d = 0; d < IN; d++) {
      sum += params.get("W").getDouble(d, gate * UNITS + unit) * input.getDouble(0, d, t);
    }
    return sum;
  }

  /** Row {@code gate} of W_h times a vector, for one unit. */
  private double product(int gate, int unit, double[] vector) {
    double sum = 0;
    for (int k = 0; k < UNITS; k++) {
      sum += params.get("RW").getDouble(k, gate * UNITS + unit) * vector[k];
    }
    return sum;
  }

  private double gate(int gate, int unit, int t, double[] before) {
    return fromInput(gate, unit, t) + product(gate, unit, before);
  }

  private interface Step {
    double next(int unit, int t, double[] before);
  }

  private void check(CellLayer layer, DataType type, Path path, Step step) {
    layer.setNIn(InputType.recurrent(IN), true);
    LayerUnderTest alone = new LayerUnderTest(layer, type);
    SmallNetworks.of(type, path).set(alone.layer());
    params = alone.layer().paramTable();
    input = Sequences.random(1, type, 1, IN, TIME);
    INDArray output = alone.forward(input, null, false);
    double tolerance = type == DataType.DOUBLE ? 1e-12 : 2e-6;
    for (int t = 0; t < TIME; t++) {
      double[] before = hidden.clone();
      for (int unit = 0; unit < UNITS; unit++) {
        hidden[unit] = step.next(unit, t, before);
        assertThat(output.getDouble(0, unit, t))
            .as("step %d, unit %d", t, unit)
            .isCloseTo(hidden[unit], within(tolerance));
      }
    }
  }

  private void checkBothTypes(CellLayer layer, Path path, Step step) {
    check(layer, DataType.FLOAT, path, step);
    Arrays.fill(hidden, 0);
    Arrays.fill(cell, 0);
    check(layer, DataType.DOUBLE, path, step);
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void lstm(Path path) {
    checkBothTypes(
        new LSTM.Builder().nOut(UNITS).build(),
        path,
        (unit, t, before) -> {
          double i = sigmoid(gate(0, unit, t, before));
          double f = sigmoid(gate(1, unit, t, before));
          double g = Math.tanh(gate(2, unit, t, before));
          double o = sigmoid(gate(3, unit, t, before));
          cell[unit] = f * cell[unit] + i * g;
          return o * Math.tanh(cell[unit]);
        });
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void gru(Path path) {
    checkBothTypes(
        new GRU.Builder().nOut(UNITS).build(),
        path,
        (unit, t, before) -> {
          double r = sigmoid(gate(0, unit, t, before));
          double z = sigmoid(gate(1, unit, t, before));
          double recurrent = product(2, unit, before) + params.get("b").getDouble(3 * UNITS + unit);
          double n = Math.tanh(fromInput(2, unit, t) + r * recurrent);
          return (1 - z) * n + z * before[unit];
        });
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void gruWithResetBefore(Path path) {
    checkBothTypes(
        new GRU.Builder().resetAfter(false).nOut(UNITS).build(),
        path,
        (unit, t, before) -> {
          double[] reset = new double[UNITS];
          for (int k = 0; k < UNITS; k++) {
            reset[k] = sigmoid(gate(0, k, t, before)) * before[k];
          }
          double z = sigmoid(gate(1, unit, t, before));
          double n = Math.tanh(fromInput(2, unit, t) + product(2, unit, reset));
          return (1 - z) * n + z * before[unit];
        });
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void simpleRnn(Path path) {
    checkBothTypes(
        new SimpleRnn.Builder().nOut(UNITS).build(),
        path,
        (unit, t, before) -> Math.tanh(gate(0, unit, t, before)));
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void simpleRnnWithRelu(Path path) {
    checkBothTypes(
        new SimpleRnn.Builder().activation(Activation.RELU).nOut(UNITS).build(),
        path,
        (unit, t, before) -> Math.max(0, gate(0, unit, t, before)));
  }
}
