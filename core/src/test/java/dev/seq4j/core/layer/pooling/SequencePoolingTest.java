package dev.seq4j.core.layer.pooling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.layer.Close;
import dev.seq4j.core.layer.LayerUnderTest;
import dev.seq4j.core.layer.NumericGradient;
import dev.seq4j.core.layer.Sequences;
import dev.seq4j.core.layer.output.SequenceOutput;
import dev.seq4j.core.layer.recurrent.SimpleRnn;
import java.util.List;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

class SequencePoolingTest {

  private static final INDArray MASK = Sequences.mask("1111", "0101", "0000", "1100");

  private static List<org.deeplearning4j.nn.api.Layer> bothPaths(SequencePooling.Mode mode) {
    SequencePoolingInstance portable = (SequencePoolingInstance) layer(mode, DataType.FLOAT);
    portable.usePortablePath();
    return List.of(layer(mode, DataType.FLOAT), portable);
  }

  private static org.deeplearning4j.nn.api.Layer layer(SequencePooling.Mode mode, DataType type) {
    SequencePooling pooling = new SequencePooling(mode);
    pooling.setLayerName("pool");
    NeuralNetConfiguration conf = new NeuralNetConfiguration.Builder().layer(pooling).build();
    return pooling.instantiate(conf, List.of(), 0, null, false, type);
  }

  private static INDArray forward(
      org.deeplearning4j.nn.api.Layer layer, INDArray input, INDArray mask) {
    layer.feedForwardMaskArray(mask, MaskState.Active, (int) input.size(0));
    return layer.activate(input, true, LayerUnderTest.NO_WORKSPACES);
  }

  private static double expected(
      SequencePooling.Mode mode, INDArray x, INDArray mask, long row, long feature) {
    double sum = 0;
    double highest = Double.NEGATIVE_INFINITY;
    int steps = 0;
    for (long t = 0; t < x.size(2); t++) {
      if (mask == null || mask.getDouble(row, t) != 0) {
        sum += x.getDouble(row, feature, t);
        highest = Math.max(highest, x.getDouble(row, feature, t));
        steps++;
      }
    }
    return steps == 0 ? 0 : mode == SequencePooling.Mode.MAX ? highest : sum / steps;
  }

  @ParameterizedTest
  @EnumSource
  void isTheFormulaInEveryLayout(SequencePooling.Mode mode) {
    // All below zero: padding would win a maximum, and count in a mean.
    INDArray x = Sequences.random(1, DataType.FLOAT, 4, 3, 4).subi(2);
    for (org.deeplearning4j.nn.api.Layer layer : bothPaths(mode)) {
      for (INDArray mask : new INDArray[] {null, MASK}) {
        for (INDArray same : List.of(x, x.dup('f'), Sequences.timeMajorView(x))) {
          INDArray y = forward(layer, same, mask);
          assertThat(y.shape()).containsExactly(4, 3);
          for (int row = 0; row < 4; row++) {
            for (int feature = 0; feature < 3; feature++) {
              assertThat(y.getDouble(row, feature))
                  .isCloseTo(expected(mode, x, mask, row, feature), within(1e-6));
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void kernelEqualsPortablePath(SequencePooling.Mode mode) {
    INDArray x = Sequences.random(1, DataType.FLOAT, 40, 33, 20);
    INDArray epsilon = Sequences.random(2, DataType.FLOAT, 40, 33);
    INDArray mask = Nd4j.createFromArray(new float[40][20]);
    java.util.Random random = new java.util.Random(3);
    for (int row = 1; row < 40; row++) {
      for (int t = 0; t < 20; t++) {
        mask.putScalar(row, t, random.nextInt(3) == 0 ? 0 : 1);
      }
    }
    for (INDArray some : new INDArray[] {null, mask}) {
      org.deeplearning4j.nn.api.Layer kernel = bothPaths(mode).get(0);
      org.deeplearning4j.nn.api.Layer portable = bothPaths(mode).get(1);
      Close.assertClose(
          "output", forward(kernel, x, some), forward(portable, x, some), Close.FLOAT);
      Close.assertClose(
          "input gradient",
          kernel.backpropGradient(epsilon, LayerUnderTest.NO_WORKSPACES).getSecond(),
          portable.backpropGradient(epsilon, LayerUnderTest.NO_WORKSPACES).getSecond(),
          Close.FLOAT);
    }
  }

  @ParameterizedTest
  @EnumSource
  void gradientsEqualNumericOnes(SequencePooling.Mode mode) {
    org.deeplearning4j.nn.api.Layer layer = layer(mode, DataType.DOUBLE);
    INDArray x = Sequences.random(1, DataType.DOUBLE, 4, 3, 4);
    INDArray weights = Sequences.random(2, DataType.DOUBLE, 4, 3);
    for (INDArray mask : new INDArray[] {null, MASK}) {
      forward(layer, x, mask);
      INDArray toInput =
          layer.backpropGradient(weights, LayerUnderTest.NO_WORKSPACES).getSecond().dup();
      NumericGradient.check(
          "input",
          x,
          toInput,
          () -> forward(layer, x, mask).mul(weights).sumNumber().doubleValue());
    }
  }

  @Test
  void ofEqualHighestValuesTheFirstGetsTheGradient() {
    INDArray x = Nd4j.createFromArray(new float[][][] {{{1, 5, 5, 2}}});
    for (org.deeplearning4j.nn.api.Layer layer : bothPaths(SequencePooling.Mode.MAX)) {
      forward(layer, x, null);
      INDArray toInput =
          layer
              .backpropGradient(
                  Nd4j.createFromArray(new float[][] {{3}}), LayerUnderTest.NO_WORKSPACES)
              .getSecond();
      assertThat(toInput.reshape(4).toFloatVector()).containsExactly(0, 3, 0, 0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void trainsInANetworkWithAndWithoutWorkspacesAndGoesThroughJson(SequencePooling.Mode mode) {
    ComputationGraph graph = graph(mode, WorkspaceMode.ENABLED);
    ComputationGraph plain = graph(mode, WorkspaceMode.NONE);
    INDArray mask = Sequences.prefixMask(4, 4, 2, 3);
    DataSet data =
        new DataSet(
            Sequences.random(1, DataType.FLOAT, 3, 2, 4),
            Nd4j.createFromArray(new int[][] {{0}, {1}, {1}}),
            mask,
            null);
    double before = graph.score(data);
    for (int i = 0; i < 30; i++) {
      graph.fit(data);
      plain.fit(data);
    }
    assertThat(graph.score(data)).isLessThan(0.8 * before);
    assertThat(plain.params()).isEqualTo(graph.params());
    assertThat(graph.clone().outputSingle(data.getFeatures()))
        .isEqualTo(graph.outputSingle(data.getFeatures()));
    String json = graph.getConfiguration().toJson();
    assertThat(org.deeplearning4j.nn.conf.ComputationGraphConfiguration.fromJson(json))
        .isEqualTo(graph.getConfiguration());
    assertThat(json).contains("\"mode\" : \"" + mode + "\"");
  }

  private static ComputationGraph graph(SequencePooling.Mode mode, WorkspaceMode workspaces) {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(4)
                .updater(new Adam(0.05))
                .trainingWorkspaceMode(workspaces)
                .inferenceWorkspaceMode(workspaces)
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.recurrent(2))
                .addLayer("states", new SimpleRnn.Builder().nOut(3).build(), "in")
                .addLayer("pool", new SequencePooling(mode), "states")
                .addLayer("out", new SequenceOutput.Builder().nOut(2).build(), "pool")
                .setOutputs("out")
                .build());
    graph.init();
    return graph;
  }

  @Test
  void refusesWhatItCannotUse() {
    org.deeplearning4j.nn.api.Layer layer = layer(SequencePooling.Mode.MEAN, DataType.FLOAT);
    assertThatThrownBy(() -> forward(layer, Nd4j.ones(DataType.FLOAT, 2, 3), null))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("input shape = [2, 3]")
        .hasMessageContaining("pool");
    INDArray good = Nd4j.ones(DataType.FLOAT, 2, 3, 4);
    assertThatThrownBy(() -> forward(layer, good, Sequences.prefixMask(5, 1, 2)))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("mask shape = [2, 5]: must be [2, 4]");
    forward(layer, good, null);
    assertThatThrownBy(
            () ->
                layer.backpropGradient(
                    Nd4j.ones(DataType.FLOAT, 2, 4), LayerUnderTest.NO_WORKSPACES))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("gradient shape = [2, 4]");
    assertThatThrownBy(
            () ->
                new SequencePooling(SequencePooling.Mode.MAX)
                    .getOutputType(0, InputType.feedForward(3)))
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("must be recurrent");
  }
}
