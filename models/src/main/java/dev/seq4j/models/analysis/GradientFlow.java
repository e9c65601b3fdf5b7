package dev.seq4j.models.analysis;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.layer.CellWeights;
import dev.seq4j.core.layer.LayerState;
import dev.seq4j.core.layer.recurrent.CellGradients;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * How the gradient of a loss at the last step grows or fades on its way back through a recurrent
 * layer (Bengio et al. 1994; Pascanu et al. 2013).
 *
 * <pre>
 *   L       = v . h_T                        |v| = 1, so that |dL/dh_T| = 1
 *   dL/ds_t = dL/ds_T  ds_T/ds_t
 *   ds_T/ds_t = product over i = t + 1 ... T of ds_i/ds_(i-1)
 * </pre>
 *
 * <p>{@code s} is the state: h, or h and c of an LSTM. What is measured is the layer's own backward
 * pass, by {@link CellGradients}; v and the inputs are normally distributed random numbers.
 *
 * @param start how the layer begins
 * @param points the measurements by distance from the loss, 0 first
 * @param remedies what clipping and truncation make of the gradient of the weights
 */
public record GradientFlow(RecurrentStart start, List<Point> points, GradientRemedies remedies) {

  /**
   * One distance.
   *
   * @param distance steps from the loss, T - t
   * @param hidden Euclidean norm of dL/dh_t, with c_t held where it is
   * @param state Euclidean norm of dL/ds_t
   * @param jacobian root mean square of the singular values of ds_T/ds_t, which is its Frobenius
   *     norm over the root of the state's size: by how much it stretches a random vector; 1 for an
   *     orthogonal matrix
   * @param hiddenJacobian the same of the block dh_T/dh_t
   */
  public record Point(
      int distance, double hidden, double state, double jacobian, double hiddenJacobian) {}

  /** Lists are copied. */
  public GradientFlow {
    points = List.copyOf(points);
  }

  /**
   * The sizes of a measurement.
   *
   * @param in features of the input
   * @param units of the layer
   * @param steps of the sequence, T
   * @param inputScale standard deviation of the inputs
   * @param seed of weights, inputs and loss
   */
  public record Size(int in, int units, int steps, double inputScale, long seed) {

    /** Small enough to be measured in a moment. */
    public static final Size DEFAULT = new Size(8, 32, 100, 0.1, 1);

    /**
     * @throws InvalidInputException if a value is out of range
     */
    public Size {
      atLeastOne("in", in);
      atLeastOne("units", units);
      atLeastOne("steps", steps);
      if (!(inputScale >= 0) || Double.isInfinite(inputScale)) {
        throw new InvalidInputException("input scale = " + inputScale + ": must be 0 or above");
      }
    }

    private static void atLeastOne(String what, int value) {
      if (value < 1) {
        throw new InvalidInputException("%s = %d: must be 1 or above".formatted(what, value));
      }
    }

    /** Normally distributed numbers, of which those of one seed are the same everywhere. */
    private INDArray normal(SplittableRandom random, double deviation, int rows, int columns) {
      INDArray numbers = Nd4j.create(DataType.DOUBLE, rows, columns);
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          numbers.putScalar(row, column, deviation * random.nextGaussian());
        }
      }
      return numbers;
    }
  }

  /**
   * @param start how the layer begins
   * @param size of the measurement
   * @param clipping thresholds
   * @return what was measured
   */
  public static GradientFlow measure(
      RecurrentStart start, Size size, GradientRemedies.Thresholds clipping) {
    CellGradients cell = CellGradients.of(start.layer(size.in(), size.units(), size.seed()));
    SplittableRandom random = new SplittableRandom(size.seed());
    INDArray sequence = size.normal(random, size.inputScale(), size.steps(), size.in());
    INDArray direction = size.normal(random, 1, 1, size.units());
    direction.divi(direction.norm2Number());
    List<LayerState> states = cell.states(sequence);
    boolean hasCellState = states.get(0).cell() != null;
    LayerState loss = new LayerState(direction, hasCellState ? direction.mul(0) : null); // dL/ds_T
    return new GradientFlow(
        start,
        points(cell, sequence, states, loss),
        GradientRemedies.of(
            steps ->
                flat(
                    cell.parameters(
                        sequence.get(
                            NDArrayIndex.interval(size.steps() - steps, size.steps()),
                            NDArrayIndex.all()),
                        states.get(size.steps() - steps),
                        loss)),
            size.steps(),
            clipping));
  }

  private static List<Point> points(
      CellGradients cell, INDArray sequence, List<LayerState> states, LayerState loss) {
    int steps = states.size() - 1;
    LayerState rows = withIdentity(loss);
    List<Point> points = new ArrayList<>(List.of(point(0, rows)));
    for (int distance = 1; distance <= steps; distance++) {
      int t = steps - distance;
      rows = cell.back(sequence.getRow(t), states.get(t), rows);
      points.add(point(distance, rows));
    }
    return points;
  }

  /** The loss's gradient in the first row, below it the identity, whose way is the Jacobians'. */
  private static LayerState withIdentity(LayerState loss) {
    long units = loss.hidden().size(1);
    INDArray eye = Nd4j.eye(units).castTo(DataType.DOUBLE);
    if (loss.cell() == null) {
      return new LayerState(Nd4j.vstack(loss.hidden(), eye), null);
    }
    INDArray none = Nd4j.zeros(DataType.DOUBLE, units, units);
    return new LayerState(
        Nd4j.vstack(loss.hidden(), eye, none), Nd4j.vstack(loss.cell(), none, eye));
  }

  private static Point point(int distance, LayerState rows) {
    long units = rows.hidden().size(1);
    double hidden = norm(rows.hidden(), 0, 1);
    double hiddenJacobian = norm(rows.hidden(), 1, 1 + units);
    if (rows.cell() == null) {
      double gain = hiddenJacobian / Math.sqrt(units);
      return new Point(distance, hidden, hidden, gain, gain);
    }
    long all = rows.hidden().size(0);
    return new Point(
        distance,
        hidden,
        Math.hypot(hidden, norm(rows.cell(), 0, 1)),
        Math.hypot(norm(rows.hidden(), 1, all), norm(rows.cell(), 1, all)) / Math.sqrt(2.0 * units),
        hiddenJacobian / Math.sqrt(units));
  }

  private static double norm(INDArray rows, long from, long to) {
    return rows.get(NDArrayIndex.interval(from, to), NDArrayIndex.all())
        .norm2Number()
        .doubleValue();
  }

  private static INDArray flat(CellWeights gradients) {
    return Nd4j.concat(
        0,
        gradients.input().reshape(gradients.input().length()),
        gradients.recurrent().reshape(gradients.recurrent().length()),
        gradients.bias().reshape(gradients.bias().length()));
  }
}
