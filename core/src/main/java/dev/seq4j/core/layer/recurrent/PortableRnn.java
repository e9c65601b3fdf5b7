package dev.seq4j.core.layer.recurrent;

import static dev.seq4j.core.layer.recurrent.PortableCell.tanhDerivative;

import dev.seq4j.core.layer.CellWeights;
import dev.seq4j.core.layer.LayerState;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The equation of {@link SimpleRnn}. */
final class PortableRnn implements PortableCell {

  private final boolean relu;

  /**
   * @param relu whether the activation is ReLU, not tanh
   */
  PortableRnn(boolean relu) {
    this.relu = relu;
  }

  @Override
  public int gateBlocks() {
    return 1;
  }

  @Override
  public boolean hasCellState() {
    return false;
  }

  @Override
  public void forward(INDArray gates, LayerState previous, LayerState next, CellWeights weights) {
    gates.addi(previous.hidden().mmul(weights.recurrent())); // [batch, units]
    if (relu) {
      Transforms.relu(gates, false);
    } else {
      Transforms.tanh(gates, false);
    }
    next.hidden().assign(gates);
  }

  @Override
  public void backward(
      INDArray gates,
      LayerState previous,
      LayerState next,
      LayerState gradient,
      CellWeights weights,
      CellWeights gradients) {
    INDArray derivative =
        relu ? gates.gt(0).castTo(gates.dataType()) : tanhDerivative(gates); // of the activation
    gates.assign(derivative.muli(gradient.hidden()));
    gradient.hidden().assign(gates.mmul(weights.recurrent().transpose()));
    gradients.recurrent().addi(previous.hidden().transpose().mmul(gates));
  }
}
