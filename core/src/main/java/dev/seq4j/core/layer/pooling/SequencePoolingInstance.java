package dev.seq4j.core.layer.pooling;

import dev.seq4j.core.layer.Kernels;
import dev.seq4j.core.layer.SequenceChecks;
import dev.seq4j.core.layer.StepIntegers;
import dev.seq4j.core.layer.TimeMajor;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A {@link SequencePooling} at work: Deeplearning4j's contract around a {@link PoolingPath}. */
final class SequencePoolingInstance extends AbstractLayer<SequencePooling> {

  private static final long serialVersionUID = 1L;

  private transient PoolingPath path;

  SequencePoolingInstance(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
    SequencePooling.Mode mode = layerConf().getMode();
    path = Kernels.serve(dataType) ? new KernelPooling(mode) : new PortablePooling(mode);
  }

  /** For tests: computes in ND4J operations from now on. */
  void usePortablePath() {
    path = new PortablePooling(layerConf().getMode());
  }

  @Override
  public Layer.Type type() {
    return Layer.Type.SUBSAMPLING;
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public void clearNoiseWeightParams() {}

  @Override
  public Layer clone() {
    return conf.getLayer()
        .instantiate(conf.clone(), trainingListeners, index, null, false, dataType);
  }

  @Override
  protected String layerId() {
    String name = layerConf().getLayerName();
    return "(layer name: \"%s\", layer index: %d, layer type: SequencePooling)"
        .formatted(name == null ? "" : name, index);
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      INDArray maskArray, MaskState currentMaskState, int minibatchSize) {
    this.maskArray = maskArray;
    return new Pair<>(null, currentMaskState); // there are no steps any more
  }

  /** The input after its checks, {@code [time, batch, features]}. */
  private INDArray sequence() {
    SequenceChecks.input(input, input.rank() == 3 ? input.size(1) : 0, RNNFormat.NCW, layerId());
    SequenceChecks.mask(maskArray, input, RNNFormat.NCW, layerId());
    return TimeMajor.of(input, RNNFormat.NCW).castTo(dataType);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
    INDArray sequence = sequence();
    INDArray output =
        workspaceMgr.createUninitialized(
            ArrayType.ACTIVATIONS, dataType, new long[] {sequence.size(1), sequence.size(2)}, 'c');
    long steps = Math.multiplyExact(sequence.size(0), sequence.size(1));
    path.forward(sequence, StepIntegers.ones(maskArray, steps), output);
    return output;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
    INDArray sequence = sequence();
    SequenceChecks.gradient(epsilon, new long[] {sequence.size(1), sequence.size(2)}, layerId());
    INDArray inputGradient =
        workspaceMgr.createUninitialized(
            ArrayType.ACTIVATION_GRAD, dataType, sequence.shape().clone(), 'c');
    path.backward(sequence, epsilon.castTo(dataType), inputGradient);
    return new Pair<>(new DefaultGradient(), TimeMajor.back(inputGradient, RNNFormat.NCW));
  }
}
