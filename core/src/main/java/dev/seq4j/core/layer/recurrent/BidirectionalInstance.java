package dev.seq4j.core.layer.recurrent;

import static dev.seq4j.core.layer.recurrent.CellParamInitializer.BACKWARD;
import static dev.seq4j.core.layer.recurrent.CellParamInitializer.FORWARD;

import dev.seq4j.core.layer.LayerState;
import dev.seq4j.core.layer.Scratch;
import dev.seq4j.core.layer.TimeMajor;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A {@link Bidirectional} layer at work: two {@link RecurrentPath}s over the same input. */
final class BidirectionalInstance extends RecurrentLayerInstance<Bidirectional> {

  private static final long serialVersionUID = 1L;

  private transient RecurrentPath forward;
  private transient RecurrentPath backward;

  private final transient Scratch forwardMemory = new Scratch();
  private final transient Scratch backwardMemory = new Scratch();
  private final transient Scratch inputGradientMemory = new Scratch();
  private final transient Scratch forwardGradientMemory = new Scratch();
  private final transient Scratch backwardGradientMemory = new Scratch();

  // What the last forward pass multiplied, if the mode is MUL.
  private transient INDArray forwardOutput;
  private transient INDArray backwardOutput;

  BidirectionalInstance(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
    forward = RecurrentPaths.choose(cell(), dataType, false);
    backward = RecurrentPaths.choose(cell(), dataType, true);
  }

  @Override
  public void usePortablePath() {
    forward = RecurrentPaths.portable(cell(), false);
    backward = RecurrentPaths.portable(cell(), true);
  }

  private CellLayer cell() {
    return layerConf().getCell();
  }

  @Override
  boolean returnsSequences() {
    return cell().isReturnSequences();
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
    INDArray sequence = checkedInput(training, workspaceMgr);
    differentiable = training;
    noisy = training;
    INDArray output = runBoth(sequence, ArrayType.ACTIVATIONS, training, workspaceMgr);
    return returnsSequences() ? TimeMajor.back(output, getDataFormat()) : output;
  }

  /** Returns the output, {@code [time, batch, out]} or {@code [batch, out]}. */
  private INDArray runBoth(
      INDArray sequence, ArrayType where, boolean training, LayerWorkspaceMgr workspaceMgr) {
    long time = sequence.size(0);
    long batch = sequence.size(1);
    long features = layerConf().getNOut();
    long units = cell().getNOut();
    boolean concat = layerConf().getMode() == Bidirectional.Mode.CONCAT;
    INDArray output =
        workspaceMgr.createUninitialized(where, dataType, shape(time, batch, features), 'c');
    long[] shape = shape(time, batch, units);
    INDArray one = concat ? half(output, 0) : forwardMemory.array(dataType, shape);
    INDArray other = concat ? half(output, 1) : backwardMemory.array(dataType, shape);
    run(forward, FORWARD, sequence, one, training, workspaceMgr);
    run(backward, BACKWARD, sequence, other, training, workspaceMgr);
    switch (layerConf().getMode()) {
      case CONCAT -> {} // they are where they belong
      case ADD -> output.assign(one).addi(other);
      case AVERAGE -> output.assign(one).addi(other).muli(0.5);
      case MUL -> {
        forwardOutput = one;
        backwardOutput = other;
        output.assign(one).muli(other);
      }
    }
    return output;
  }

  private long[] shape(long time, long batch, long features) {
    return returnsSequences() ? new long[] {time, batch, features} : new long[] {batch, features};
  }

  private void run(
      RecurrentPath path,
      String prefix,
      INDArray sequence,
      INDArray output,
      boolean training,
      LayerWorkspaceMgr workspaceMgr) {
    LayerState last =
        path.forward(
            weights(prefix, noisy, workspaceMgr),
            sequence,
            timeMajorMask(0, sequence.size(0)),
            null,
            returnsSequences() ? output : null,
            training,
            workspaceMgr);
    if (!returnsSequences()) {
      output.assign(last.hidden());
    }
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
    assertInputSet(true);
    INDArray sequence = checkedInput(false, workspaceMgr);
    checkGradient(epsilon, sequence.size(0), sequence.size(1));
    if (!differentiable) {
      runBoth(sequence, ArrayType.BP_WORKING_MEM, true, workspaceMgr);
    }
    INDArray toOutput = epsilon.castTo(dataType);
    INDArray timeMajor = returnsSequences() ? TimeMajor.of(toOutput, getDataFormat()) : toOutput;
    INDArray toForward = gradient(timeMajor, 0, backwardOutput, forwardGradientMemory);
    INDArray toBackward = gradient(timeMajor, 1, forwardOutput, backwardGradientMemory);
    INDArray inputGradient =
        timeMajor(
            ArrayType.ACTIVATION_GRAD,
            sequence.size(0),
            sequence.size(1),
            layerConf().getNIn(),
            workspaceMgr);
    INDArray other = inputGradientMemory.array(dataType, inputGradient.shape());
    runBack(forward, FORWARD, toForward, inputGradient, workspaceMgr);
    runBack(backward, BACKWARD, toBackward, other, workspaceMgr);
    inputGradient.addi(other);
    return differentiated(inputGradient);
  }

  /** The part of the output's gradient that belongs to one direction. */
  private INDArray gradient(INDArray output, int direction, INDArray factor, Scratch memory) {
    return switch (layerConf().getMode()) {
      case CONCAT -> half(output, direction);
      case ADD -> output;
      case AVERAGE -> memory.array(dataType, output.shape()).assign(output).muli(0.5);
      case MUL -> memory.array(dataType, output.shape()).assign(output).muli(factor);
    };
  }

  private void runBack(
      RecurrentPath path,
      String prefix,
      INDArray gradient,
      INDArray inputGradient,
      LayerWorkspaceMgr workspaceMgr) {
    path.backward(
        weights(prefix, noisy, workspaceMgr),
        returnsSequences() ? gradient : null,
        returnsSequences() ? null : new LayerState(gradient, null),
        gradients(prefix),
        inputGradient,
        workspaceMgr);
  }

  /** The columns of one direction, where the last axis is both side by side. */
  private INDArray half(INDArray both, int direction) {
    long units = cell().getNOut();
    INDArrayIndex[] indices = new INDArrayIndex[both.rank()];
    Arrays.fill(indices, NDArrayIndex.all());
    indices[both.rank() - 1] = NDArrayIndex.interval(direction * units, (direction + 1) * units);
    return both.get(indices);
  }

  @Override
  public INDArray rnnTimeStep(INDArray input, LayerWorkspaceMgr workspaceMgr) {
    throw new UnsupportedOperationException("cannot step through time backwards " + layerId());
  }

  @Override
  public INDArray rnnActivateUsingStoredState(
      INDArray input, boolean training, boolean storeLastForTBPTT, LayerWorkspaceMgr workspaceMgr) {
    throw new UnsupportedOperationException(
        "truncated back-propagation: the backward direction needs the whole sequence " + layerId());
  }

  @Override
  public Pair<Gradient, INDArray> tbpttBackpropGradient(
      INDArray epsilon, int tbpttBackLength, LayerWorkspaceMgr workspaceMgr) {
    throw new UnsupportedOperationException(
        "truncated back-propagation: the backward direction needs the whole sequence " + layerId());
  }
}
