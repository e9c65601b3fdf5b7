package dev.seq4j.core.layer.recurrent;

import static dev.seq4j.core.layer.recurrent.PortableCell.blocks;
import static dev.seq4j.core.layer.recurrent.PortableCell.sigmoidDerivative;
import static dev.seq4j.core.layer.recurrent.PortableCell.tanhDerivative;

import dev.seq4j.core.layer.CellWeights;
import dev.seq4j.core.layer.LayerState;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The equations of {@link GRU} with the reset gate applied after the recurrent product. The fourth
 * block of {@code gates} is that product, {@code W_hn h_(t-1) + b_hn}.
 */
final class PortableGru implements PortableCell {

  @Override
  public int gateBlocks() {
    return GRU.GATES + 1;
  }

  @Override
  public boolean hasCellState() {
    return false;
  }

  @Override
  public void forward(INDArray gates, LayerState previous, LayerState next, CellWeights weights) {
    INDArray hidden = previous.hidden();
    long units = hidden.size(1);
    INDArray product = hidden.mmul(weights.recurrent()); // [batch, 3 * units]
    INDArray resetAndUpdate = blocks(gates, 0, 2, units);
    Transforms.sigmoid(resetAndUpdate.addi(blocks(product, 0, 2, units)), false);
    INDArray reset = blocks(gates, 0, 1, units);
    INDArray update = blocks(gates, 1, 2, units);
    INDArray candidate = blocks(gates, 2, 3, units);
    INDArray recurrent = blocks(gates, 3, 4, units);
    recurrent.addi(blocks(product, 2, 3, units)); // the bias was there
    Transforms.tanh(candidate.addi(reset.mul(recurrent)), false);
    next.hidden().assign(hidden.sub(candidate).muli(update).addi(candidate));
  }

  @Override
  public void backward(
      INDArray gates,
      LayerState previous,
      LayerState next,
      LayerState gradient,
      CellWeights weights,
      CellWeights gradients) {
    INDArray hidden = previous.hidden();
    long units = hidden.size(1);
    INDArray reset = blocks(gates, 0, 1, units);
    INDArray update = blocks(gates, 1, 2, units);
    INDArray candidate = blocks(gates, 2, 3, units);
    INDArray recurrent = blocks(gates, 3, 4, units);

    INDArray toUpdate =
        gradient.hidden().mul(hidden.sub(candidate)).muli(sigmoidDerivative(update));
    INDArray toCandidate =
        gradient.hidden().mul(update.rsub(1)).muli(tanhDerivative(candidate)); // [batch, units]
    INDArray toReset = toCandidate.mul(recurrent).muli(sigmoidDerivative(reset));
    INDArray toRecurrent = toCandidate.mul(reset);
    gradient.hidden().muli(update);
    reset.assign(toReset);
    update.assign(toUpdate);
    candidate.assign(toCandidate);
    recurrent.assign(toRecurrent);

    INDArray toResetAndUpdate = blocks(gates, 0, 2, units);
    INDArray weightsRz = blocks(weights.recurrent(), 0, 2, units);
    INDArray weightsN = blocks(weights.recurrent(), 2, 3, units);
    gradient.hidden().addi(toResetAndUpdate.mmul(weightsRz.transpose()));
    gradient.hidden().addi(toRecurrent.mmul(weightsN.transpose()));
    INDArray before = hidden.transpose(); // [units, batch]
    blocks(gradients.recurrent(), 0, 2, units).addi(before.mmul(toResetAndUpdate));
    blocks(gradients.recurrent(), 2, 3, units).addi(before.mmul(toRecurrent));
  }
}
