package dev.seq4j.core.layer.recurrent;

import static dev.seq4j.core.layer.recurrent.PortableCell.blocks;
import static dev.seq4j.core.layer.recurrent.PortableCell.sigmoidDerivative;
import static dev.seq4j.core.layer.recurrent.PortableCell.tanhDerivative;

import dev.seq4j.core.layer.CellWeights;
import dev.seq4j.core.layer.LayerState;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The equations of {@link GRU} with the reset gate applied before the recurrent product. */
final class PortableGruResetBefore implements PortableCell {

  @Override
  public int gateBlocks() {
    return GRU.GATES;
  }

  @Override
  public boolean hasCellState() {
    return false;
  }

  @Override
  public void forward(INDArray gates, LayerState previous, LayerState next, CellWeights weights) {
    INDArray hidden = previous.hidden();
    long units = hidden.size(1);
    INDArray weightsRz = blocks(weights.recurrent(), 0, 2, units);
    INDArray weightsN = blocks(weights.recurrent(), 2, 3, units);
    Transforms.sigmoid(blocks(gates, 0, 2, units).addi(hidden.mmul(weightsRz)), false);
    INDArray reset = blocks(gates, 0, 1, units);
    INDArray update = blocks(gates, 1, 2, units);
    INDArray candidate = blocks(gates, 2, 3, units);
    Transforms.tanh(candidate.addi(reset.mul(hidden).mmul(weightsN)), false);
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
    INDArray weightsRz = blocks(weights.recurrent(), 0, 2, units);
    INDArray weightsN = blocks(weights.recurrent(), 2, 3, units);

    INDArray toUpdate =
        gradient.hidden().mul(hidden.sub(candidate)).muli(sigmoidDerivative(update));
    INDArray toCandidate =
        gradient.hidden().mul(update.rsub(1)).muli(tanhDerivative(candidate)); // [batch, units]
    INDArray toResetHidden = toCandidate.mmul(weightsN.transpose()); // to r_t * h_(t-1)
    INDArray toReset = toResetHidden.mul(hidden).muli(sigmoidDerivative(reset));
    INDArray resetHidden = reset.mul(hidden);
    gradient.hidden().muli(update).addi(toResetHidden.muli(reset));
    reset.assign(toReset);
    update.assign(toUpdate);
    candidate.assign(toCandidate);

    INDArray toResetAndUpdate = blocks(gates, 0, 2, units);
    gradient.hidden().addi(toResetAndUpdate.mmul(weightsRz.transpose()));
    blocks(gradients.recurrent(), 0, 2, units).addi(hidden.transpose().mmul(toResetAndUpdate));
    blocks(gradients.recurrent(), 2, 3, units).addi(resetHidden.transpose().mmul(toCandidate));
  }
}
