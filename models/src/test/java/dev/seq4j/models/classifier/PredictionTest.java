package dev.seq4j.models.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PredictionTest {

  private static Map<String, Double> probabilities() {
    Map<String, Double> probabilities = new LinkedHashMap<>();
    probabilities.put("neutral", 0.2);
    probabilities.put("good", 0.7);
    probabilities.put("bad", 0.1);
    return probabilities;
  }

  @Test
  void theConfidenceIsTheProbabilityOfTheLabel() {
    assertThat(new Prediction("good", probabilities()).confidence()).isEqualTo(0.7);
  }

  @Test
  void keepsTheOrderOfTheClasses() {
    assertThat(new Prediction("good", probabilities()).probabilities().keySet())
        .containsExactly("neutral", "good", "bad");
  }

  @Test
  void cannotBeChangedFromOutside() {
    Map<String, Double> probabilities = probabilities();
    Prediction prediction = new Prediction("good", probabilities);
    probabilities.clear();
    assertThat(prediction.probabilities()).hasSize(3);
    assertThatThrownBy(() -> prediction.probabilities().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
