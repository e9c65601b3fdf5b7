package dev.seq4j.core.layer.output;

import static dev.seq4j.core.layer.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.seq4j.core.layer.Close;
import dev.seq4j.core.layer.Kernels;
import dev.seq4j.core.layer.LayerContract;
import dev.seq4j.core.layer.LayerUnderTest;
import dev.seq4j.core.layer.NumericGradient;
import dev.seq4j.core.layer.Sequences;
import dev.seq4j.core.layer.SmallNetworks;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;

class SequenceOutputTest {

  private static final int IN = 3;
  private static final int CLASSES = 5;
  private static final int BATCH = 3;
  private static final int TIME = 4;

  private static SequenceOutput.Builder output() {
    return new SequenceOutput.Builder().name("letter").nIn(IN).nOut(CLASSES);
  }

  /** A layer with its labels and their mask. */
  private record Case(LayerUnderTest alone, IOutputLayer layer) {

    static Case of(BaseOutputLayer configuration, DataType type, SmallNetworks.Path path) {
      LayerUnderTest alone = new LayerUnderTest(configuration, type);
      if (path == SmallNetworks.Path.PORTABLE) {
        ((SequenceOutputInstance) alone.layer()).usePortablePath();
      }
      return new Case(alone, (IOutputLayer) alone.layer());
    }

    void set(INDArray input, INDArray labels, INDArray mask) {
      layer.setInput(input, LayerUnderTest.NO_WORKSPACES);
      layer.setLabels(labels);
      layer.setMaskArray(mask);
    }

    /** Returns the gradient with respect to the input. */
    INDArray backward(INDArray input, INDArray labels, INDArray mask) {
      set(input, labels, mask);
      return alone.backward(null);
    }

    double score(INDArray input, INDArray labels, INDArray mask, boolean training) {
      set(input, labels, mask);
      return layer.computeScore(0, training, LayerUnderTest.NO_WORKSPACES);
    }

    INDArray activate(INDArray input, INDArray mask) {
      layer.setMaskArray(mask);
      return layer.activate(input, false, LayerUnderTest.NO_WORKSPACES);
    }
  }

  private static Case of(BaseOutputLayer configuration, DataType type) {
    return Case.of(configuration, type, SmallNetworks.Path.CHOSEN);
  }

  private static INDArray labels(int batch, int classes, int time) {
    Random random = new Random(11);
    INDArray labels = Nd4j.create(DataType.INT32, batch, 1, time);
    for (int row = 0; row < batch; row++) {
      for (int t = 0; t < time; t++) {
        labels.putScalar(row, 0, t, random.nextInt(classes));
      }
    }
    return labels;
  }

  private static INDArray input(DataType type) {
    return Sequences.random(1, type, BATCH, IN, TIME);
  }

  static Stream<Arguments> masks() {
    return Stream.of(
            Named.<INDArray>of("no mask", null),
            Named.of("prefixes", Sequences.prefixMask(TIME, 4, 2, 3)),
            Named.of("holes and an empty row", Sequences.mask("0110", "1011", "0000")))
        .map(Arguments::of);
  }

  private static List<INDArray> layouts(INDArray array) {
    List<INDArray> all = new ArrayList<>(List.of(array.dup('c'), array.dup('f')));
    if (array.rank() == 3) {
      all.add(Sequences.timeMajorView(array));
      all.add(array.permute(0, 2, 1).dup('c').permute(0, 2, 1));
    } else {
      INDArray larger = Nd4j.concat(1, array, array);
      all.add(larger.get(NDArrayIndex.all(), NDArrayIndex.interval(0, array.size(1))));
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("masks")
  void equalsDeeplearning4jAtEveryStep(INDArray mask) {
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      for (boolean bias : new boolean[] {true, false}) {
        Case ours = of(output().hasBias(bias).build(), type);
        Case stock =
            of(
                new RnnOutputLayer.Builder(new LossSparseMCXENT())
                    .activation(Activation.SOFTMAX)
                    .nIn(IN)
                    .nOut(CLASSES)
                    .hasBias(bias)
                    .dataFormat(RNNFormat.NCW)
                    .build(),
                type);
        compare(ours, stock, input(type), labels(BATCH, CLASSES, TIME), mask, bias);
      }
    }
  }

  @Test
  void equalsDeeplearning4jOnceASequence() {
    INDArray labels = labels(BATCH, CLASSES, 1).reshape(BATCH, 1);
    for (INDArray mask : new INDArray[] {null, Sequences.mask("1", "0", "1")}) {
      for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
        Case stock =
            of(
                new OutputLayer.Builder(new LossSparseMCXENT())
                    .activation(Activation.SOFTMAX)
                    .nIn(IN)
                    .nOut(CLASSES)
                    .build(),
                type);
        INDArray input = Sequences.random(1, type, BATCH, IN);
        compare(of(output().build(), type), stock, input, labels, mask, true);
      }
    }
  }

  private static void compare(
      Case ours, Case stock, INDArray input, INDArray labels, INDArray mask, boolean bias) {
    double tolerance = input.dataType() == DataType.DOUBLE ? 1e-9 : 1e-5;
    assertThat(ours.alone().params()).isEqualTo(stock.alone().params());
    INDArray toInput = stock.backward(input.dup(), labels, mask).dup();
    double score = stock.score(input.dup(), labels, mask, true);
    INDArray ofExamples =
        stock.layer().computeScoreForExamples(0.5, LayerUnderTest.NO_WORKSPACES).dup();
    for (INDArray same : layouts(input)) {
      assertClose("input gradient", ours.backward(same, labels, mask), toInput, tolerance);
      assertClose("gradients", ours.alone().gradients(), stock.alone().gradients(), tolerance);
      assertThat(ours.layer().computeScore(0, true, LayerUnderTest.NO_WORKSPACES))
          .as("score after the gradient")
          .isCloseTo(score, within(tolerance * 10));
      for (boolean training : new boolean[] {true, false}) {
        assertThat(ours.score(same, labels, mask, training))
            .as("score alone")
            .isCloseTo(score, within(tolerance * 10));
      }
      assertClose(
          "scores of examples",
          ours.layer().computeScoreForExamples(0.5, LayerUnderTest.NO_WORKSPACES),
          ofExamples,
          tolerance);
      if (bias) { // without it Deeplearning4j's own fails
        stock.set(input.dup(), labels, mask);
        assertClose(
            "probabilities",
            ours.activate(same, mask),
            stock.layer().activate(false, LayerUnderTest.NO_WORKSPACES),
            tolerance);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("masks")
  void gradientsEqualNumericOnes(INDArray mask) {
    Case ours = of(output().labelSmoothing(0.1).build(), DataType.DOUBLE);
    INDArray weighted = mask == null ? null : mask.mul(0.3);
    INDArray input = input(DataType.DOUBLE);
    INDArray labels = labels(BATCH, CLASSES, TIME);
    INDArray toInput = ours.backward(input, labels, weighted).dup();
    INDArray gradients = ours.alone().gradients().dup();
    // Deeplearning4j's gradient is that of the sum over the rows, its score is their mean.
    NumericGradient.check(
        "parameters",
        ours.alone().params(),
        gradients,
        () -> BATCH * ours.score(input, labels, weighted, true));
    NumericGradient.check(
        "input", input, toInput, () -> BATCH * ours.score(input, labels, weighted, true));
  }

  @Test
  void scoreAndGradientSeeTheSameDropoutAndWeightNoise() {
    SequenceOutput layer = output().build();
    layer.setIDropout(new Dropout(0.6));
    layer.setWeightNoise(new DropConnect(0.7));
    Case ours = of(layer, DataType.DOUBLE);
    INDArray input = input(DataType.DOUBLE);
    INDArray labels = labels(BATCH, CLASSES, TIME);
    Nd4j.getRandom().setSeed(7);
    INDArray toInput = ours.backward(input, labels, null).dup();
    double score = ours.layer().computeScore(0, true, LayerUnderTest.NO_WORKSPACES);
    assertThat(score).isNotEqualTo(ours.score(input, labels, null, false));
    NumericGradient.check(
        "input",
        input,
        toInput,
        () -> {
          ours.alone().layer().clearNoiseWeightParams();
          Nd4j.getRandom().setSeed(7);
          return BATCH * ours.score(input, labels, null, true);
        });
    ours.alone().layer().clearNoiseWeightParams();
    Nd4j.getRandom().setSeed(7);
    assertThat(ours.score(input, labels, null, true)).isCloseTo(score, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"1,1,1,2,0", "5,7,6,3,0.2", "33,50,17,100,0.1", "7,20,9,30000,0", "700,1,5,4000,0.1"})
  void kernelEqualsPortablePath(int batch, int time, int in, int classes, double smoothing) {
    assumeTrue(Kernels.serve(DataType.FLOAT), "kernels are chosen");
    SequenceOutput layer =
        new SequenceOutput.Builder().nIn(in).nOut(classes).labelSmoothing(smoothing).build();
    Case kernel = of(layer, DataType.FLOAT);
    Case portable = Case.of(layer, DataType.FLOAT, SmallNetworks.Path.PORTABLE);
    INDArray input = Sequences.random(3, DataType.FLOAT, batch, in, time).muli(3);
    INDArray labels = labels(batch, classes, time);
    INDArray mask = Nd4j.zeros(DataType.FLOAT, batch, time);
    Random random = new Random(5);
    for (int row = 0; row < batch; row++) {
      for (int t = 0; t < time; t++) {
        mask.putScalar(row, t, row == 0 || random.nextInt(3) > 0 ? 1 : 0);
      }
    }
    INDArray toInput = portable.backward(input, labels, mask).dup();
    assertClose("input gradient", kernel.backward(input, labels, mask), toInput, Close.FLOAT);
    assertClose("gradients", kernel.alone().gradients(), portable.alone().gradients(), 1e-4);
    double score = portable.score(input, labels, mask, true);
    assertThat(kernel.score(input, labels, mask, true)).isCloseTo(score, within(1e-4 * score));
    INDArray probabilities = kernel.activate(input, mask);
    assertClose("probabilities", probabilities, portable.activate(input, mask), Close.FLOAT);
    INDArray sums = probabilities.castTo(DataType.DOUBLE).sum(1);
    assertClose("sums", sums, mask.castTo(DataType.DOUBLE), Close.FLOAT);
  }

  @ParameterizedTest
  @EnumSource(SmallNetworks.Path.class)
  void timeBeforeFeaturesIsTheSame(SmallNetworks.Path path) {
    Case channelsFirst = Case.of(output().build(), DataType.FLOAT, path);
    Case channelsLast = Case.of(output().dataFormat(RNNFormat.NWC).build(), DataType.FLOAT, path);
    INDArray input = input(DataType.FLOAT);
    INDArray labels = labels(BATCH, CLASSES, TIME);
    INDArray mask = Sequences.mask("0110", "1011", "1000");
    INDArray turned = input.permute(0, 2, 1).dup('c');
    INDArray turnedLabels = labels.permute(0, 2, 1).dup('c');
    INDArray toInput = channelsFirst.backward(input, labels, mask);
    assertThat(channelsLast.backward(turned, turnedLabels, mask).permute(0, 2, 1))
        .isEqualTo(toInput);
    assertThat(channelsLast.alone().gradients()).isEqualTo(channelsFirst.alone().gradients());
    assertThat(channelsLast.activate(turned, mask).permute(0, 2, 1))
        .isEqualTo(channelsFirst.activate(input, mask));
  }

  @ParameterizedTest
  @EnumSource(SmallNetworks.Path.class)
  void hiddenStepsMayHoldAnything(SmallNetworks.Path path) {
    INDArray labels = labels(BATCH, CLASSES, TIME);
    INDArray mask = Sequences.mask("0110", "1011", "0000");
    for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
      Case ours = Case.of(output().build(), type, path);
      INDArray clean = LayerContract.hidden(input(type), mask, 0);
      INDArray toInput = ours.backward(clean, labels, mask).dup();
      INDArray gradients = ours.alone().gradients().dup();
      double score = ours.score(clean, labels, mask, false);
      INDArray probabilities = ours.activate(clean, mask).dup();
      for (double any : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
        INDArray input = LayerContract.hidden(input(type), mask, any);
        assertThat(ours.backward(input, labels, mask)).isEqualTo(toInput);
        assertThat(ours.alone().gradients()).isEqualTo(gradients);
        assertThat(ours.score(input, labels, mask, false)).isEqualTo(score);
        assertThat(ours.activate(input, mask)).isEqualTo(probabilities);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(SmallNetworks.Path.class)
  void staysFiniteWhereProbabilitiesVanishAndWhereNothingCounts(SmallNetworks.Path path) {
    Case ours = Case.of(output().build(), DataType.FLOAT, path);
    INDArray labels = labels(BATCH, CLASSES, TIME);
    INDArray input = input(DataType.FLOAT).muli(1e4);
    assertThat(ours.backward(input, labels, null).isNaN().any()).isFalse();
    assertThat(ours.score(input, labels, null, true)).isFinite().isGreaterThan(100);
    INDArray nothing = Nd4j.zeros(DataType.FLOAT, BATCH, TIME);
    assertThat(ours.backward(input, labels, nothing).amaxNumber().doubleValue()).isZero();
    assertThat(ours.alone().gradients().amaxNumber().doubleValue()).isZero();
    assertThat(ours.score(input, labels, nothing, true)).isZero();
    assertThat(ours.activate(input, nothing).amaxNumber().doubleValue()).isZero();
    input.putScalar(new int[] {1, 1, 1}, Float.NaN);
    assertThat(ours.score(input, labels, null, true)).as("what has diverged").isNaN();
  }

  @ParameterizedTest
  @EnumSource(SmallNetworks.Path.class)
  void refusesWhatItCannotUse(SmallNetworks.Path path) {
    Case ours = Case.of(output().build(), DataType.FLOAT, path);
    INDArray input = input(DataType.FLOAT);
    INDArray good = labels(BATCH, CLASSES, TIME);
    refuses(ours, input, with(good, 5), null, "label at row 2, step 3 = 5", "[0, 5)");
    refuses(ours, input, with(good, -1), null, "label at row 2, step 3 = -1", "[0, 5)");
    refuses(ours, input, with(good, 0.5), null, "label at row 2, step 3 = 0.5", "whole number");
    INDArray oneHot = Sequences.labels(2, DataType.FLOAT, BATCH, CLASSES, TIME);
    refuses(ours, input, oneHot, null, "[3, 5, 4]", "classes as integers, [3, 1, 4]");
    refuses(ours, input, good.reshape(BATCH, TIME), null, "[3, 4]", "[3, 1, 4]");
    refuses(ours, input, good.castTo(DataType.BOOL), null, "BOOL", "must be a number");
    refuses(ours, input, good, Sequences.prefixMask(5, 1, 2, 3), "[3, 5]", "must be [3, 4]");
    INDArray wide = Sequences.random(1, DataType.FLOAT, BATCH, IN + 1, TIME);
    refuses(ours, wide, good, null, "[3, 4, 4]", "[batch, 3, time]");
    INDArray noTime = Nd4j.create(DataType.FLOAT, BATCH, IN, 0);
    refuses(ours, noTime, good, null, "[3, 3, 0]", "time >= 1");
    refuses(ours, input.castTo(DataType.INT32), good, null, "INT", "must be a floating type");
    INDArray vectors = Sequences.random(1, DataType.FLOAT, BATCH, IN);
    refuses(ours, vectors, good, null, "[3, 1, 4]", "[3, 1]");
    refuses(ours, wide.slice(0), good, null, "[4, 4]", "[batch >= 1, 3]");
    assertThat(ours.score(input, with(good, 77), Sequences.prefixMask(TIME, 4, 4, 3), false))
        .as("a label that the mask hides")
        .isFinite();
    ours.set(input, null, null);
    assertThatThrownBy(() -> ours.alone().backward(null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("labels are not set");
  }

  private static INDArray with(INDArray labels, double last) {
    return labels.castTo(DataType.DOUBLE).putScalar(new int[] {2, 0, 3}, last);
  }

  private static void refuses(
      Case ours, INDArray input, INDArray labels, INDArray mask, String value, String allowed) {
    assertThatThrownBy(() -> ours.backward(input, labels, mask))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining(value)
        .hasMessageContaining(allowed)
        .hasMessageContaining("letter");
    assertThatThrownBy(() -> ours.score(input, labels, mask, false))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining(value);
  }

  @Test
  void refusesOptionsThatAreNotAllowed() {
    refuses(output().nOut(0), "nOut = 0: must be at least 1");
    refuses(output().labelSmoothing(1), "labelSmoothing = 1.0: must be in [0, 1)");
    refuses(output().labelSmoothing(Double.NaN), "labelSmoothing = NaN");
    refuses(output().activation(Activation.SIGMOID), "must be softmax");
    refuses(output().lossFunction(LossFunction.MSE), "must be LossSparseMCXENT");
    assertThatThrownBy(() -> output().build().getOutputType(0, InputType.convolutional(3, 3, 1)))
        .isInstanceOf(IllegalStateException.class);
  }

  private static void refuses(SequenceOutput.Builder builder, String message) {
    assertThatThrownBy(builder::build)
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("letter");
  }
}
