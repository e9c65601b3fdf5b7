package dev.seq4j.benchmarks.cases;

import static dev.seq4j.benchmarks.cases.Close.assertClose;

import dev.seq4j.benchmarks.pytorch.PyTorchReference;
import dev.seq4j.benchmarks.pytorch.PyTorchReference.Numbers;
import dev.seq4j.core.layer.SequenceLayer;
import dev.seq4j.core.layer.attention.MultiHeadAttention;
import dev.seq4j.core.layer.attention.TransformerEncoderBlock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Multi-head attention and the encoder block give PyTorch's outputs and gradients. */
class AttentionParityTest {

  private static final int BATCH = 6;
  private static final int TIME = 19;
  private static final int WIDTH = 24;
  private static final int HEADS = 3;
  private static final int[] LENGTHS = {19, 18, 11, 11, 4, 1};

  private static PyTorchReference pyTorch;

  @BeforeAll
  static void start() {
    pyTorch = new PyTorchReference();
  }

  @AfterAll
  static void end() {
    pyTorch.close();
  }

  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  void multiHeadAttention(boolean causal, boolean padded) {
    compare(new MultiHeadAttention.Builder(HEADS).causal(causal), causal, false, padded);
  }

  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  void encoderBlockWithTheNormFirst(boolean causal, boolean padded) {
    compare(new TransformerEncoderBlock.Builder(HEADS).causal(causal), causal, true, padded);
  }

  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  void encoderBlockWithTheNormAfter(boolean causal, boolean padded) {
    compare(
        new TransformerEncoderBlock.Builder(HEADS).causal(causal).normFirst(false),
        causal,
        false,
        padded);
  }

  private static void compare(
      SequenceLayer.Builder<?> builder, boolean causal, boolean normFirst, boolean padded) {
    Random random = new Random(11);
    float[] x = normal(random, TIME * BATCH * WIDTH);
    float[] dy = normal(random, TIME * BATCH * WIDTH);
    SequenceLayer configuration = builder.nIn(WIDTH).nOut(WIDTH).build();
    NeuralNetConfiguration one = new NeuralNetConfiguration.Builder().layer(configuration).build();
    long count = configuration.initializer().numParams(one);
    INDArray parameters = Nd4j.createFromArray(normal(random, (int) count)).muli(0.3);
    Layer layer = configuration.instantiate(one, List.of(), 0, parameters, false, DataType.FLOAT);
    layer.setBackpropGradientsViewArray(Nd4j.valueArrayOf(new long[] {count}, 7, DataType.FLOAT));
    float[] live = {};
    if (padded) {
      INDArray mask = Sequences.mask(LENGTHS, TIME);
      layer.feedForwardMaskArray(mask, MaskState.Active, BATCH);
      live = PyTorchWeights.values(mask);
    }

    INDArray input = Sequences.features(x, TIME, BATCH, WIDTH);
    INDArray toOutput = Sequences.features(dy, TIME, BATCH, WIDTH);
    float[] theirInput = batchMajor(input);
    float[] theirToOutput = batchMajor(toOutput);
    float[] outputs = batchMajor(layer.activate(input, true, LayerWorkspaceMgr.noWorkspaces()));
    Pair<Gradient, INDArray> backward =
        layer.backpropGradient(toOutput, LayerWorkspaceMgr.noWorkspaces());

    List<float[]> theirs =
        pyTorch.call(
            "attention_gradients",
            List.of(
                Numbers.of(theirInput, BATCH, TIME, WIDTH),
                Numbers.of(theirToOutput, BATCH, TIME, WIDTH),
                padded ? Numbers.of(live, BATCH, TIME) : Numbers.of(live, 0),
                Numbers.of(new int[] {HEADS, causal ? 1 : 0, normFirst ? 1 : 0}, 3)),
            PyTorchWeights.inOrder(layer.paramTable()));
    assertClose("y", outputs, theirs.get(0));
    assertClose("dx", batchMajor(backward.getSecond()), theirs.get(1));
    Map<String, INDArray> gradients = backward.getFirst().gradientForVariable();
    int next = 2;
    for (String name : layer.paramTable().keySet()) {
      float[] ours = PyTorchWeights.inTheirShape(name, gradients.get(name)).values();
      assertClose("d" + name, ours, theirs.get(next++));
    }
  }

  private static float[] normal(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** From {@code [batch, features, time]}. */
  private static float[] batchMajor(INDArray sequence) {
    return PyTorchWeights.values(sequence.permute(0, 2, 1));
  }
}
