package dev.seq4j.core.layer;

import static dev.seq4j.core.layer.Close.assertClose;

import dev.seq4j.core.layer.SmallNetworks.Path;
import java.util.Random;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Compares a layer's two paths, and its two formats. */
public final class SequenceLayerParity {

  private static final double TOLERANCE = 1e-4;

  private SequenceLayerParity() {}

  static LayerUnderTest of(FeedForwardLayer layer, Path path) {
    LayerUnderTest alone = new LayerUnderTest(layer, DataType.FLOAT);
    SmallNetworks.of(DataType.FLOAT, path).set(alone.layer());
    return alone;
  }

  public static INDArray randomMask(int batch, int time) {
    Random random = new Random(5);
    INDArray mask = Nd4j.zeros(DataType.FLOAT, batch, time);
    for (int row = 0; row < batch; row++) {
      for (int t = 0; t < time; t++) {
        mask.putScalar(row, t, row == 0 || random.nextInt(3) > 0 ? 1 : 0);
      }
    }
    return mask;
  }

  /** The kernel path equals the portable one, with random holes in the mask and with dropout. */
  public static void check(FeedForwardLayer layer, int batch, int time) {
    LayerUnderTest kernel = of(layer, Path.CHOSEN);
    LayerUnderTest portable = of(layer, Path.PORTABLE);
    INDArray input = Sequences.random(3, DataType.FLOAT, batch, layer.getNIn(), time);
    INDArray mask = randomMask(batch, time);
    for (boolean training : new boolean[] {false, true}) {
      Nd4j.getRandom().setSeed(7);
      INDArray expected = portable.forward(input, mask, training);
      Nd4j.getRandom().setSeed(7);
      assertClose("output", kernel.forward(input, mask, training), expected, TOLERANCE);
    }
    INDArray weights = kernel.forward(input, mask, false);
    weights = Sequences.random(4, DataType.FLOAT, weights.shape());
    Nd4j.getRandom().setSeed(8);
    portable.forward(input, mask, true);
    Nd4j.getRandom().setSeed(8);
    kernel.forward(input, mask, true);
    assertClose("input gradient", kernel.backward(weights), portable.backward(weights), TOLERANCE);
    if (kernel.params().length() > 0) {
      assertClose("gradients", kernel.gradients(), portable.gradients(), TOLERANCE);
    }
  }

  /** The same layer with its axes in another order gives the same, bit for bit. */
  public static void checkTimeBeforeFeatures(
      SequenceLayer plain, SequenceLayer swapped, Path path) {
    INDArray input = Sequences.random(1, DataType.FLOAT, 3, SmallNetworks.IN, 4);
    INDArray mask = Sequences.mask("1110", "0111", "1011");
    swapped.setNIn(InputType.recurrent(SmallNetworks.IN, RNNFormat.NWC), true);
    LayerUnderTest first = of(plain, path);
    LayerUnderTest second = of(swapped, path);
    INDArray output = first.forward(input, mask, true);
    assertClose(
        "output", second.forward(input.permute(0, 2, 1), mask, true).permute(0, 2, 1), output, 0);
    INDArray weights = Sequences.random(3, DataType.FLOAT, output.shape());
    assertClose(
        "input gradient",
        second.backward(weights.permute(0, 2, 1)).permute(0, 2, 1),
        first.backward(weights),
        0);
    if (first.params().length() > 0) {
      assertClose("gradients", second.gradients(), first.gradients(), 0);
    }
  }
}
