package dev.seq4j.core.layer.attention;

import dev.seq4j.core.layer.Kernels;
import dev.seq4j.core.layer.SequenceLayerInstance;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** An {@link AdditiveAttentionPooling} at work. */
final class AdditiveAttentionPoolingInstance extends SequenceLayerInstance<AdditiveAttentionPooling>
    implements Attends {

  private static final long serialVersionUID = 1L;

  private transient AttentionPoolingPath path;

  AdditiveAttentionPoolingInstance(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
    path =
        Kernels.serve(dataType)
            ? new KernelAttentionPooling(layerConf().getNIn(), layerConf().getAttention())
            : new PortableAttentionPooling(layerConf().parameters());
  }

  @Override
  public void usePortablePath() {
    path = new PortableAttentionPooling(layerConf().parameters());
  }

  @Override
  protected boolean returnsSequences() {
    return false;
  }

  @Override
  protected INDArray forward(
      INDArray sequence,
      boolean training,
      boolean noise,
      ArrayType where,
      LayerWorkspaceMgr workspaceMgr) {
    INDArray output =
        workspaceMgr.createUninitialized(
            where, dataType, new long[] {sequence.size(1), layerConf().getNOut()}, 'c');
    path.forward(flatParameters(noise, workspaceMgr), sequence, liveCells(sequence), output);
    return output;
  }

  @Override
  protected void backward(
      INDArray toOutput, INDArray toInput, boolean noise, LayerWorkspaceMgr workspaceMgr) {
    path.backward(flatParameters(noise, workspaceMgr), toOutput, gradientsFlattened, toInput);
  }

  @Override
  public INDArray attentionWeights(INDArray sequence, boolean toMemory) {
    LayerWorkspaceMgr noWorkspaces = LayerWorkspaceMgr.noWorkspacesImmutable();
    setInput(sequence, noWorkspaces);
    try {
      INDArray timeMajor = checkedInput(false, noWorkspaces);
      forward(timeMajor, false, false, ArrayType.ACTIVATIONS, noWorkspaces);
      return Nd4j.createFromArray(path.weights())
          .reshape('c', timeMajor.size(1), 1, 1, timeMajor.size(0));
    } finally {
      clear();
    }
  }
}
