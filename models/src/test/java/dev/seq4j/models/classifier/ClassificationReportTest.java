package dev.seq4j.models.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassificationReportTest {

  private static final List<String> LABELS = List.of("bad", "good", "ugly");

  private static Prediction prediction(double bad, double good, double ugly) {
    return Prediction.of(LABELS, new double[] {bad, good, ugly});
  }

  private static ClassificationReport report() {
    return ClassificationReport.of(
        LABELS,
        List.of(
            prediction(0.9, 0.1, 0), // right
            prediction(0.95, 0.05, 0), // wrong: good
            prediction(0.2, 0.8, 0), // right
            prediction(0.1, 0.6, 0.3)), // right
        List.of("bad", "good", "good", "good"));
  }

  @Test
  void countsWhatIsRight() {
    ClassificationReport report = report();
    assertThat(report.texts()).isEqualTo(4);
    assertThat(report.accuracy()).isEqualTo(0.75);
    assertThat(report.loss())
        .isCloseTo(
            -(Math.log(0.9) + Math.log(0.05) + Math.log(0.8) + Math.log(0.6)) / 4, within(1e-12));
    assertThat(report.confusion().get("good")).containsEntry("bad", 1).containsEntry("good", 2);
    assertThat(report.metrics().labels()).isEqualTo(4);
  }

  @Test
  void judgesEachClass() {
    List<ClassificationReport.OfClass> classes = report().classes();
    assertThat(classes.get(0))
        .isEqualTo(new ClassificationReport.OfClass("bad", 1, 0.5, 1, 2 / 3.0));
    assertThat(classes.get(1).precision()).isEqualTo(1);
    assertThat(classes.get(1).recall()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(classes.get(1).f1()).isCloseTo(0.8, within(1e-12));
    assertThat(classes.get(2)).isEqualTo(new ClassificationReport.OfClass("ugly", 0, 0, 0, 0));
    assertThat(report().macroF1()).isCloseTo((2 / 3.0 + 0.8) / 3, within(1e-12));
  }

  @Test
  void comparesConfidenceAndAccuracy() {
    ClassificationReport report = report();
    assertThat(report.calibration())
        .extracting(ClassificationReport.Bin::texts)
        .containsExactly(1, 1, 2); // 0.6, 0.8, 0.9 and 0.95
    ClassificationReport.Bin last = report.calibration().get(2);
    assertThat(last.confidence()).isCloseTo(0.925, within(1e-12));
    assertThat(last.accuracy()).isEqualTo(0.5);
    assertThat(report.calibrationError()).isCloseTo((0.4 + 0.2 + 2 * 0.425) / 4, within(1e-12));
  }

  @Test
  void aCertainPredictionIsInTheLastBin() {
    ClassificationReport sure =
        ClassificationReport.of(LABELS, List.of(prediction(0, 1, 0)), List.of("bad"));
    assertThat(sure.calibration()).singleElement().extracting(bin -> bin.to()).isEqualTo(1.0);
    assertThat(sure.loss()).isCloseTo(-Math.log(1e-10), within(1e-9));
  }

  @Test
  void refusesWhatCannotBeCompared() {
    assertThatThrownBy(
            () -> ClassificationReport.of(LABELS, List.of(prediction(1, 0, 0)), List.of("odd")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("label = odd: the model knows only bad, good, ugly");
    assertThatThrownBy(() -> ClassificationReport.of(LABELS, List.of(), List.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("predictions = 0, truths = 0: must be as many, 1 or more");
  }
}
