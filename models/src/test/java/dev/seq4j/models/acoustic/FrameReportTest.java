package dev.seq4j.models.acoustic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FrameReportTest {

  private static int[] of(int... numbers) {
    return numbers;
  }

  @Test
  void byHand() {
    FrameReport.Labelled first =
        new FrameReport.Labelled(
            of(0, 0, 1, 1, 0), of(0, 1, 1, 1, 0), of(0, 0, 1, 1, 0), of(1), of(1));
    FrameReport.Labelled second =
        new FrameReport.Labelled(
            of(0, 2, 0, 3, 0), of(0, 2, 0, 0, 0), of(0, 2, 2, 0, 0), of(2, 3, 1), of(2, 1));
    FrameReport.Labelled third =
        new FrameReport.Labelled(of(1, 1), of(3, 1), of(3, 1), of(1, 2), of(3, 2, 2));
    FrameReport report = FrameReport.of(List.of(first, second, third));
    assertThat(report)
        .isEqualTo(new FrameReport(3, 12, 9 / 12.0, 9 / 12.0, 6 / 12.0, 6, 1, 1, 1, 1 / 3.0));
    assertThat(report.wordErrorRate()).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void withoutWordsThereIsNoErrorRate() {
    FrameReport report =
        FrameReport.of(List.of(new FrameReport.Labelled(of(0), of(0), of(0), of(), of())));
    assertThat(report.wordErrorRate()).isNaN();
    assertThat(report.exact()).isOne();
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> new FrameReport.Labelled(of(0), of(0, 1), of(0), of(), of()))
        .hasMessage("frames = 1, 2, 1: must be as many");
    assertThatThrownBy(() -> FrameReport.of(List.of()))
        .hasMessage("frames = 0: must be 1 or above");
  }
}
