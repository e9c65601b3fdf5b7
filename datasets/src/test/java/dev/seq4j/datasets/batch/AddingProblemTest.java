package dev.seq4j.datasets.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.InvalidInputException;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class AddingProblemTest {

  @Property(tries = 100, seed = "1")
  void theLabelIsTheSumOfOneNumberOfEachHalf(
      @ForAll @IntRange(min = 2, max = 60) int time,
      @ForAll @IntRange(min = 1, max = 5) int batchSize,
      @ForAll long seed) {
    AddingProblem problem = new AddingProblem(time, batchSize, 2, seed);
    while (problem.hasNext()) {
      DataSet batch = problem.next();
      INDArray features = batch.getFeatures();
      assertThat(features.shape()).containsExactly(batchSize, 2, time);
      assertThat(batch.getLabels().shape()).containsExactly(batchSize, 1);
      for (int row = 0; row < batchSize; row++) {
        int[] marks = new int[2]; // in each half
        double sum = 0;
        for (int t = 0; t < time; t++) {
          double number = features.getDouble(row, 0, t);
          double mark = features.getDouble(row, 1, t);
          assertThat(number).isBetween(0.0, 1.0);
          assertThat(mark).isIn(0.0, 1.0);
          marks[t < time / 2 ? 0 : 1] += (int) mark;
          sum += mark * number;
        }
        assertThat(marks).containsExactly(1, 1);
        assertThat(batch.getLabels().getDouble(row, 0)).isCloseTo(sum, within(1e-6));
      }
    }
  }

  @Test
  void whoAlwaysSaysOneErrsByTheBaseline() {
    AddingProblem problem = new AddingProblem(10, 20_000, 1, 1);
    INDArray sums = problem.next().getLabels();

    assertThat(sums.meanNumber().doubleValue()).isCloseTo(1, within(0.01));
    assertThat(sums.sub(1).norm2Number().doubleValue() / Math.sqrt(20_000))
        .isCloseTo(Math.sqrt(AddingProblem.BASELINE), within(0.005));
  }

  /** Exercise 1 of docs/lecture/long-memory.md. */
  @Test
  void whoForgetsTheFirstNumberErrsByItsVariance() {
    int rows = 20_000;
    DataSet batch = new AddingProblem(10, rows, 1, 1).next();
    double squares = 0;
    for (int row = 0; row < rows; row++) {
      double answer = 0.5; // the mean of the number that is forgotten
      for (int t = 5; t < 10; t++) {
        INDArray features = batch.getFeatures();
        answer += features.getDouble(row, 0, t) * features.getDouble(row, 1, t);
      }
      double error = answer - batch.getLabels().getDouble(row, 0);
      squares += error * error;
    }
    assertThat(squares / rows).isCloseTo(1.0 / 12, within(0.002));
  }

  @Test
  void everyStepIsMarkedSometimes() {
    INDArray features = new AddingProblem(7, 300, 1, 1).next().getFeatures();
    Set<Integer> marked = new TreeSet<>();
    for (int row = 0; row < 300; row++) {
      for (int t = 0; t < 7; t++) {
        if (features.getDouble(row, 1, t) == 1) {
          marked.add(t);
        }
      }
    }
    assertThat(marked).containsExactly(0, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void namesWhatIsOutOfRange() {
    assertThatThrownBy(() -> new AddingProblem(1, 1, 1, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("time = 1: must be 2 or above, for a number in each half");
    assertThatThrownBy(() -> new AddingProblem(2, 0, 1, 1))
        .hasMessage("batch size = 0: must be 1 or above");
    assertThatThrownBy(() -> new AddingProblem(2, 1, 0, 1))
        .hasMessage("batches an epoch = 0: must be 1 or above");
  }
}
