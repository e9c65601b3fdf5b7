package dev.seq4j.core.layer.recurrent;

import static dev.seq4j.core.layer.recurrent.CellParamInitializer.BIAS;

import dev.seq4j.core.layer.CellWeights;
import dev.seq4j.core.layer.LayerState;
import dev.seq4j.core.layer.SequenceChecks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a trained {@link LSTM}, {@link GRU} or {@link SimpleRnn} does to gradients on their way back
 * through time, one step after the other, by the layer's own backward pass.
 *
 * <pre>
 *   s_t = cell(x_t, s_(t-1))          s is h, or h and c of an LSTM
 *   back(x_t, s_(t-1), G) = G ds_t/ds_(t-1)
 * </pre>
 *
 * <p>Each row of {@code G} goes its own way. Begun with the rows of the identity matrix, a loop
 * from the last step to the first makes the product of Jacobians {@code ds_T/ds_t}; begun with
 * {@code dL/ds_T}, it makes {@code dL/ds_t}, which a pass over the whole sequence does not show.
 *
 * <pre>{@code
 * CellGradients cell = CellGradients.of(graph.getLayer("lstm"));
 * List<LayerState> states = cell.states(sequence); // [time, in]
 * for (int t = time; t > 0; t--) {
 *   gradient = cell.back(sequence.getRow(t - 1), states.get(t - 1), gradient);
 * }
 * }</pre>
 *
 * <p>It reads the layer's parameters where they are. It is for measurements: as it computes each
 * step by itself, it is slow. It is used by one thread at a time.
 */
public final class CellGradients {

  private static final LayerWorkspaceMgr NO_WORKSPACES = LayerWorkspaceMgr.noWorkspacesImmutable();

  private final String name;
  private final long in;
  private final long units;
  private final DataType type;
  private final CellWeights weights;
  private final RecurrentPath path;
  private final RecurrentCell cell;

  private CellGradients(CellLayerInstance layer) {
    name = layer.layerId();
    in = layer.layerConf().getNIn();
    units = layer.layerConf().getNOut();
    type = layer.getParam(BIAS).dataType();
    weights = layer.parameters();
    path = RecurrentPaths.choose(layer.layerConf(), type, false);
    cell = RecurrentCell.of(layer);
  }

  /**
   * @param layer of a network, configured by an {@link LSTM}, {@link GRU} or {@link SimpleRnn},
   *     alone or inside a wrapper such as {@code LastTimeStep}
   * @return its gradients
   * @throws DL4JInvalidInputException if it is another layer
   */
  public static CellGradients of(Layer layer) {
    return new CellGradients(RecurrentCell.unwrap(layer));
  }

  /**
   * Runs the cell along one sequence from a state of zeros.
   *
   * @param sequence {@code [time, in]}
   * @return the state before the first step and after each, {@code time + 1} of {@code [1, units]}
   * @throws DL4JInvalidInputException if the shape does not fit
   */
  public List<LayerState> states(INDArray sequence) {
    checkSequence(sequence);
    List<LayerState> states = new ArrayList<>(List.of(cell.initialState(1)));
    for (long t = 0; t < sequence.size(0); t++) {
      states.add(cell.step(row(sequence, t), states.get(states.size() - 1)));
    }
    return states;
  }

  /**
   * Takes gradients from after a step to before it.
   *
   * @param input x_t {@code [in]} or {@code [1, in]}
   * @param before the state before the step, {@code [1, units]}
   * @param gradients with respect to the state after it, {@code [rows, units]}, each row a gradient
   *     of its own
   * @return the same with respect to the state before it
   * @throws DL4JInvalidInputException if a shape does not fit
   */
  public LayerState back(INDArray input, LayerState before, LayerState gradients) {
    if (input.length() != in) {
      throw new DL4JInvalidInputException(
          "input shape = %s: must be [1, %d] %s"
              .formatted(Arrays.toString(input.shape()), in, name));
    }
    long rows = gradients.hidden().size(0);
    SequenceChecks.state(before.hidden(), 1, units, name);
    SequenceChecks.state(before.cell(), 1, units, name);
    SequenceChecks.state(gradients.hidden(), rows, units, name);
    SequenceChecks.state(gradients.cell(), rows, units, name);
    INDArray step = repeated(input.castTo(type).reshape(1, in), rows).reshape('c', 1, rows, in);
    LayerState state =
        new LayerState(
            repeated(before.hidden(), rows),
            before.cell() == null ? null : repeated(before.cell(), rows));
    path.forward(weights, step, null, state, null, true, NO_WORKSPACES);
    return path.backward(
            weights,
            null,
            gradients.detached(),
            emptyWeights(),
            Nd4j.create(type, 1, rows, in),
            NO_WORKSPACES)
        .detached();
  }

  /**
   * The gradient with respect to the parameters of a loss after the last step: of the whole way
   * back, or, where the sequence is the end of a longer one, truncated.
   *
   * @param sequence {@code [time, in]}
   * @param before the state before its first step, {@code [1, units]}
   * @param gradient of the loss with respect to the state after its last step, {@code [1, units]}
   * @return the gradient with respect to the layer's parameters
   * @throws DL4JInvalidInputException if a shape does not fit
   */
  public CellWeights parameters(INDArray sequence, LayerState before, LayerState gradient) {
    checkSequence(sequence);
    SequenceChecks.state(before.hidden(), 1, units, name);
    SequenceChecks.state(gradient.hidden(), 1, units, name);
    long time = sequence.size(0);
    INDArray steps = sequence.castTo(type).dup('c').reshape('c', time, 1, in);
    CellWeights gradients = emptyWeights();
    path.forward(weights, steps, null, before.detached(), null, true, NO_WORKSPACES);
    path.backward(
        weights,
        null,
        gradient.detached(),
        gradients,
        Nd4j.create(type, time, 1, in),
        NO_WORKSPACES);
    return gradients;
  }

  private void checkSequence(INDArray sequence) {
    if (sequence.rank() != 2 || sequence.size(0) < 1 || sequence.size(1) != in) {
      throw new DL4JInvalidInputException(
          "sequence shape = %s: must be [time, %d] %s"
              .formatted(Arrays.toString(sequence.shape()), in, name));
    }
  }

  private CellWeights emptyWeights() {
    return new CellWeights(
        Nd4j.create(type, weights.input().shape()),
        Nd4j.create(type, weights.recurrent().shape()),
        Nd4j.create(type, weights.bias().shape()));
  }

  private static INDArray row(INDArray sequence, long t) {
    return sequence.getRow(t, true);
  }

  private static INDArray repeated(INDArray row, long rows) {
    return Nd4j.create(row.dataType(), rows, row.size(1)).addiRowVector(row.reshape(row.size(1)));
  }
}
