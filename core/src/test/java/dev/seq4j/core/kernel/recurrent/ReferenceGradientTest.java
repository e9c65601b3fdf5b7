package dev.seq4j.core.kernel.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.Randoms;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The reference's gradients against central differences of its forward pass. */
class ReferenceGradientTest {

  private static final double EPSILON = 1e-6;
  private static final double TOLERANCE = 1e-5;

  @ParameterizedTest
  @EnumSource(ReferenceCell.Kind.class)
  void gradientsEqualCentralDifferences(ReferenceCell.Kind kind) {
    Random random = new Random(11);
    ReferenceCell cell = ReferenceCell.of(kind, 3, 4);
    cell.randomize(random, 0.7);
    LiveSteps live = LiveSteps.mask(3, 4, new float[] {1, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0, 0});
    double[][][] x = Randoms.cube(random, 3, 4, 3);
    double[][] h = Randoms.matrix(random, 3, 4);
    double[][] c = Randoms.matrix(random, 3, 4);
    double[][][] dy = Randoms.cube(random, 3, 4, 4);
    double[][] dh = Randoms.matrix(random, 3, 4);
    double[][] dc = cell.hasCellState() ? Randoms.matrix(random, 3, 4) : new double[3][4];
    ReferenceLayer layer = new ReferenceLayer(cell, live);
    layer.forward(x, h, c);
    layer.backward(dy, dh, dc);

    Supplier<Double> loss =
        () -> {
          ReferenceLayer again = new ReferenceLayer(cell, live);
          again.forward(x, h, c);
          double sum = 0;
          for (int row = 0; row < 3; row++) {
            for (int t = 0; t < 4; t++) {
              sum += product(again.output[row][t], dy[row][t]);
            }
            sum += product(again.finalHidden[row], dh[row]);
            sum += product(again.finalCell[row], dc[row]);
          }
          return sum;
        };
    for (int row = 0; row < 3; row++) {
      check(loss, x[row], layer.inputGradient[row]);
    }
    check(loss, h, layer.initialHiddenGradient);
    if (cell.hasCellState()) {
      check(loss, c, layer.initialCellGradient);
    }
    check(loss, cell.wx, cell.dwx);
    check(loss, cell.wh, cell.dwh);
    check(loss, new double[][] {cell.b}, new double[][] {cell.db});
  }

  private static void check(Supplier<Double> loss, double[][] values, double[][] gradients) {
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < values[i].length; j++) {
        double value = values[i][j];
        values[i][j] = value + EPSILON;
        double above = loss.get();
        values[i][j] = value - EPSILON;
        double below = loss.get();
        values[i][j] = value;
        double numeric = (above - below) / (2 * EPSILON);
        double scale = Math.max(1e-2, Math.abs(numeric) + Math.abs(gradients[i][j]));
        assertThat(Math.abs(numeric - gradients[i][j]) / scale)
            .as("[%d, %d]: numeric %s, analytic %s", i, j, numeric, gradients[i][j])
            .isLessThan(TOLERANCE);
      }
    }
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
