package dev.seq4j.core.kernel.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.NativeArray;
import dev.seq4j.core.kernel.Randoms;
import dev.seq4j.core.kernel.SequenceView;
import dev.seq4j.core.kernel.StateView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * One random problem, computed by a kernel and by the reference: every output, final state and
 * gradient must agree, and nothing else may be written.
 */
final class KernelCase implements AutoCloseable {

  /** Largest error relative to the largest value of what is compared. */
  static final double TOLERANCE = 1e-4;

  final ReferenceCell.Kind kind;
  final LiveSteps live;
  final int in;
  final int units;
  final ReferenceCell cell;
  final double[][][] x;
  final double[][] h0;
  final double[][] c0;
  final double[][][] dy;
  final double[][] dhLast;
  final double[][] dcLast;
  final ReferenceLayer reference;

  private final Random random;
  private final List<NativeArray> arrays = new ArrayList<>();

  KernelCase(ReferenceCell.Kind kind, LiveSteps live, int in, int units, long seed) {
    this.kind = kind;
    this.live = live;
    this.in = in;
    this.units = units;
    random = new Random(seed);
    cell = ReferenceCell.of(kind, in, units);
    cell.randomize(random, 0.8 / Math.sqrt(units));
    x = Randoms.cube(random, live.batch(), live.time(), in);
    h0 = Randoms.matrix(random, live.batch(), units);
    c0 = Randoms.matrix(random, live.batch(), units);
    dy = Randoms.cube(random, live.batch(), live.time(), units);
    dhLast = Randoms.matrix(random, live.batch(), units);
    dcLast =
        cell.hasCellState()
            ? Randoms.matrix(random, live.batch(), units)
            : new double[live.batch()][units];
    reference = new ReferenceLayer(cell, live);
  }

  /** Everything with everything: all states and gradients in and out. */
  void check(RecurrentKernel kernel, Layout layout, Layout other, boolean accumulate) {
    reference.forward(x, h0, c0);
    clear(cell.dwx);
    clear(cell.dwh);
    clear(new double[][] {cell.db});
    reference.backward(dy, dhLast, dcLast);

    NativeArray h = array(layout, units);
    SequenceView hView = layout.view(h.floats(), live.batch(), units, live.time());
    NativeArray hLast = new NativeArray(live.batch() * units);
    NativeArray cLast = new NativeArray(live.batch() * units);
    arrays.add(hLast);
    arrays.add(cLast);
    kernel.forward(
        new ForwardPass(weights(), live, input(layout))
            .withInitialState(state(h0, c0))
            .withOutput(hView)
            .withFinalState(state(hLast, cLast)));
    assertSequence("output", hView, h, reference.output);
    assertMatrix("final hidden", hLast, reference.finalHidden);
    if (cell.hasCellState()) {
      assertMatrix("final cell", cLast, reference.finalCell);
    }

    NativeArray dx = array(other, in);
    SequenceView dxView = other.view(dx.floats(), live.batch(), in, live.time());
    NativeArray dh0 = new NativeArray(live.batch() * units);
    NativeArray dc0 = new NativeArray(live.batch() * units);
    NativeArray dwx = new NativeArray(in * cell.gates * units);
    NativeArray dwh = new NativeArray(units * cell.gates * units);
    NativeArray db = new NativeArray(cell.db.length);
    for (NativeArray gradient : List.of(dh0, dc0, dwx, dwh, db)) {
      arrays.add(gradient);
    }
    double before = accumulate ? 0.5 : Double.NaN;
    for (NativeArray gradient : List.of(dwx, dwh, db)) {
      for (int i = 0; i < gradient.floats().length(); i++) {
        gradient.put(i, before);
      }
    }
    BackwardPass pass =
        new BackwardPass(new RecurrentWeights(dwx.floats(), dwh.floats(), db.floats()))
            .withOutputGradient(sequence(other, dy, units))
            .withFinalStateGradient(state(dhLast, dcLast))
            .withInputGradient(dxView)
            .withInitialStateGradient(state(dh0, dc0));
    kernel.backward(accumulate ? pass.accumulating() : pass);
    assertSequence("input gradient", dxView, dx, reference.inputGradient);
    assertMatrix("initial hidden gradient", dh0, reference.initialHiddenGradient);
    if (cell.hasCellState()) {
      assertMatrix("initial cell gradient", dc0, reference.initialCellGradient);
    }
    double added = accumulate ? before : 0;
    assertMatrix("W_x gradient", dwx, plus(cell.dwx, added));
    assertMatrix("W_h gradient", dwh, plus(cell.dwh, added));
    assertMatrix("bias gradient", db, plus(new double[][] {cell.db}, added));
  }

  RecurrentWeights weights() {
    return new RecurrentWeights(
        of(cell.wx).floats(), of(cell.wh).floats(), of(new double[][] {cell.b}).floats());
  }

  SequenceView input(Layout layout) {
    return sequence(layout, x, in);
  }

  SequenceView sequence(Layout layout, double[][][] values, int features) {
    NativeArray array = array(layout, features);
    SequenceView view = layout.view(array.floats(), live.batch(), features, live.time());
    for (int row = 0; row < live.batch(); row++) {
      for (int t = 0; t < live.time(); t++) {
        for (int f = 0; f < features; f++) {
          array.put(view.index(row, f, t), values[row][t][f]);
        }
      }
    }
    return view;
  }

  RecurrentState state(double[][] hidden, double[][] cellState) {
    return state(of(hidden), of(cellState));
  }

  RecurrentState state(NativeArray hidden, NativeArray cellState) {
    StateView h = StateView.batchUnits(hidden.floats(), units);
    return cell.hasCellState()
        ? new RecurrentState(h, StateView.batchUnits(cellState.floats(), units))
        : RecurrentState.of(h);
  }

  private NativeArray of(double[][] values) {
    NativeArray array = NativeArray.of(values);
    arrays.add(array);
    return array;
  }

  NativeArray array(Layout layout, int features) {
    NativeArray array = new NativeArray(layout.length(live.batch(), features, live.time()));
    arrays.add(array);
    return array;
  }

  static void assertSequence(
      String name, SequenceView view, NativeArray actual, double[][][] expected) {
    double largest = 1e-3;
    double error = 0;
    int values = 0;
    for (int row = 0; row < expected.length; row++) {
      for (int t = 0; t < expected[row].length; t++) {
        for (int f = 0; f < expected[row][t].length; f++) {
          double difference = actual.get(view.index(row, f, t)) - expected[row][t][f];
          largest = Math.max(largest, Math.abs(expected[row][t][f]));
          error = Double.isNaN(difference) ? Double.NaN : Math.max(error, Math.abs(difference));
          values++;
        }
      }
    }
    assertThat(error / largest).as(name).isLessThan(TOLERANCE);
    assertThat(actual.canaries())
        .as(name + ": places that are not of the view")
        .isEqualTo((int) actual.floats().length() - values);
  }

  static void assertMatrix(String name, NativeArray actual, double[][] expected) {
    double largest = 1e-3;
    double error = 0;
    int at = 0;
    for (double[] row : expected) {
      for (double value : row) {
        double difference = actual.get(at++) - value;
        largest = Math.max(largest, Math.abs(value));
        error = Double.isNaN(difference) ? Double.NaN : Math.max(error, Math.abs(difference));
      }
    }
    assertThat(error / largest).as(name).isLessThan(TOLERANCE);
    assertThat(actual.canaries()).as(name + ": margins").isZero();
  }

  private static double[][] plus(double[][] values, double added) {
    double[][] sum = new double[values.length][];
    for (int i = 0; i < values.length; i++) {
      sum[i] = values[i].clone();
      for (int j = 0; j < sum[i].length; j++) {
        sum[i][j] += added;
      }
    }
    return sum;
  }

  private static void clear(double[][] values) {
    for (double[] row : values) {
      Arrays.fill(row, 0);
    }
  }

  @Override
  public void close() {
    arrays.forEach(NativeArray::close);
  }
}
