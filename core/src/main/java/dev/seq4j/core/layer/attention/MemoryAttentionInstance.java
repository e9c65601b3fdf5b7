package dev.seq4j.core.layer.attention;

import dev.seq4j.core.layer.SequenceChecks;
import dev.seq4j.core.layer.StepIntegers;
import dev.seq4j.core.layer.TimeMajor;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A {@link MemoryAttentionLayer} at work. */
final class MemoryAttentionInstance extends AttentionLayerInstance implements MemoryReader {

  private static final long serialVersionUID = 1L;

  private transient INDArray memory;
  private transient INDArray memoryMask;
  private transient INDArray memoryGradient;

  MemoryAttentionInstance(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  @Override
  public void setMemory(INDArray newMemory, INDArray mask) {
    memory = newMemory;
    memoryMask = mask;
    forgetMemory();
  }

  @Override
  public void setMemoryMask(INDArray mask) {
    memoryMask = mask;
  }

  @Override
  public INDArray getMemoryMask() {
    return memoryMask;
  }

  /** Deeplearning4j takes all masks away by taking this one away. */
  @Override
  public void setMaskArray(INDArray maskArray) {
    super.setMaskArray(maskArray);
    if (maskArray == null) {
      memoryMask = null;
    }
  }

  @Override
  public void clear() {
    super.clear();
    memory = null;
    memoryMask = null;
    memoryGradient = null;
  }

  @Override
  Attended attended(INDArray sequence) {
    if (memory == null) {
      throw new IllegalStateException("memory is not set " + layerId());
    }
    long features = ((MemoryAttentionLayer) layerConf()).getNMemory();
    RNNFormat format = layerConf().getDataFormat();
    SequenceChecks.input(memory, features, format, "as memory " + layerId());
    SequenceChecks.mask(memoryMask, memory, format, "as that of the memory " + layerId());
    INDArray timeMajor = TimeMajor.of(memory, format);
    if (timeMajor.size(1) != sequence.size(1)) {
      throw new DL4JInvalidInputException(
          "rows of the memory = %d: must be %d as of the input %s"
              .formatted(timeMajor.size(1), sequence.size(1), layerId()));
    }
    return new Attended(
        sequence,
        liveCells(sequence),
        timeMajor.castTo(dataType),
        StepIntegers.ones(memoryMask, timeMajor.size(0) * timeMajor.size(1)));
  }

  @Override
  INDArray newMemoryGradient(LayerWorkspaceMgr workspaceMgr) {
    RNNFormat format = layerConf().getDataFormat();
    INDArray gradient =
        workspaceMgr.createUninitialized(
            ArrayType.ACTIVATION_GRAD, dataType, TimeMajor.of(memory, format).shape(), 'c');
    memoryGradient = TimeMajor.back(gradient, format);
    return gradient;
  }

  @Override
  public INDArray memoryGradient() {
    return memoryGradient;
  }
}
