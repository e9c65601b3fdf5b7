package dev.seq4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChoiceTest {

  private static final List<String> MODELS = List.of("rnn", "lstm", "transformer");

  @ParameterizedTest
  @CsvSource({
    "lstm, lstm",
    "LSTM, lstm",
    "lstn, lstm",
    "lsmt, lstm",
    "ltsm, lstm",
    "lstms, lstm",
    "rn, rnn",
    "gnn, rnn",
    "transfromer, transformer",
    "trans-former, transformer"
  })
  void findsWhatWasMeant(String typed, String meant) {
    assertThat(Choice.nearest(typed, MODELS)).contains(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "cnn-of-words", "xyz", "bag of words"})
  void doesNotGuessWhatIsNearNothing(String typed) {
    assertThat(Choice.nearest(typed, MODELS)).isEmpty();
  }

  @Test
  void ofSeveralThatAreNearTheFirstIsMeant() {
    assertThat(Choice.nearest("cat", List.of("rat", "hat"))).contains("rat");
  }

  @Test
  void nothingIsNearWhereNothingIsAllowed() {
    assertThat(Choice.nearest("lstm", List.of())).isEmpty();
  }

  @Test
  void theMachinesLanguageDoesNotMatter() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(Choice.nearest("IMDI", List.of("imdi", "xxxx"))).contains("imdi");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void theMessageNamesTheThingTheValueTheNearestAndAllAllowed() {
    assertThat(Choice.unknown("model", "lsmt", MODELS))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "model = lsmt: unknown; did you mean lstm? must be one of rnn, lstm, transformer");
    assertThat(Choice.unknown("model", "xyz", MODELS))
        .hasMessage("model = xyz: unknown; must be one of rnn, lstm, transformer");
  }
}
