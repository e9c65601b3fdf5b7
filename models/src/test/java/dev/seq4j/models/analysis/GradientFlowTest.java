package dev.seq4j.models.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.models.network.Cell;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Also holds the solutions to the exercises of docs/lecture/backpropagation-through-time.md. */
class GradientFlowTest {

  private static final int STEPS = 30;

  private static GradientFlow measure(RecurrentStart start, double inputScale) {
    return GradientFlow.measure(
        start,
        new GradientFlow.Size(3, 8, STEPS, inputScale, 1),
        GradientRemedies.Thresholds.DEFAULT);
  }

  private static GradientFlow.Point last(GradientFlow flow) {
    return flow.points().get(STEPS);
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void beginsWithANormOfOne(Cell cell) {
    GradientFlow flow = measure(new RecurrentStart(cell, 1, true), 0.1);
    assertThat(flow.points()).hasSize(STEPS + 1);
    assertThat(flow.points().get(0).hidden()).isCloseTo(1, within(1e-12));
    assertThat(flow.points().get(0).state()).isCloseTo(1, within(1e-12));
    assertThat(flow.points().get(0).jacobian()).isCloseTo(1, within(1e-12));
  }

  @Test
  void vanishesBelowOneAndExplodesAboveIt() {
    assertThat(last(measure(new RecurrentStart(Cell.RNN, 0.5, true), 0.1)).state())
        .isLessThan(1e-8);
    GradientFlow above = measure(new RecurrentStart(Cell.RNN, 2, true), 0.001);
    assertThat(above.points()).anyMatch(point -> point.state() > 10);
  }

  @Test
  void theLstmsCellKeepsWhatTheSimpleNetworkLoses() {
    assertThat(last(measure(new RecurrentStart(Cell.LSTM, 0.5, true), 0.1)).state())
        .isGreaterThan(1e3 * last(measure(new RecurrentStart(Cell.RNN, 0.5, true), 0.1)).state());
  }

  /** Exercise 1: without inputs the product of Jacobians is that of the weights alone. */
  @ParameterizedTest
  @EnumSource(
      value = Cell.class,
      names = {"RNN"})
  void orthogonalWeightsStretchByTheirScaleAtEachStep(Cell cell) {
    for (double scale : new double[] {0.9, 1, 1.1}) {
      GradientFlow flow = measure(new RecurrentStart(cell, scale, true), 0);
      for (GradientFlow.Point point : flow.points()) {
        double expected = Math.pow(scale, point.distance());
        assertThat(point.jacobian()).isCloseTo(expected, within(1e-9 * expected));
        assertThat(point.state()).isCloseTo(expected, within(1e-9 * expected));
      }
    }
  }

  /** Exercise 2: an LSTM that its own past does not reach forgets by its forget gate alone. */
  @Test
  void anLstmWithoutRecurrentWeightsForgetsByItsGate() {
    GradientFlow flow = measure(new RecurrentStart(Cell.LSTM, 1e-9, true), 0);
    double forgetGate = 1 / (1 + Math.exp(-1)); // of a bias of 1
    List<GradientFlow.Point> points = flow.points();
    for (int distance = 2; distance <= STEPS; distance++) {
      assertThat(points.get(distance).state() / points.get(distance - 1).state())
          .isCloseTo(forgetGate, within(1e-6));
    }
    assertThat(points.get(STEPS).hidden()).isLessThan(1e-9); // all of it went by the cell state
  }

  @Test
  void clippingByNormKeepsTheDirectionAndByValueDoesNot() {
    GradientRemedies remedies = measure(new RecurrentStart(Cell.RNN, 2, true), 0.1).remedies();
    assertThat(remedies.whole()).isGreaterThan(1);
    assertThat(remedies.byNorm().norm()).isCloseTo(1, within(1e-9));
    assertThat(remedies.byNorm().cosine()).isCloseTo(1, within(1e-9));
    int weights = 8 * (8 + 3 + 1);
    assertThat(remedies.byValue().norm())
        .isLessThanOrEqualTo(0.01 * Math.sqrt(weights) + 1e-9)
        .isLessThan(remedies.whole());
    assertThat(remedies.byValue().cosine()).isBetween(0.1, 0.99);
  }

  @Test
  void truncationEndsWithTheWholeWay() {
    GradientRemedies remedies = measure(new RecurrentStart(Cell.GRU, 1, true), 0.1).remedies();
    assertThat(remedies.truncated())
        .extracting(GradientRemedies.Truncated::steps)
        .containsExactly(1, 2, 5, 10, 20, STEPS);
    GradientRemedies.Changed whole = remedies.truncated().get(5).gradient();
    assertThat(whole.norm()).isCloseTo(remedies.whole(), within(1e-12));
    assertThat(remedies.truncated().get(0).gradient().norm()).isLessThan(0.9 * remedies.whole());
    assertThat(remedies.truncated().get(4).gradient().cosine()).isGreaterThan(0.999);
  }

  @Test
  void refusesWhatIsOutOfRange() {
    assertThatThrownBy(() -> new RecurrentStart(Cell.RNN, 0, true))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("scale = 0.0: must be above 0");
    assertThatThrownBy(() -> new GradientFlow.Size(1, 1, 0, 1, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("steps = 0: must be 1 or above");
    assertThatThrownBy(() -> new GradientRemedies.Thresholds(0.1, Double.NaN))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("clip norm = NaN: must be above 0");
  }
}
