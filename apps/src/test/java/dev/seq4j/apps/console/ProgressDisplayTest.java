package dev.seq4j.apps.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seq4j.core.train.Metrics;
import dev.seq4j.core.train.TrainingProgress;
import java.io.Console;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressDisplayTest {

  private static final Metrics VALIDATION = new Metrics(0.4321, 0.8125, 5000);

  private static TrainingProgress progress(Metrics validation, Duration remaining) {
    return new TrainingProgress(
        1, 3, 1250, 3752, 0.56789, validation, 0.003, 41_234.5, Duration.ofSeconds(75), remaining);
  }

  @Test
  void oneLineSaysWhereTheTrainingStands() {
    assertThat(ProgressDisplay.line(progress(VALIDATION, Duration.ofMinutes(61))))
        .isEqualTo(
            "epoch 2/3, batch 1,250/3,752: loss 0.5679, validation loss 0.4321, accuracy 81.25 %,"
                + " learning rate 0.0030, 41,235 tokens/s, 1:15, 1:01:00 left");
  }

  @Test
  void leavesOutWhatIsNotKnownYet() {
    assertThat(ProgressDisplay.line(progress(null, null)))
        .isEqualTo(
            "epoch 2/3, batch 1,250/3,752: loss 0.5679, learning rate 0.0030, 41,235 tokens/s,"
                + " 1:15, ? left");
  }

  @Test
  void theLastValidationComesInTheLastEpoch() {
    TrainingProgress end =
        new TrainingProgress(
            3, 3, 30, 30, 0.5, VALIDATION, 0.01, 10, Duration.ofSeconds(2), Duration.ZERO);

    assertThat(ProgressDisplay.line(end))
        .startsWith("epoch 3/3, batch 30/30")
        .endsWith(" 0:00 left");
  }

  @Test
  void numbersAreTheSameInEveryCountry() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(ProgressDisplay.line(progress(null, null))).contains("1,250", "loss 0.5679");
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0:00",
    "499, 0:00",
    "500, 0:01",
    "59499, 0:59",
    "59500, 1:00",
    "3599499, 59:59",
    "3599500, 1:00:00",
    "36061000, 10:01:01",
    "360000000, 100:00:00"
  })
  void timeInMinutesOrHours(long milliseconds, String shown) {
    assertThat(ProgressDisplay.time(Duration.ofMillis(milliseconds))).isEqualTo(shown);
  }

  @Test
  void aTestIsNoTerminal() {
    // Since Java 22 there is a console even here.
    Console console = System.console();

    assertThat(Terminal.interactive(console)).isFalse();
    assertThat(Terminal.attached()).isFalse();
  }
}
