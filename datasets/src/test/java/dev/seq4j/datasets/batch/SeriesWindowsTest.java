package dev.seq4j.datasets.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;

class SeriesWindowsTest {

  private static final float[][] SERIES = {{0, 10}, {1, 11}, {2, 12}, {3, 13}};
  private static final float[] TARGETS = {20, 21, 22, 23};

  private static SeriesWindows windows(int window, int... ends) {
    return new SeriesWindows(SERIES, TARGETS, ends, window, 2);
  }

  @Test
  void aWindowEndsWithTheRowWhoseTargetItHas() {
    SeriesWindows windows = windows(2, 3, 1, 2);

    assertThat(windows.batchesPerEpoch()).isEqualTo(2);
    DataSet batch = windows.next();
    assertThat(batch.getFeatures().slice(0).toFloatMatrix())
        .isDeepEqualTo(new float[][] {{2, 3}, {12, 13}});
    assertThat(batch.getFeatures().slice(1).toFloatMatrix())
        .isDeepEqualTo(new float[][] {{0, 1}, {10, 11}});
    assertThat(batch.getLabels().toFloatMatrix()).isDeepEqualTo(new float[][] {{23}, {21}});
    assertThat(windows.next().getLabels().toFloatMatrix()).isDeepEqualTo(new float[][] {{22}});
  }

  @Test
  void namesWhatIsOutOfRange() {
    assertThatThrownBy(() -> windows(2))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("windows = 0: must be 1 or above");
    assertThatThrownBy(() -> windows(3, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("window of 3 rows to row 1: must lie in [0, 4)");
    assertThatThrownBy(() -> windows(3, 4))
        .hasMessage("window of 3 rows to row 4: must lie in [0, 4)");
    assertThatThrownBy(() -> new SeriesWindows(new float[0][], TARGETS, new int[] {0}, 1, 2))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("rows of the series = 0: must be 1 or above");
  }
}
