package dev.seq4j.core.layer.recurrent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Bidirectional recurrent layer (Schuster and Paliwal 1997): two cells of one kind, one from the
 * first step to the last and one from the last to the first, each with its own parameters.
 *
 * <pre>
 *   f_t = cell_f(x_t, f_(t-1)),   b_t = cell_b(x_t, b_(t+1))
 *   h_t = [f_t; b_t]  CONCAT,   f_t + b_t  ADD,   (f_t + b_t) / 2  AVERAGE,   f_t * b_t  MUL
 * </pre>
 *
 * <p>Input {@code [batch, in, time]}; output {@code [batch, units, time]}, twice the units for
 * {@link Mode#CONCAT}. If the cell was built with {@code returnSequences(false)}, the output is
 * what a classifier wants: the forward state after each row's last live step combined with the
 * backward state after its first one, {@code [batch, units]} or twice the units.
 *
 * <p>Mask {@code [batch, time]}: both cells skip the steps masked 0, so the backward one begins
 * with a row's last live step, not with its padding. Deeplearning4j's own {@code Bidirectional}
 * reverses the padding, too.
 *
 * <p>The cell's options hold for both directions. A layer that has to see the end of a sequence
 * first can neither step through time nor be trained by truncated back-propagation.
 *
 * <pre>{@code
 * new Bidirectional(new GRU.Builder().nOut(128).returnSequences(false).build())
 * }</pre>
 */
public final class Bidirectional extends BaseRecurrentLayer {

  /** How the two directions become one output. */
  public enum Mode {
    /** Side by side, forward first. */
    CONCAT,
    /** Their sum. */
    ADD,
    /** Their mean. */
    AVERAGE,
    /** Their product, element by element. */
    MUL
  }

  /** Side by side: nothing is lost. */
  public static final Mode DEFAULT_MODE = Mode.CONCAT;

  private static final long serialVersionUID = 1L;

  private Mode mode;
  private CellLayer cell;

  /** For Jackson. */
  Bidirectional() {}

  /**
   * Both directions of a cell, side by side.
   *
   * @param cell what runs in each direction, with its options
   */
  public Bidirectional(CellLayer cell) {
    this(DEFAULT_MODE, cell);
  }

  /**
   * Both directions of a cell.
   *
   * @param mode how they become one output
   * @param cell what runs in each direction, with its options
   */
  public Bidirectional(Mode mode, CellLayer cell) {
    this.mode = mode;
    this.cell = (CellLayer) cell.clone();
    layerName = cell.getLayerName();
    nIn = cell.getNIn();
    nOut = mode == Mode.CONCAT ? 2 * cell.getNOut() : cell.getNOut();
    takeOptions();
  }

  /** What the cell was not told, the network's configuration sets here. */
  private void takeOptions() {
    rnnDataFormat = cell.getRnnDataFormat();
    activationFn = cell.getActivationFn();
    weightInitFn = cell.getWeightInitFn();
    weightInitFnRecurrent = cell.getWeightInitFnRecurrent();
    biasInit = cell.getBiasInit();
    gainInit = cell.getGainInit();
    regularization = cell.getRegularization();
    regularizationBias = cell.getRegularizationBias();
    iUpdater = cell.getIUpdater();
    biasUpdater = cell.getBiasUpdater();
    weightNoise = cell.getWeightNoise();
    gradientNormalization = cell.getGradientNormalization();
    gradientNormalizationThreshold = cell.getGradientNormalizationThreshold();
    iDropout = cell.getIDropout();
    constraints = forBothDirections(cell.getConstraints());
  }

  private static List<LayerConstraint> forBothDirections(List<LayerConstraint> ofOne) {
    if (ofOne == null) {
      return null;
    }
    List<LayerConstraint> ofBoth = new ArrayList<>();
    for (LayerConstraint constraint : ofOne) {
      Set<String> names =
          constraint.getParams().stream()
              .flatMap(
                  name ->
                      Stream.of(
                          CellParamInitializer.FORWARD + name,
                          CellParamInitializer.BACKWARD + name))
              .collect(Collectors.toSet());
      LayerConstraint both = constraint.clone();
      both.setParams(names);
      ofBoth.add(both);
    }
    return ofBoth;
  }

  /**
   * @return how the two directions become one output
   */
  public Mode getMode() {
    return mode;
  }

  /**
   * @param mode how the two directions become one output
   */
  public void setMode(Mode mode) {
    this.mode = mode;
  }

  /**
   * @return what runs in each direction
   */
  public CellLayer getCell() {
    return cell;
  }

  /**
   * @param cell what runs in each direction
   */
  public void setCell(CellLayer cell) {
    this.cell = cell;
  }

  @Override
  public void setNIn(long nIn) {
    super.setNIn(nIn);
    if (cell != null) { // Jackson may set it later, complete
      cell.setNIn(nIn);
    }
  }

  @Override
  public void setNIn(InputType inputType, boolean override) {
    super.setNIn(inputType, override);
    cell.setNIn(nIn);
  }

  @Override
  public void setNOut(long nOut) {
    super.setNOut(nOut);
    if (cell != null && mode != null) {
      cell.setNOut(mode == Mode.CONCAT ? nOut / 2 : nOut);
    }
  }

  @Override
  public org.deeplearning4j.nn.api.Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> trainingListeners,
      int layerIndex,
      INDArray layerParamsView,
      boolean initializeParams,
      DataType networkDataType) {
    cell.check();
    RecurrentLayerInstance.checkBeforeItIsMade(this, layerIndex, networkDataType);
    BidirectionalInstance layer = new BidirectionalInstance(conf, networkDataType);
    layer.setListeners(trainingListeners);
    layer.setIndex(layerIndex);
    layer.setParamsViewArray(layerParamsView);
    layer.setParamTable(initializer().init(conf, layerParamsView, initializeParams));
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return CellParamInitializer.PAIR;
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    InputType sequence = super.getOutputType(layerIndex, inputType);
    return cell.isReturnSequences() ? sequence : InputType.feedForward(nOut);
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    CellLayer one = (CellLayer) cell.clone();
    one.setIUpdater(iUpdater);
    LayerMemoryReport report = one.getMemoryReport(inputType);
    report.scale(2);
    return report;
  }

  @Override
  public Bidirectional clone() {
    Bidirectional clone = (Bidirectional) super.clone();
    clone.cell = (CellLayer) cell.clone();
    return clone;
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof Bidirectional;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof Bidirectional pair
        && mode == pair.mode
        && cell.equals(pair.cell);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * super.hashCode() + mode.hashCode()) + cell.hashCode();
  }
}
