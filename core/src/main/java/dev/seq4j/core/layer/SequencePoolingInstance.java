package dev.seq4j.core.layer;

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
import org.nd4j.linalg.factory.Nd4j;

/** A {@link SequencePooling} at work, in ND4J operations: time is spent in memory, not in sums. */
final class SequencePoolingInstance extends AbstractLayer<SequencePooling> {

  private static final long serialVersionUID = 1L;

  /** Added to steps that are not there, so that they are no maximum. */
  private static final double FAR_BELOW = -1e30;

  SequencePoolingInstance(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
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

  /** 1 where a step is there, {@code [time, batch, 1]}; null if all are. */
  private INDArray live() {
    return maskArray == null
        ? null
        : Nd4j.expandDims(maskArray.neq(0).castTo(dataType).transpose(), 2);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
    INDArray sequence = sequence();
    INDArray live = live();
    INDArray pooled =
        switch (layerConf().getMode()) {
          case MEAN ->
              live == null
                  ? sequence.mean(0)
                  : sequence.mul(live).sum(0).divi(atLeastOne(live)); // [batch, features]
          case MAX ->
              live == null
                  ? sequence.max(0)
                  : onlyLive(sequence, live).max(0).muli(anyStep(live)); // [batch, features]
        };
    return workspaceMgr.leverageTo(ArrayType.ACTIVATIONS, pooled);
  }

  /** How many steps each row has, 1 for a row without any, {@code [batch, 1]}. */
  private static INDArray atLeastOne(INDArray live) {
    INDArray steps = live.sum(0);
    return steps.addi(steps.eq(0).castTo(steps.dataType()));
  }

  /** 1 for each row that has a step, {@code [batch, 1]}. */
  private static INDArray anyStep(INDArray live) {
    return live.max(0);
  }

  private static INDArray onlyLive(INDArray sequence, INDArray live) {
    return sequence.mul(live).addi(live.rsub(1).muli(FAR_BELOW));
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
    INDArray sequence = sequence();
    SequenceChecks.gradient(epsilon, new long[] {sequence.size(1), sequence.size(2)}, layerId());
    INDArray live = live();
    INDArray inputGradient =
        workspaceMgr.create(ArrayType.ACTIVATION_GRAD, dataType, sequence.shape(), 'c');
    INDArray toOutput = epsilon.castTo(dataType);
    switch (layerConf().getMode()) {
      case MEAN -> {
        INDArray share =
            live == null ? toOutput.div(sequence.size(0)) : toOutput.div(atLeastOne(live));
        inputGradient.addi(Nd4j.expandDims(share, 0));
        if (live != null) {
          inputGradient.muli(live);
        }
      }
      case MAX -> toHighest(sequence, live, toOutput, inputGradient);
    }
    return new Pair<>(new DefaultGradient(), TimeMajor.back(inputGradient, RNNFormat.NCW));
  }

  /** Gives the gradient of each feature to the step where it was highest. */
  private static void toHighest(
      INDArray sequence, INDArray live, INDArray toOutput, INDArray inputGradient) {
    INDArray highest = (live == null ? sequence : onlyLive(sequence, live)).argMax(0);
    INDArray there = live == null ? toOutput : toOutput.mul(anyStep(live));
    for (long row = 0; row < highest.size(0); row++) {
      for (long feature = 0; feature < highest.size(1); feature++) {
        inputGradient.putScalar(
            highest.getLong(row, feature), row, feature, there.getDouble(row, feature));
      }
    }
  }
}
