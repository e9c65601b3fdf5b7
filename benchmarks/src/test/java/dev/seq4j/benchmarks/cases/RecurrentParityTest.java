package dev.seq4j.benchmarks.cases;

import static dev.seq4j.benchmarks.cases.Close.assertClose;

import dev.seq4j.benchmarks.pytorch.PyTorchReference;
import dev.seq4j.benchmarks.pytorch.PyTorchReference.Numbers;
import dev.seq4j.models.network.Cell;
import dev.seq4j.models.network.Layers;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Our recurrent layers give PyTorch's outputs and gradients for the same weights. */
class RecurrentParityTest {

  private static final int BATCH = 9;
  private static final int TIME = 21;
  private static final int IN = 13;
  private static final int UNITS = 19;
  private static final int[] FULL = {};
  private static final int[] LENGTHS = {21, 21, 17, 12, 12, 8, 3, 1, 1};

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
  @EnumSource(Cell.class)
  void equalsPyTorch(Cell cell) {
    compare(cell, FULL);
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void equalsPyTorchsPackedRunWithAMask(Cell cell) {
    compare(cell, LENGTHS);
  }

  private static void compare(Cell cell, int[] lengths) {
    Random random = new Random(11);
    float[] x = normal(random, TIME * BATCH * IN);
    float[] dy = normal(random, TIME * BATCH * UNITS);
    BaseRecurrentLayer configuration = Layers.recurrent(cell, UNITS, 0);
    configuration.setNIn(IN);
    NeuralNetConfiguration one = new NeuralNetConfiguration.Builder().layer(configuration).build();
    long count = configuration.initializer().numParams(one);
    INDArray parameters = Nd4j.createFromArray(normal(random, (int) count)).muli(0.3);
    Layer layer = configuration.instantiate(one, List.of(), 0, parameters, false, DataType.FLOAT);
    layer.setBackpropGradientsViewArray(Nd4j.valueArrayOf(new long[] {count}, 7, DataType.FLOAT));
    if (lengths.length > 0) {
      layer.feedForwardMaskArray(Sequences.mask(lengths, TIME), MaskState.Active, BATCH);
    }

    INDArray y =
        layer.activate(
            Sequences.features(x, TIME, BATCH, IN), true, LayerWorkspaceMgr.noWorkspaces());
    float[] outputs = timeMajor(y); // before the backward pass
    Pair<Gradient, INDArray> backward =
        layer.backpropGradient(
            Sequences.features(dy, TIME, BATCH, UNITS), LayerWorkspaceMgr.noWorkspaces());

    List<float[]> theirs =
        pyTorch.call(
            "recurrent_gradients",
            List.of(
                Numbers.of(x, TIME, BATCH, IN),
                Numbers.of(dy, TIME, BATCH, UNITS),
                Numbers.of(lengths, lengths.length)),
            PyTorchWeights.parameters(layer.paramTable()));
    assertClose("y", outputs, theirs.get(0));
    assertClose("last state", lastStates(y, lengths), theirs.get(1));
    assertClose("dx", timeMajor(backward.getSecond()), theirs.get(2));
    Map<String, INDArray> gradients = backward.getFirst().gradientForVariable();
    List<float[]> ours = PyTorchWeights.gradients(gradients);
    List<String> names = List.of("dW_ih", "dW_hh", "db_ih", "db_hh");
    for (int i = 0; i < names.size(); i++) {
      assertClose(names.get(i), ours.get(i), theirs.get(3 + i));
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
  private static float[] timeMajor(INDArray sequence) {
    return PyTorchWeights.values(sequence.permute(2, 0, 1));
  }

  private static float[] lastStates(INDArray y, int[] lengths) {
    INDArray states = Nd4j.create(DataType.FLOAT, BATCH, UNITS);
    for (int row = 0; row < BATCH; row++) {
      int last = (lengths.length == 0 ? TIME : lengths[row]) - 1;
      states.putRow(
          row, y.get(NDArrayIndex.point(row), NDArrayIndex.all(), NDArrayIndex.point(last)));
    }
    return PyTorchWeights.values(states);
  }
}
