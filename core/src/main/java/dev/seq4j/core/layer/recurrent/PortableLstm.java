package dev.seq4j.core.layer.recurrent;

import static dev.seq4j.core.layer.recurrent.PortableCell.blocks;
import static dev.seq4j.core.layer.recurrent.PortableCell.sigmoidDerivative;
import static dev.seq4j.core.layer.recurrent.PortableCell.tanhDerivative;

import dev.seq4j.core.layer.CellWeights;
import dev.seq4j.core.layer.LayerState;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The equations of {@link LSTM}. */
final class PortableLstm implements PortableCell {

  @Override
  public int gateBlocks() {
    return LSTM.GATES;
  }

  @Override
  public boolean hasCellState() {
    return true;
  }

  @Override
  public void forward(INDArray gates, LayerState previous, LayerState next, CellWeights weights) {
    long units = next.hidden().size(1);
    gates.addi(previous.hidden().mmul(weights.recurrent())); // [batch, 4 * units]
    Transforms.sigmoid(blocks(gates, 0, 2, units), false);
    INDArray input = blocks(gates, 0, 1, units);
    INDArray forget = blocks(gates, 1, 2, units);
    INDArray candidate = Transforms.tanh(blocks(gates, 2, 3, units), false);
    INDArray output = Transforms.sigmoid(blocks(gates, 3, 4, units), false);
    next.cell().assign(previous.cell().mul(forget).addi(input.mul(candidate)));
    next.hidden().assign(Transforms.tanh(next.cell(), true).muli(output));
  }

  @Override
  public void backward(
      INDArray gates,
      LayerState previous,
      LayerState next,
      LayerState gradient,
      CellWeights weights,
      CellWeights gradients) {
    long units = next.hidden().size(1);
    INDArray input = blocks(gates, 0, 1, units);
    INDArray forget = blocks(gates, 1, 2, units);
    INDArray candidate = blocks(gates, 2, 3, units);
    INDArray output = blocks(gates, 3, 4, units);
    INDArray squashed = Transforms.tanh(next.cell(), true); // tanh(c_t)

    INDArray toCell = // dL/dc_t, by way of the hidden state and of the next step
        gradient.hidden().mul(output).muli(tanhDerivative(squashed)).addi(gradient.cell());
    gradient.cell().assign(toCell.mul(forget));
    INDArray toOutput = gradient.hidden().mul(squashed).muli(sigmoidDerivative(output));
    INDArray toInput = toCell.mul(candidate).muli(sigmoidDerivative(input));
    INDArray toForget = toCell.mul(previous.cell()).muli(sigmoidDerivative(forget));
    INDArray toCandidate = toCell.muli(input).muli(tanhDerivative(candidate));
    input.assign(toInput);
    forget.assign(toForget);
    candidate.assign(toCandidate);
    output.assign(toOutput);

    gradient.hidden().assign(gates.mmul(weights.recurrent().transpose()));
    gradients.recurrent().addi(previous.hidden().transpose().mmul(gates));
  }
}
