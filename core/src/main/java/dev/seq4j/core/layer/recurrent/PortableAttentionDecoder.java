package dev.seq4j.core.layer.recurrent;

import static dev.seq4j.core.layer.recurrent.PortableCell.blocks;

import dev.seq4j.core.layer.CellWeights;
import dev.seq4j.core.layer.LayerParameter;
import dev.seq4j.core.layer.LayerState;
import dev.seq4j.core.layer.OutsideWorkspaces;
import dev.seq4j.core.layer.Rows;
import dev.seq4j.core.layer.TimeMajor;
import dev.seq4j.core.layer.attention.PortableAdditiveAttention;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * A decoder with additive attention in ND4J operations, for every type and backend: a loop over the
 * steps, whole batch at once. A masked step is computed and thrown away, as in {@link
 * PortablePath}.
 */
final class PortableAttentionDecoder implements AttentionDecoderPath {

  private final List<LayerParameter> listed;
  private final PortableCell cell;
  private final long units;
  private final long features;

  // What is remembered.
  private Map<String, INDArray> parameters;
  private INDArray memory; // [steps, batch, features]
  private INDArray memoryLive; // [steps, batch]
  private INDArray share; // [steps, batch]: what a step has in the mean
  private INDArray means; // [batch, features]
  private INDArray initialStates; // [batch, states * units]
  private PortableAdditiveAttention attention;

  // The last forward pass; of each step.
  private INDArray[] inputs; // [batch, features + in]
  private INDArray[] gates; // [batch, gate blocks * units]
  private INDArray[] live; // [batch, 1]
  private INDArray[] weights; // [steps, batch]
  private LayerState[] states; // before it, and after the last

  /**
   * @param layer whose sizes are set
   */
  PortableAttentionDecoder(AttentionDecoder layer) {
    listed = layer.parameters();
    cell = layer.getCell().portableCell();
    units = layer.getCell().getNOut();
    features = layer.getNMemory();
  }

  @Override
  public void remember(INDArray all, INDArray newMemory, float[] newLive) {
    OutsideWorkspaces.make(
        () -> {
          parameters = LayerParameter.split(listed, all.dup());
          long steps = newMemory.size(0);
          long batch = newMemory.size(1);
          INDArray there = Rows.column(newLive, newMemory);
          memoryLive = there.reshape('c', steps, batch);
          INDArray rows = Rows.of(newMemory).muliColumnVector(there);
          memory = rows.reshape('c', steps, batch, features);
          attend();
          INDArray counts = memoryLive.sum(0);
          counts.addi(counts.eq(0).castTo(counts.dataType()));
          share = memoryLive.divRowVector(counts);
          means = memory.mul(column(share)).sum(0);
          initialStates =
              Transforms.tanh(
                  means
                      .mmul(parameters.get(AttentionDecoder.INITIAL))
                      .addiRowVector(parameters.get(AttentionDecoder.INITIAL_BIAS)),
                  false);
          return null;
        });
  }

  private static INDArray column(INDArray matrix) {
    return matrix.dup('c').reshape('c', matrix.size(0), matrix.size(1), 1);
  }

  private INDArray memoryRows() {
    return memory.reshape('c', memory.size(0) * memory.size(1), features);
  }

  /** Computes the keys. */
  private void attend() {
    INDArray u = parameters.get(AttentionDecoder.KEY);
    INDArray keys =
        memoryRows().mmul(u).addiRowVector(parameters.get(AttentionDecoder.KEY_BIAS)).dup('c');
    attention =
        new PortableAdditiveAttention(
            memory, keys.reshape('c', memory.size(0), memory.size(1), u.size(1)), memoryLive);
  }

  private CellWeights cellWeights(Map<String, INDArray> of) {
    return new CellWeights(
        of.get(AttentionDecoder.WEIGHTS),
        of.get(AttentionDecoder.RECURRENT_WEIGHTS),
        of.get(AttentionDecoder.BIAS));
  }

  @Override
  public LayerState forward(
      INDArray input, float[] newLive, LayerState initial, INDArray output, boolean training) {
    return OutsideWorkspaces.make(
        () -> {
          int time = (int) input.size(0);
          inputs = new INDArray[time];
          gates = new INDArray[time];
          weights = new INDArray[time];
          states = new LayerState[time + 1];
          live = new INDArray[time];
          states[0] = initial == null ? initialState(initialStates) : initial.detached();
          INDArray there = Rows.column(newLive, input).reshape('c', time, input.size(1));
          for (int t = 0; t < time; t++) {
            live[t] = there.getRow(t).dup().reshape('c', input.size(1), 1);
            step(t, TimeMajor.step(input, t));
            TimeMajor.step(output, t)
                .assign(
                    Nd4j.concat(1, states[t + 1].hidden(), blocks(inputs[t], 0, 1, features))
                        .muliColumnVector(live[t]));
          }
          return states[time];
        });
  }

  private LayerState initialState(INDArray all) {
    return new LayerState(
        blocks(all, 0, 1, units).dup('c'),
        cell.hasCellState() ? blocks(all, 1, 2, units).dup('c') : null);
  }

  private void step(int t, INDArray x) {
    LayerState before = states[t];
    INDArray query = before.hidden().mmul(parameters.get(AttentionDecoder.QUERY));
    weights[t] = attention.weights(query, parameters.get(AttentionDecoder.SCORE));
    inputs[t] = Nd4j.concat(1, attention.context(weights[t]), x);
    CellWeights ofCell = cellWeights(parameters);
    gates[t] = Nd4j.create(x.dataType(), x.size(0), cell.gateBlocks() * units);
    gates[t]
        .get(NDArrayIndex.all(), NDArrayIndex.interval(0, ofCell.input().size(1)))
        .assign(inputs[t].mmul(ofCell.input()));
    gates[t].addiRowVector(ofCell.bias());
    LayerState next = zeroState(x.size(0), x.dataType());
    cell.forward(gates[t], before, next, ofCell);
    INDArray skipped = live[t].rsub(1);
    next.hidden().muliColumnVector(live[t]).addi(before.hidden().mulColumnVector(skipped));
    if (cell.hasCellState()) {
      next.cell().muliColumnVector(live[t]).addi(before.cell().mulColumnVector(skipped));
    }
    states[t + 1] = next;
  }

  private LayerState zeroState(long batch, DataType type) {
    return new LayerState(
        Nd4j.create(type, batch, units),
        cell.hasCellState() ? Nd4j.create(type, batch, units) : null);
  }

  @Override
  public void backward(
      INDArray outputGradient,
      INDArray gradients,
      INDArray inputGradient,
      INDArray memoryGradient) {
    Map<String, INDArray> to = LayerParameter.split(listed, gradients.assign(0));
    CellWeights toCell = cellWeights(to);
    attend(); // with gradients of zero
    LayerState gradient = zeroState(memory.size(1), memory.dataType());
    for (int t = gates.length - 1; t >= 0; t--) {
      INDArray toOutput = TimeMajor.step(outputGradient, t).mulColumnVector(live[t]);
      INDArray toInput = stepBack(t, toOutput, gradient, to, toCell);
      TimeMajor.step(inputGradient, t)
          .assign(
              toInput.get(NDArrayIndex.all(), NDArrayIndex.interval(features, toInput.size(1))));
    }
    INDArray toStates =
        cell.hasCellState()
            ? Nd4j.concat(1, gradient.hidden(), gradient.cell())
            : gradient.hidden().dup();
    toStates.muli(initialStates.mul(initialStates).rsubi(1));
    to.get(AttentionDecoder.INITIAL_BIAS).assign(toStates.sum(0));
    to.get(AttentionDecoder.INITIAL).assign(means.transpose().mmul(toStates));
    INDArray toMeans = toStates.mmul(parameters.get(AttentionDecoder.INITIAL).transpose());
    finishMemory(toMeans, to, memoryGradient);
  }

  /** Turns the gradient of the state after a step into that before it; returns that of [c, x]. */
  private INDArray stepBack(
      int t, INDArray toOutput, LayerState gradient, Map<String, INDArray> to, CellWeights toCell) {
    CellWeights ofCell = cellWeights(parameters);
    INDArray skipped = live[t].rsub(1);
    INDArray pastHidden = gradient.hidden().mulColumnVector(skipped);
    INDArray pastCell = cell.hasCellState() ? gradient.cell().mulColumnVector(skipped) : null;
    gradient.hidden().muliColumnVector(live[t]).addi(blocks(toOutput, 0, 1, units));
    if (cell.hasCellState()) {
      gradient.cell().muliColumnVector(live[t]);
    }
    cell.backward(gates[t], states[t], states[t + 1], gradient, ofCell, toCell);
    toCell.bias().addi(gates[t].sum(0)); // the gates are gradients now
    INDArray toGates =
        gates[t].get(NDArrayIndex.all(), NDArrayIndex.interval(0, ofCell.input().size(1)));
    toCell.input().addi(inputs[t].transpose().mmul(toGates));
    INDArray toInput = toGates.mmul(ofCell.input().transpose());

    INDArray toContext =
        blocks(toInput, 0, 1, features)
            .add(toOutput.get(NDArrayIndex.all(), NDArrayIndex.interval(units, units + features)));
    INDArray q = parameters.get(AttentionDecoder.QUERY);
    INDArray before = states[t].hidden();
    INDArray toQuery =
        attention.backward(
            before.mmul(q),
            parameters.get(AttentionDecoder.SCORE),
            weights[t],
            toContext,
            to.get(AttentionDecoder.SCORE));
    to.get(AttentionDecoder.QUERY).addi(before.transpose().mmul(toQuery));
    gradient.hidden().addi(toQuery.mmul(q.transpose())).addi(pastHidden);
    if (cell.hasCellState()) {
      gradient.cell().addi(pastCell);
    }
    return toInput;
  }

  private void finishMemory(INDArray toMeans, Map<String, INDArray> to, INDArray memoryGradient) {
    INDArray u = parameters.get(AttentionDecoder.KEY);
    INDArray toKeys = attention.toKeys().reshape('c', memoryRows().size(0), u.size(1));
    to.get(AttentionDecoder.KEY_BIAS).assign(toKeys.sum(0));
    to.get(AttentionDecoder.KEY).assign(memoryRows().transpose().mmul(toKeys));
    INDArray toMemory = toKeys.mmul(u.transpose()).dup('c').reshape('c', memory.shape());
    toMemory.addi(attention.toMemory());
    toMemory.addi(column(share).mul(toMeans.dup('c').reshape('c', 1, toMeans.size(0), features)));
    memoryGradient.assign(toMemory);
  }

  @Override
  public float[] weights() {
    int steps = (int) memory.size(0);
    int batch = (int) memory.size(1);
    float[] all = new float[batch * weights.length * steps];
    for (int t = 0; t < weights.length; t++) {
      for (int row = 0; row < batch; row++) {
        if (live[t].getDouble(row) != 0) {
          int at = (row * weights.length + t) * steps;
          for (int j = 0; j < steps; j++) {
            all[at + j] = weights[t].getFloat(j, row);
          }
        }
      }
    }
    return all;
  }
}
