package dev.seq4j.core.layer.output;

import static org.deeplearning4j.nn.params.DefaultParamInitializer.BIAS_KEY;
import static org.deeplearning4j.nn.params.DefaultParamInitializer.WEIGHT_KEY;

import dev.seq4j.core.layer.Kernels;
import dev.seq4j.core.layer.LayerSteps;
import dev.seq4j.core.layer.Scratch;
import dev.seq4j.core.layer.SequenceChecks;
import dev.seq4j.core.layer.StepIntegers;
import dev.seq4j.core.layer.Steppable;
import dev.seq4j.core.layer.TimeMajor;
import dev.seq4j.core.layer.TwoPaths;
import dev.seq4j.core.layer.embedding.TokenEmbeddingInstance;
import java.util.Arrays;
import java.util.function.Supplier;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseOutputLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A {@link SequenceOutput} at work: Deeplearning4j's contract around a {@link CrossEntropyPath}.
 *
 * <p>Deeplearning4j asks for the gradient first and for the score after; both come from one pass.
 * Vectors once a sequence are sequences of one step here.
 */
final class SequenceOutputInstance extends BaseOutputLayer<SequenceOutput>
    implements Steppable, TwoPaths {

  private static final long serialVersionUID = 1L;

  private transient CrossEntropyPath path;

  /** Whose matrix the projection is; null if it has its own. */
  private transient Supplier<TokenEmbeddingInstance> embedding;

  private final transient Scratch unusedGradient = new Scratch();

  /** Of the last backward pass, until somebody asks for the score or anything changes. */
  private transient double[] losses;

  SequenceOutputInstance(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
    SequenceOutput output = layerConf();
    path =
        Kernels.serve(dataType)
            ? new KernelCrossEntropy(output.getNIn(), output.getNOut(), output.getLabelSmoothing())
            : new PortableCrossEntropy(output.getLabelSmoothing());
  }

  @Override
  public void usePortablePath() {
    path = new PortableCrossEntropy(layerConf().getLabelSmoothing());
  }

  @Override
  public LayerSteps steps(int rows) {
    return path instanceof KernelCrossEntropy
        ? new OutputSteps(
            weights(false, LayerWorkspaceMgr.noWorkspaces()),
            hasBias() ? getParam(BIAS_KEY) : null,
            rows)
        : null;
  }

  @Override
  public Type type() {
    return Type.RECURRENT;
  }

  @Override
  public int numLabels() {
    return (int) layerConf().getNOut();
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
    return "(layer name: \"%s\", layer index: %d, layer type: SequenceOutput)"
        .formatted(name == null ? "" : name, index);
  }

  @Override
  public void setInput(INDArray input, LayerWorkspaceMgr workspaceMgr) {
    super.setInput(input, workspaceMgr);
    losses = null;
  }

  @Override
  public void setLabels(INDArray labels) {
    super.setLabels(labels);
    losses = null;
  }

  @Override
  public void setMaskArray(INDArray maskArray) {
    if (maskArray != this.maskArray) {
      losses = null;
    }
    super.setMaskArray(maskArray);
  }

  @Override
  public void clear() {
    super.clear();
    losses = null;
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      INDArray maskArray, MaskState currentMaskState, int minibatchSize) {
    return null; // the mask of the features; the last layer has nobody to give it to
  }

  @Override
  protected INDArray getLabels2d(LayerWorkspaceMgr workspaceMgr, ArrayType arrayType) {
    throw new UnsupportedOperationException("labels are integers " + layerId());
  }

  private RNNFormat format() {
    return layerConf().getDataFormat() == RNNFormat.NWC ? RNNFormat.NWC : RNNFormat.NCW;
  }

  /** The input after its checks and its dropout, {@code [time, batch, in]}. */
  private INDArray checkedInput(boolean training, LayerWorkspaceMgr workspaceMgr) {
    assertInputSet(false);
    long in = layerConf().getNIn();
    if (input.rank() == 2) {
      if (input.size(1) != in || input.size(0) < 1 || !input.dataType().isFPType()) {
        throw new DL4JInvalidInputException(
            "input shape = %s of %s: must be [batch >= 1, %d] of a floating type %s"
                .formatted(Arrays.toString(input.shape()), input.dataType(), in, layerId()));
      }
    } else {
      SequenceChecks.input(input, in, format(), layerId());
    }
    checkMask();
    applyDropOutIfNecessary(training, workspaceMgr);
    INDArray sequence = input.rank() == 2 ? oneStep(input) : TimeMajor.of(input, format());
    return sequence.castTo(dataType);
  }

  private static INDArray oneStep(INDArray vectors) {
    return Nd4j.expandDims(vectors, 0); // [1, batch, in]
  }

  private void checkMask() {
    if (maskArray == null) {
      return;
    }
    long[] expected = {batch(), time()};
    if (!Arrays.equals(maskArray.shape(), expected)) {
      throw new DL4JInvalidInputException(
          "mask shape = %s: must be %s %s"
              .formatted(Arrays.toString(maskArray.shape()), Arrays.toString(expected), layerId()));
    }
  }

  private long batch() {
    return input.size(0);
  }

  private long time() {
    return input.rank() == 2 ? 1 : input.size(format() == RNNFormat.NCW ? 2 : 1);
  }

  private StepIntegers checkedLabels() {
    if (labels == null) {
      throw new IllegalStateException("labels are not set " + layerId());
    }
    boolean stepsFirst = format() == RNNFormat.NWC;
    long[] expected =
        input.rank() == 2
            ? new long[] {batch(), 1}
            : stepsFirst ? new long[] {batch(), time(), 1} : new long[] {batch(), 1, time()};
    if (!Arrays.equals(labels.shape(), expected)) {
      throw new DL4JInvalidInputException(
          "labels shape = %s: must be classes as integers, %s %s"
              .formatted(Arrays.toString(labels.shape()), Arrays.toString(expected), layerId()));
    }
    INDArray inOrder = input.rank() == 3 && stepsFirst ? labels.permute(0, 2, 1) : labels;
    return StepIntegers.read(
        "label", inOrder, maskArray, layerConf().getNOut(), "the number of classes", layerId());
  }

  /** Uses the matrix of an embedding from now on, and gives it its gradient. */
  void tie(Supplier<TokenEmbeddingInstance> newEmbedding) {
    embedding = newEmbedding;
  }

  /** In 'f' order, as the initializer makes them; weight noise may give another order. */
  private INDArray weights(boolean training, LayerWorkspaceMgr workspaceMgr) {
    if (embedding != null) {
      return embedding.get().weights(training, workspaceMgr).transpose();
    }
    INDArray weights = getParamWithNoise(WEIGHT_KEY, training, workspaceMgr);
    return weights == getParam(WEIGHT_KEY) ? weights : weights.dup('f');
  }

  private INDArray bias(boolean training, LayerWorkspaceMgr workspaceMgr) {
    if (!hasBias()) {
      return null;
    }
    INDArray bias = getParamWithNoise(BIAS_KEY, training, workspaceMgr);
    return bias == getParam(BIAS_KEY) ? bias : bias.dup('c');
  }

  /** The probabilities. */
  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
    INDArray sequence = checkedInput(training, workspaceMgr);
    long classes = layerConf().getNOut();
    INDArray output =
        workspaceMgr.createUninitialized(
            ArrayType.ACTIVATIONS, dataType, new long[] {time(), batch(), classes}, 'c');
    path.probabilities(
        weights(training, workspaceMgr),
        bias(training, workspaceMgr),
        sequence,
        StepIntegers.ones(maskArray, Math.multiplyExact(batch(), time())),
        output);
    return shaped(output);
  }

  /** As what came in: a sequence, or a vector a row. */
  private INDArray shaped(INDArray timeMajor) {
    return input.rank() == 2
        ? timeMajor.reshape('c', timeMajor.size(1), timeMajor.size(2))
        : TimeMajor.back(timeMajor, format());
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
    INDArray sequence = checkedInput(true, workspaceMgr);
    StepIntegers classes = checkedLabels();
    INDArray inputGradient =
        workspaceMgr.createUninitialized(
            ArrayType.ACTIVATION_GRAD,
            dataType,
            new long[] {time(), batch(), layerConf().getNIn()},
            'c');
    Gradient gradients = new DefaultGradient(gradientsFlattened);
    INDArray toWeights = weightGradient();
    INDArray toBias = hasBias() ? gradientViews.get(BIAS_KEY) : null;
    losses =
        path.gradients(
            weights(true, workspaceMgr),
            bias(true, workspaceMgr),
            sequence,
            classes,
            toWeights,
            toBias,
            inputGradient);
    if (embedding == null) {
      gradients.setGradientFor(WEIGHT_KEY, toWeights);
    }
    if (toBias != null) {
      gradients.setGradientFor(BIAS_KEY, toBias);
    }
    gradient = gradients;
    INDArray toInput = shaped(inputGradient);
    return new Pair<>(gradients, dropoutApplied ? backpropDropOutIfPresent(toInput) : toInput);
  }

  private INDArray weightGradient() {
    if (embedding == null) {
      return gradientViews.get(WEIGHT_KEY);
    }
    INDArray shared = embedding.get().gradientFromOutput();
    if (shared == null) { // a frozen embedding has nowhere to put it
      shared = unusedGradient.array(dataType, layerConf().getNOut(), layerConf().getNIn());
    }
    return shared.transpose();
  }

  @Override
  public void computeGradientAndScore(LayerWorkspaceMgr workspaceMgr) {
    backpropGradient(null, workspaceMgr);
    computeScore(0, true, workspaceMgr);
  }

  @Override
  public double computeScore(
      double fullNetRegTerm, boolean training, LayerWorkspaceMgr workspaceMgr) {
    double sum = 0;
    for (double loss : lossesOfRows(training, workspaceMgr)) {
      sum += loss;
    }
    score = (conf().isMiniBatch() ? sum / getInputMiniBatchSize() : sum) + fullNetRegTerm;
    return score;
  }

  @Override
  public INDArray computeScoreForExamples(double fullNetRegTerm, LayerWorkspaceMgr workspaceMgr) {
    double[] ofRows = lossesOfRows(false, workspaceMgr);
    INDArray scores =
        workspaceMgr.createUninitialized(
            ArrayType.ACTIVATIONS, dataType, new long[] {ofRows.length, 1}, 'c');
    for (int row = 0; row < ofRows.length; row++) {
      scores.putScalar(row, 0, ofRows[row] + fullNetRegTerm);
    }
    return scores;
  }

  private double[] lossesOfRows(boolean training, LayerWorkspaceMgr workspaceMgr) {
    double[] known = losses;
    losses = null; // the next question may be about other parameters
    if (training && known != null) {
      return known;
    }
    INDArray sequence = checkedInput(training, workspaceMgr);
    return path.losses(
        weights(training, workspaceMgr), bias(training, workspaceMgr), sequence, checkedLabels());
  }
}
