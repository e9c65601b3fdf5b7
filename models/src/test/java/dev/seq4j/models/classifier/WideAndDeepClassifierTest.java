package dev.seq4j.models.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.models.Tiny;
import dev.seq4j.models.bag.BagOfWords;
import dev.seq4j.models.bag.SparseVector;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class WideAndDeepClassifierTest {

  private static final List<String> WORDS = List.of("the", "cast", "is", "dreadful");

  private static NetworkSettings settings() {
    return Tiny.classifierSettings(ClassifierArchitecture.WIDE_AND_DEEP);
  }

  private static INDArray weights(NetworkClassifier classifier, String layer) {
    return classifier.graph().getLayer(layer).getParam("W");
  }

  @Test
  void hasTheParametersOfItsFigure() {
    NetworkClassifier classifier = Tiny.classifier(settings());
    // A vector of 6 for each word; 6 maps of 3, 4 and 5 words; weight and ratio of each feature for
    // two classes; 18 maps and 2 sums to 2 classes.
    long deep = classifier.inputSize() * 6L + 6 * 6 * (3 + 4 + 5) + 18;
    long wide = 2L * 2 * classifier.featureSize();
    assertThat(classifier.card().parameters()).isEqualTo(deep + wide + (18 + 2) * 2 + 2);
    assertThat(classifier.inputSize()).isEqualTo(classifier.vocabulary().size());
  }

  @Test
  void ratiosBeginAsThoseOfNaiveBayes() {
    NetworkClassifier classifier = Tiny.classifier(settings());
    BagOfWords bag = BagOfWords.learn(settings().bag(), Tiny.vocabulary(), Tiny.ids());
    List<SparseVector> rows = Tiny.ids().stream().map(bag::vector).toList();
    boolean[] good = new boolean[rows.size()];
    for (int i = 0; i < good.length; i++) {
      good[i] = Tiny.CLASSES[i] == 1;
    }
    double[] expected = LogCountRatios.of(rows, good, bag.size());
    INDArray ratios = weights(classifier, "ratio"); // [features, classes]
    double scale = ratios.getDouble(2, 1) / expected[0];
    assertThat(scale).isGreaterThan(1);
    for (int j = 0; j < expected.length; j++) {
      assertThat(ratios.getDouble(j + 2, 1)).isCloseTo(scale * expected[j], within(1e-3));
      assertThat(ratios.getDouble(j + 2, 0)).isCloseTo(-scale * expected[j], within(1e-3));
    }
    assertThat(weights(classifier, "weight").norm1Number().doubleValue()).isZero();
  }

  @Test
  void bothSidesLearn() {
    NetworkClassifier classifier = Tiny.classifier(settings());
    INDArray words = weights(classifier, "embedding").dup();
    classifier.trainer().fit(Tiny.reviews(classifier, 5));
    assertThat(weights(classifier, "weight").norm1Number().doubleValue()).isPositive();
    assertThat(weights(classifier, "embedding")).isNotEqualTo(words);
  }

  @Test
  void readsTheOrderOfWordsAndAllOfALongText() {
    NetworkClassifier classifier = Tiny.classifier(settings());
    classifier.trainer().fit(Tiny.reviews(classifier, 2));
    assertThat(classifier.classify("slow and dull"))
        .isNotEqualTo(classifier.classify("dull and slow"));
    String start = "a lovely film ";
    String middle = "it ".repeat(30);
    String end = "from start to end a lovely film from start";
    // The deep side reads twelve words of these, the same ones; the wide side all.
    assertThat(classifier.classify(start + middle + end))
        .isNotEqualTo(classifier.classify(start + middle + "mess " + middle + end));
  }

  @Test
  void anExplanationIsOfWordsAndOfNGrams() {
    NetworkClassifier classifier = Tiny.classifier(settings());
    classifier.trainer().fit(Tiny.reviews(classifier, 20));
    Explanation explanation = classifier.explain(String.join(" ", WORDS));
    assertThat(explanation.terms())
        .extracting(Explanation.Weighted::text)
        .contains("dreadful", "is dreadful", "cast is dreadful");
    double p = explanation.prediction().confidence();
    double terms = explanation.terms().stream().mapToDouble(Explanation.Weighted::weight).sum();
    double tokens = explanation.tokens().stream().mapToDouble(Explanation.Weighted::weight).sum();
    assertThat(terms).isCloseTo(tokens, within(1e-4));
    assertThat(terms + explanation.rest()).isCloseTo(Math.log(p / (1 - p)), within(1e-4));
  }

  /** The decision is linear in the weights of the wide side, so that a part is what it says. */
  @Test
  void thePartOfAPhraseIsWhatTheDecisionLosesWithoutIt() {
    NetworkClassifier classifier = Tiny.classifier(settings());
    classifier.trainer().fit(Tiny.reviews(classifier, 3));
    String text = String.join(" ", WORDS);
    Explanation before = classifier.explain(text);
    String phrase = "is dreadful";
    double part =
        before.terms().stream()
            .filter(term -> term.text().equals(phrase))
            .mapToDouble(Explanation.Weighted::weight)
            .findFirst()
            .orElseThrow();
    BagOfWords bag = BagOfWords.learn(settings().bag(), Tiny.vocabulary(), Tiny.ids());
    int[] ids = classifier.vocabulary().encode(WORDS);
    int number =
        Arrays.stream(classifier.features(ids))
            .filter(feature -> bag.name(feature - 2).equals(phrase))
            .findFirst()
            .orElseThrow();
    weights(classifier, "weight").getRow(number).assign(0);
    String label = before.prediction().label();
    double after = classifier.classify(text).probabilities().get(label);
    double p = before.prediction().confidence();
    assertThat(Math.log(p / (1 - p)) - Math.log(after / (1 - after))).isCloseTo(part, within(1e-3));
    assertThat(part).isNotZero();
  }

  @Test
  void onlyANetworkThatReadsBothHasFeaturesToWeigh() {
    NetworkClassifier cnn = Tiny.classifier(ClassifierArchitecture.CNN);
    assertThatThrownBy(() -> cnn.weighFeatures(Tiny.ids(), Tiny.CLASSES))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("architecture = cnn: has no features beside its words");
  }
}
