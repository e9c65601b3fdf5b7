package dev.seq4j.models.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.models.Tiny;
import dev.seq4j.models.bundle.ModelFile;
import dev.seq4j.models.bundle.Provenance;
import dev.seq4j.models.network.Cell;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ForecasterTest {

  private static final Standardization STANDARD =
      new Standardization(List.of(100.0, 5.0), List.of(10.0, 2.0));

  private static final double[][][] WINDOWS = {
    {{90, 5}, {110, 7}, {95, 1}}, {{120, 3}, {80, 4}, {100, 5}}
  };

  @TempDir private Path folder;

  private static ForecastSettings settings(Cell cell) {
    return new ForecastSettings(cell, 4, 3, 0.2, 0.01, 7);
  }

  @ParameterizedTest
  @EnumSource
  void aFileForeseesTheSame(Cell cell) {
    Forecaster forecaster = Forecaster.create(settings(cell), STANDARD);
    Path file = folder.resolve("model.zip");
    forecaster.save(file, Provenance.UNKNOWN.withMetric("RMSE", 0.5));
    Forecaster loaded = Forecaster.load(file);
    assertThat(loaded.forecast(WINDOWS)).isEqualTo(forecaster.forecast(WINDOWS));
    assertThat(loaded.forecast(WINDOWS)[0]).isNotEqualTo(loaded.forecast(WINDOWS)[1]);
    assertThat(loaded.settings()).isEqualTo(settings(cell));
    assertThat(loaded.card()).isEqualTo(forecaster.card());
    assertThat(loaded.columns()).isEqualTo(2);
    assertThat(ModelFile.readCard(file).tokenizer()).isEqualTo("none");
  }

  @Test
  void readsAndAnswersInTheUnitsOfTheSeries() {
    Forecaster forecaster = Forecaster.create(settings(Cell.GRU), STANDARD);
    Forecaster plain =
        Forecaster.create(
            settings(Cell.GRU), new Standardization(List.of(0.0, 0.0), List.of(1.0, 1.0)));
    double[][][] standard = {{{-1, 0}, {1, 1}, {-0.5, -2}}};
    assertThat(forecaster.features(WINDOWS[0])[2]).containsExactly(-0.5f, -2);
    assertThat(forecaster.forecast(WINDOWS)[0])
        .isCloseTo(10 * plain.forecast(standard)[0], within(1e-6));
    assertThat(forecaster.targets(new double[] {25, Double.NaN})).containsExactly(2.5f, Float.NaN);
  }

  @Test
  void refusesAWindowOfAnotherSize() {
    Forecaster forecaster = Forecaster.create(settings(Cell.RNN), STANDARD);
    double[][][] shorter = {{{1, 2}, {3, 4}}};
    assertThatThrownBy(() -> forecaster.forecast(shorter))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("window = 2 rows of 2 numbers: must be 3 of 2");
    double[][][] narrower = {{{1}, {3}, {4}}};
    assertThatThrownBy(() -> forecaster.forecast(narrower))
        .hasMessage("window = 3 rows of 1 numbers: must be 3 of 2");
  }

  @Test
  void refusesTheModelOfAnotherTask() {
    Path file = folder.resolve("model.zip");
    Tiny.languageModel().save(file, Provenance.UNKNOWN);
    assertThatThrownBy(() -> Forecaster.load(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(file + ": is a model for language-model, one for forecasting is needed");
  }
}
