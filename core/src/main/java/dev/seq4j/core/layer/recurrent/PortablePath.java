package dev.seq4j.core.layer.recurrent;

import dev.seq4j.core.layer.CellWeights;
import dev.seq4j.core.layer.LayerState;
import dev.seq4j.core.layer.LiveRows;
import dev.seq4j.core.layer.Scratch;
import dev.seq4j.core.layer.TimeMajor;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The readable path: ND4J operations, any floating type, any backend.
 *
 * <p>One product makes the input's part of all gates; then a loop steps a {@link PortableCell}
 * through time, whole batch at once. A masked step is computed and thrown away: its row takes the
 * state from before.
 *
 * <pre>
 *   next = m * cell(x_t, previous) + (1 - m) * previous
 *   out  = m * next
 * </pre>
 *
 * <p>What such a step holds may be anything, so zeros take its place before it is computed: 0 times
 * NaN is NaN.
 */
final class PortablePath implements RecurrentPath {

  private final PortableCell cell;
  private final boolean backwards;

  private final Scratch gatesMemory = new Scratch();
  private final Scratch hiddenMemory = new Scratch();
  private final Scratch cellMemory = new Scratch();
  private final Scratch inputMemory = new Scratch();
  private final Scratch maskMemory = new Scratch();
  private final Scratch outputGradientMemory = new Scratch();
  private final Scratch hiddenGradientMemory = new Scratch();
  private final Scratch cellGradientMemory = new Scratch();

  // The last forward pass.
  private INDArray inputs; // [time * batch, in]
  private INDArray gates; // [time, batch, gateBlocks * units]
  private INDArray mask; // [time, batch] of ones and zeros, or null
  private LayerState states; // [time + 1, batch, units]: step t lies between t and t + 1

  /**
   * @param cell the equations of one step
   * @param backwards whether to run from the last step to the first
   */
  PortablePath(PortableCell cell, boolean backwards) {
    this.cell = cell;
    this.backwards = backwards;
  }

  @Override
  @SuppressWarnings("try") // the loop's workspace is opened and closed, not used by name
  public LayerState forward(
      CellWeights weights,
      INDArray input,
      INDArray mask,
      LayerState initial,
      INDArray output,
      boolean training,
      LayerWorkspaceMgr workspaces) {
    long time = input.size(0);
    long batch = input.size(1);
    long units = weights.recurrent().size(0);
    DataType type = input.dataType();
    INDArray ordered = inputMemory.array(type, time, batch, input.size(2)).assign(input);
    inputs = ordered.reshape('c', time * batch, input.size(2));
    gates = gatesMemory.array(type, time, batch, cell.gateBlocks() * units);
    this.mask = mask == null ? null : binary(mask, type);
    clearSkipped(ordered);
    states =
        new LayerState(
            hiddenMemory.array(type, time + 1, batch, units),
            cell.hasCellState() ? cellMemory.array(type, time + 1, batch, units) : null);
    begin(state(backwards ? time : 0), initial);

    inputPart(weights);
    for (long step = 0; step < time; step++) {
      try (MemoryWorkspace loop =
          workspaces.notifyScopeEntered(ArrayType.RNN_FF_LOOP_WORKING_MEM)) {
        step(weights, backwards ? time - 1 - step : step);
      }
    }
    if (output != null) {
      long from = backwards ? 0 : 1;
      output.assign(TimeMajor.steps(states.hidden(), from, from + time));
      if (mask != null) {
        output.muli(this.mask.reshape('c', time, batch, 1));
      }
    }
    return state(backwards ? 0 : time);
  }

  private INDArray binary(INDArray mask, DataType type) {
    INDArray ones = maskMemory.array(type, mask.size(0), mask.size(1));
    return ones.assign(mask.neq(0).castTo(type));
  }

  /** Puts zeros where the mask is 0 in {@code [time, batch, features]} that lies in this order. */
  private void clearSkipped(INDArray steps) {
    if (mask != null) {
      LiveRows.keep(steps.reshape('c', mask.length(), steps.size(2)), mask);
    }
  }

  private static void begin(LayerState first, LayerState initial) {
    if (initial != null) {
      first.hidden().assign(initial.hidden());
      if (first.cell() != null) {
        first.cell().assign(initial.cell());
      }
    } else {
      first.hidden().assign(0);
      if (first.cell() != null) {
        first.cell().assign(0);
      }
    }
  }

  /** Fills the gates with x W_x + b; a block that the input has no part in gets its bias alone. */
  private void inputPart(CellWeights weights) {
    INDArray all = gates.reshape('c', inputs.size(0), gates.size(2));
    long fromInput = weights.input().size(1);
    if (fromInput == all.size(1)) {
      inputs.mmuli(weights.input(), all);
    } else {
      all.get(NDArrayIndex.all(), NDArrayIndex.interval(0, fromInput))
          .assign(inputs.mmul(weights.input()));
      all.get(NDArrayIndex.all(), NDArrayIndex.interval(fromInput, all.size(1))).assign(0);
    }
    all.addiRowVector(weights.bias());
  }

  private void step(CellWeights weights, long t) {
    LayerState previous = before(t);
    LayerState next = after(t);
    cell.forward(TimeMajor.step(gates, t), previous, next, weights);
    if (mask != null) {
      INDArray live = live(t);
      INDArray skipped = live.rsub(1);
      keepSkipped(next.hidden(), previous.hidden(), live, skipped);
      if (cell.hasCellState()) {
        keepSkipped(next.cell(), previous.cell(), live, skipped);
      }
    }
  }

  private static void keepSkipped(
      INDArray next, INDArray previous, INDArray live, INDArray skipped) {
    next.muliColumnVector(live).addi(previous.mulColumnVector(skipped));
  }

  @Override
  @SuppressWarnings("try")
  public LayerState backward(
      CellWeights weights,
      INDArray outputGradient,
      LayerState finalGradient,
      CellWeights gradients,
      INDArray inputGradient,
      LayerWorkspaceMgr workspaces) {
    LayerState gradient = endGradient(finalGradient);
    gradients.recurrent().assign(0);
    long time = gates.size(0);
    INDArray toOutput =
        outputGradient == null
            ? null
            : outputGradientMemory.array(gates.dataType(), outputGradient.shape());
    if (toOutput != null) {
      toOutput.assign(outputGradient);
      clearSkipped(toOutput);
    }
    for (long step = 0; step < time; step++) {
      try (MemoryWorkspace loop =
          workspaces.notifyScopeEntered(ArrayType.RNN_BP_LOOP_WORKING_MEM)) {
        stepBack(weights, backwards ? step : time - 1 - step, toOutput, gradient, gradients);
      }
    }
    INDArray all = gates.reshape('c', inputs.size(0), gates.size(2)); // now gradients
    gradients.bias().assign(all.sum(0));
    INDArray toInput =
        all.get(NDArrayIndex.all(), NDArrayIndex.interval(0, weights.input().size(1)));
    gradients.input().assign(inputs.transpose().mmul(toInput));
    inputGradient.assign(
        toInput.mmul(weights.input().transpose()).dup('c').reshape('c', inputGradient.shape()));
    return gradient;
  }

  private LayerState endGradient(LayerState finalGradient) {
    long batch = gates.size(1);
    long units = states.hidden().size(2);
    DataType type = gates.dataType();
    INDArray hidden = hiddenGradientMemory.array(type, batch, units).assign(0);
    INDArray cellState =
        cell.hasCellState() ? cellGradientMemory.array(type, batch, units).assign(0) : null;
    if (finalGradient != null) {
      hidden.assign(finalGradient.hidden());
      if (finalGradient.cell() != null) {
        cellState.assign(finalGradient.cell());
      }
    }
    return new LayerState(hidden, cellState);
  }

  /** Turns the gradient with respect to the state after a step into that before it. */
  private void stepBack(
      CellWeights weights,
      long t,
      INDArray outputGradient,
      LayerState gradient,
      CellWeights gradients) {
    LayerState previous = before(t);
    LayerState next = after(t);
    if (mask == null) {
      if (outputGradient != null) {
        gradient.hidden().addi(TimeMajor.step(outputGradient, t));
      }
      cell.backward(TimeMajor.step(gates, t), previous, next, gradient, weights, gradients);
      return;
    }
    INDArray live = live(t);
    INDArray skipped = live.rsub(1);
    INDArray pastHidden = gradient.hidden().mulColumnVector(skipped);
    if (outputGradient != null) {
      gradient.hidden().addi(TimeMajor.step(outputGradient, t));
    }
    gradient.hidden().muliColumnVector(live);
    if (!cell.hasCellState()) {
      cell.backward(TimeMajor.step(gates, t), previous, next, gradient, weights, gradients);
    } else {
      INDArray pastCell = gradient.cell().mulColumnVector(skipped);
      gradient.cell().muliColumnVector(live);
      cell.backward(TimeMajor.step(gates, t), previous, next, gradient, weights, gradients);
      gradient.cell().addi(pastCell);
    }
    gradient.hidden().addi(pastHidden);
  }

  private LayerState before(long t) {
    return state(backwards ? t + 1 : t);
  }

  private LayerState after(long t) {
    return state(backwards ? t : t + 1);
  }

  private LayerState state(long index) {
    return new LayerState(
        TimeMajor.step(states.hidden(), index),
        states.cell() == null ? null : TimeMajor.step(states.cell(), index));
  }

  private INDArray live(long t) {
    return mask.getRow(t).reshape(mask.size(1), 1);
  }
}
