package dev.seq4j.core.layer.embedding;

import static dev.seq4j.core.layer.embedding.EmbeddingParamInitializer.WEIGHTS;

import dev.seq4j.core.layer.Kernels;
import dev.seq4j.core.layer.NativeViews;
import dev.seq4j.core.layer.SequenceChecks;
import dev.seq4j.core.layer.StepIntegers;
import dev.seq4j.core.layer.TimeMajor;
import dev.seq4j.core.layer.TwoPaths;
import java.util.Arrays;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A {@link TokenEmbedding} at work: Deeplearning4j's contract around an {@link EmbeddingPath}. */
public final class TokenEmbeddingInstance extends BaseLayer<TokenEmbedding> implements TwoPaths {

  private static final long serialVersionUID = 1L;

  private transient EmbeddingPath path;

  /** Of the input, as soon as they have been read. */
  private transient StepIntegers ids;

  private boolean outputDropped;

  /** Whether a tied output has written its part of the gradient. */
  private boolean gradientBegun;

  TokenEmbeddingInstance(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
    path =
        Kernels.serve(dataType)
            ? new KernelEmbedding(layerConf().getNIn(), layerConf().getNOut())
            : new PortableEmbedding();
  }

  @Override
  public void usePortablePath() {
    path = new PortableEmbedding();
  }

  /** Returns the layer step by step, or null if it can only be stepped inside its network. */
  public EmbeddingSteps steps() {
    if (!(path instanceof KernelEmbedding)) {
      return null;
    }
    INDArray weights = NativeViews.ordered(getParam(WEIGHTS));
    INDArray scaled = layerConf().isScaled() ? weights.mul(layerConf().scale()) : weights;
    return new EmbeddingSteps(scaled, layerConf().isPadding(), layerId());
  }

  @Override
  public Type type() {
    return Type.RECURRENT;
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public boolean hasBias() {
    return false;
  }

  @Override
  public void setInput(INDArray input, LayerWorkspaceMgr workspaceMgr) {
    super.setInput(input, workspaceMgr);
    ids = null;
  }

  @Override
  public void setMaskArray(INDArray maskArray) {
    super.setMaskArray(maskArray);
    ids = null;
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      INDArray maskArray, MaskState currentMaskState, int minibatchSize) {
    ids = null;
    return super.feedForwardMaskArray(maskArray, currentMaskState, minibatchSize);
  }

  @Override
  public void clear() {
    super.clear();
    ids = null;
  }

  @Override
  public void setParams(INDArray params) {
    if (params != paramsFlattened) {
      setParams(params, 'c'); // the base class assumes 'f'
    }
  }

  @Override
  public Layer clone() {
    return conf.getLayer()
        .instantiate(
            conf.clone(), trainingListeners, index, paramsFlattened.dup(), false, dataType);
  }

  @Override
  protected String layerId() {
    String name = layerConf().getLayerName();
    return "(layer name: \"%s\", layer index: %d, layer type: TokenEmbedding)"
        .formatted(name == null ? "" : name, index);
  }

  private StepIntegers ids() {
    if (ids == null) {
      checkShapes();
      StepIntegers read =
          StepIntegers.read(
              "id", input, maskArray, layerConf().getNIn(), "the vocabulary's size", layerId());
      ids = layerConf().isPadding() ? read.without(TokenEmbedding.PADDING_ID) : read;
    }
    return ids;
  }

  private void checkShapes() {
    assertInputSet(false);
    boolean sequence = input.rank() == 3 && input.size(1) == 1;
    if (!(input.rank() == 2 || sequence) || input.length() < 1) {
      throw new DL4JInvalidInputException(
          "ids shape = %s: must be [batch, time] or [batch, 1, time] with batch and time >= 1 %s"
              .formatted(Arrays.toString(input.shape()), layerId()));
    }
    SequenceChecks.mask(
        maskArray, input, input.rank() == 3 ? RNNFormat.NCW : RNNFormat.NWC, layerId());
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
    StepIntegers tokens = ids();
    INDArray rows =
        workspaceMgr.createUninitialized(
            ArrayType.ACTIVATIONS,
            dataType,
            new long[] {tokens.time(), tokens.batch(), layerConf().getNOut()},
            'c');
    path.forward(weights(training, workspaceMgr), tokens, rows);
    if (layerConf().isScaled()) {
      rows.muli(layerConf().scale());
    }
    INDArray sequence = TimeMajor.back(rows, RNNFormat.NCW); // [batch, size, time]
    IDropout dropout = layerConf().getIDropout();
    outputDropped = training && dropout != null;
    return outputDropped
        ? dropout.applyDropout(
            sequence, sequence, getIterationCount(), getEpochCount(), workspaceMgr)
        : sequence;
  }

  /** {@code [vocabulary, size]} in 'c' order, unscaled. */
  public INDArray weights(boolean training, LayerWorkspaceMgr workspaceMgr) {
    return NativeViews.ordered(getParamWithNoise(WEIGHTS, training, workspaceMgr));
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
    StepIntegers tokens = ids();
    SequenceChecks.gradient(
        epsilon, new long[] {tokens.batch(), layerConf().getNOut(), tokens.time()}, layerId());
    INDArray toOutput = epsilon.castTo(dataType);
    if (outputDropped) {
      // In the order in which it most likely lies, and in which it is read below.
      INDArray timeMajor = TimeMajor.of(toOutput, RNNFormat.NCW);
      INDArray copy =
          TimeMajor.back(workspaceMgr.dup(ArrayType.BP_WORKING_MEM, timeMajor, 'c'), RNNFormat.NCW);
      toOutput =
          layerConf().getIDropout().backprop(toOutput, copy, getIterationCount(), getEpochCount());
    }
    if (layerConf().isScaled()) {
      toOutput = toOutput.mul(layerConf().scale());
    }
    INDArray toWeights = gradientViews.get(WEIGHTS);
    path.backward(TimeMajor.of(toOutput, RNNFormat.NCW), tokens, toWeights, gradientBegun);
    gradientBegun = false;
    weightNoiseParams.clear();
    Gradient gradients = new DefaultGradient(gradientsFlattened);
    gradients.setGradientFor(WEIGHTS, toWeights, 'c');
    return new Pair<>(gradients, null); // nothing can learn from the gradient of an id
  }

  /**
   * Where a tied output writes its part of the gradient, which the backward pass then adds to;
   * {@code [vocabulary, size]} in 'c' order, or null if this layer is not trained.
   */
  public INDArray gradientFromOutput() {
    if (gradientViews == null) {
      return null;
    }
    gradientBegun = true;
    return gradientViews.get(WEIGHTS);
  }
}
