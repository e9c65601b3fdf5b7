package dev.seq4j.models.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.models.Tiny;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BagOfWordsMlpTest {

  private static NetworkSettings settings() {
    return Tiny.classifierSettings(ClassifierArchitecture.BAG_OF_WORDS_MLP);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "1, 3"})
  void hasTheParametersOfItsFigure(int nGrams, int layers) {
    NetworkClassifier classifier =
        Tiny.classifier(
            settings()
                .withBag(settings().bag().withNGrams(nGrams))
                .withShape(shape -> shape.withLayers(layers)));
    // A vector of 6 for each feature, hidden layers of 6, two classes.
    long expected = classifier.inputSize() * 6L + layers * (6 + 1) * 6 + (6 + 1) * 2;
    assertThat(classifier.card().parameters()).isEqualTo(expected);
    assertThat(classifier.inputSize())
        .isEqualTo(2 + (nGrams == 1 ? classifier.vocabulary().size() - 2 : 42));
  }

  @Test
  void theOrderOfWordsDoesNotMatterAndABinaryBagDoesNotCount() {
    NetworkClassifier classifier = Tiny.classifier(settings());
    double p = classifier.classify("a dull film").probabilities().get("bad");
    for (String same : new String[] {"film a dull", "dull dull film a a"}) {
      assertThat(classifier.classify(same).probabilities().get("bad")).isCloseTo(p, within(1e-6));
    }
    assertThat(classifier.classify("a lovely film").probabilities().get("bad"))
        .isNotCloseTo(p, within(1e-4));
  }

  @Test
  void countsHowOftenIfItIsToldTo() {
    NetworkClassifier classifier =
        Tiny.classifier(
            settings()
                .withBag(settings().bag().withWeighting(dev.seq4j.models.bag.Weighting.COUNT)));
    int[] ids = classifier.vocabulary().encode(Arrays.asList("dull", "film", "dull"));
    assertThat(classifier.inputs(ids)).hasSize(3);
    assertThat(Tiny.classifier(settings()).inputs(ids)).hasSize(2);
  }
}
