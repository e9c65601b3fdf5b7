package dev.seq4j.models.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.Json;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.text.WordTokenizer;
import dev.seq4j.models.Tiny;
import dev.seq4j.models.bag.BagSettings;
import dev.seq4j.models.bag.Weighting;
import dev.seq4j.models.bundle.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinearClassifierTest {

  @TempDir private Path folder;

  private static LinearClassifier threeClasses() {
    List<String> texts =
        List.of("red rose", "red wine", "blue sea", "blue sky", "green leaf", "green grass");
    WordTokenizer tokenizer = new WordTokenizer();
    Vocabulary vocabulary =
        Vocabulary.builder().addAll(tokenizer.tokenize(String.join(" ", texts))).build();
    return LinearClassifier.train(
        Tiny.linearSettings(),
        tokenizer,
        vocabulary,
        List.of("r", "b", "g"),
        texts.stream().map(text -> vocabulary.encode(tokenizer.tokenize(text))).toList(),
        new int[] {0, 0, 1, 1, 2, 2});
  }

  static Stream<LinearSettings> everyForm() {
    LinearSettings settings = Tiny.linearSettings();
    return Stream.of(
        settings,
        settings.withInterpolation(1),
        settings.withInterpolation(0),
        settings.withoutNaiveBayes(),
        settings.withBag(new BagSettings(1, 1, Weighting.COUNT)),
        settings.withoutNaiveBayes().withBag(new BagSettings(3, 1, Weighting.TF_IDF)).withCost(50));
  }

  @ParameterizedTest
  @MethodSource("everyForm")
  void learnsEightSentencesByHeart(LinearSettings settings) {
    LinearClassifier classifier = Tiny.linear(settings);
    List<String> expected =
        Arrays.stream(Tiny.CLASSES).mapToObj(label -> label == 1 ? "good" : "bad").toList();
    assertThat(classifier.classify(Tiny.REVIEWS).stream().map(Prediction::label))
        .isEqualTo(expected);
  }

  /**
   * A word for each class, once and twice: |p| = 3 + 1 + 1, |q| = 2 + 1 + 1. With naive Bayes alone
   * a weight is the ratio times one number for all, so that weights are in proportion to ratios.
   */
  @Test
  void naiveBayesAloneGivesLogCountRatios() {
    Vocabulary vocabulary = Vocabulary.builder().addAll(List.of("bad", "good", "film")).build();
    LinearSettings settings =
        LinearSettings.DEFAULT
            .withBag(new BagSettings(1, 1, Weighting.BINARY))
            .withInterpolation(0);
    LinearClassifier classifier =
        LinearClassifier.train(
            settings,
            new WordTokenizer(),
            vocabulary,
            List.of("no", "yes"),
            Stream.of("good film", "good", "film", "bad film", "bad")
                .map(text -> vocabulary.encode(List.of(text.split(" "))))
                .toList(),
            new int[] {1, 1, 1, 0, 0});
    // p = 1 + [0, 2, 2], q = 1 + [2, 0, 1] in the order bad, film, good of the vocabulary
    double bad = Math.log((1 / 7.0) / (3 / 6.0));
    double film = Math.log((3 / 7.0) / (2 / 6.0));
    double good = Math.log((3 / 7.0) / (1 / 6.0));
    List<Double> weights =
        Stream.of("bad", "film", "good").map(word -> weight(classifier, word)).toList();
    assertThat(weights.get(0) / weights.get(2)).isCloseTo(bad / good, within(1e-5));
    assertThat(weights.get(1) / weights.get(2)).isCloseTo(film / good, within(1e-5));
  }

  /** What a word adds to the log-odds of yes. */
  private static double weight(LinearClassifier classifier, String word) {
    Explanation explanation = classifier.explain(word);
    double part = explanation.tokens().get(0).weight();
    return explanation.prediction().label().equals("yes") ? part : -part;
  }

  @Test
  void probabilitiesSumToOneAndTheLabelIsTheLikeliest() {
    for (LinearClassifier classifier :
        List.of(Tiny.linear(Tiny.linearSettings()), threeClasses())) {
      for (Prediction prediction : classifier.classify(List.of("a red film", "great blue", ""))) {
        List<Double> all = List.copyOf(prediction.probabilities().values());
        assertThat(all.stream().mapToDouble(p -> p).sum()).isCloseTo(1, within(1e-9));
        assertThat(prediction.confidence()).isEqualTo(Collections.max(all));
        assertThat(prediction.probabilities().keySet())
            .containsExactlyElementsOf(classifier.labels());
      }
    }
  }

  @Test
  void tellsThreeClassesApart() {
    assertThat(threeClasses().classify(List.of("a red bus", "the blue bus", "green")))
        .extracting(Prediction::label)
        .containsExactly("r", "b", "g");
  }

  @Test
  void theBiasAnswersATextWithoutKnownWords() {
    LinearClassifier classifier = Tiny.linear(Tiny.linearSettings());
    assertThat(classifier.classify("")).isEqualTo(classifier.classify("xylophone"));
    assertThat(classifier.explain("").tokens()).isEmpty();
  }

  @Test
  void anExplanationAddsUpToTheLogOdds() {
    LinearClassifier classifier = Tiny.linear(Tiny.linearSettings());
    for (String text : List.of("a great film, great fun", "the cast is dreadful", "unheard of")) {
      Explanation explanation = classifier.explain(text);
      double p = explanation.prediction().confidence();
      double logOdds = Math.log(p / (1 - p));
      double ofWords =
          explanation.tokens().stream().mapToDouble(Explanation.Weighted::weight).sum();
      double ofTerms = explanation.terms().stream().mapToDouble(Explanation.Weighted::weight).sum();
      assertThat(ofWords + explanation.rest()).isCloseTo(logOdds, within(1e-5));
      assertThat(ofTerms + explanation.rest()).isCloseTo(logOdds, within(1e-5));
      assertThat(explanation.tokens().stream().map(Explanation.Weighted::text))
          .isEqualTo(classifier.tokenizer().tokenize(text));
      assertThat(explanation.prediction()).isEqualTo(classifier.classify(text));
    }
    Explanation dreadful = classifier.explain("the cast is dreadful");
    assertThat(dreadful.prediction().label()).isEqualTo("bad");
    assertThat(dreadful.terms().get(0).text()).contains("dreadful");
    assertThat(dreadful.tokens().get(3).weight()).isPositive();
  }

  @Test
  void anExplanationOfOneClassOfSeveralIsOfItsScore() {
    Explanation explanation = threeClasses().explain("red");
    assertThat(explanation.prediction().label()).isEqualTo("r");
    assertThat(explanation.tokens().get(0).weight()).isPositive();
  }

  @Test
  void answersTheSameAfterSavingAndLoading() {
    Path file = folder.resolve("model.zip");
    for (LinearClassifier classifier :
        List.of(Tiny.linear(Tiny.linearSettings()), threeClasses())) {
      classifier.save(file, Provenance.UNKNOWN.withMetric("test accuracy", 0.5));
      TextClassifier loaded = TextClassifier.load(file);
      List<String> texts = List.of("a lovely film", "red sky", "");
      assertThat(loaded.classify(texts)).isEqualTo(classifier.classify(texts));
      assertThat(loaded.card()).isEqualTo(classifier.card());
      assertThat(loaded.settings()).isEqualTo(classifier.settings());
      assertThat(loaded.explain("red film")).isEqualTo(classifier.explain("red film"));
    }
  }

  @Test
  void equalTrainingsMakeEqualFiles() {
    Tiny.linear(Tiny.linearSettings()).save(folder.resolve("a.zip"), Provenance.UNKNOWN);
    Tiny.linear(Tiny.linearSettings()).save(folder.resolve("b.zip"), Provenance.UNKNOWN);
    assertThat(folder.resolve("a.zip")).hasSameBinaryContentAs(folder.resolve("b.zip"));
  }

  @Test
  void aFileThatIsCutShortIsRefused() throws IOException {
    Path file = folder.resolve("model.zip");
    Tiny.linear(Tiny.linearSettings()).save(file, Provenance.UNKNOWN);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    refuses(() -> TextClassifier.load(file), file + ": is not a model file, or is cut short");
  }

  @Test
  void aNetworksFileIsNoLinearModel() {
    Path file = folder.resolve("model.zip");
    Tiny.classifier(ClassifierArchitecture.RNN).save(file, Provenance.UNKNOWN);
    assertThatThrownBy(() -> LinearClassifier.load(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void manyTextsAreAnsweredInTheirOrder() {
    LinearClassifier classifier = Tiny.linear(Tiny.linearSettings());
    List<String> texts =
        IntStream.range(0, 300).mapToObj(i -> Tiny.REVIEWS.get(i % 8) + " " + i).toList();
    List<Prediction> together = classifier.classify(texts);
    for (int i = 0; i < texts.size(); i += 37) {
      assertThat(together.get(i)).isEqualTo(classifier.classify(texts.get(i)));
    }
    assertThat(classifier.classify(List.of())).isEmpty();
  }

  @Test
  void trainingTextsAreChecked() {
    Vocabulary vocabulary = Tiny.vocabulary();
    List<String> labels = List.of("bad", "good");
    refuses(
        () -> train(vocabulary, labels, new int[] {0, 1}),
        "labels: 2 for 8 texts, one a text is needed");
    refuses(
        () -> train(vocabulary, labels, new int[] {0, 1, 2, 0, 1, 0, 1, 0}),
        "text 2, label = 2: must be in [0, 2)");
    refuses(() -> train(vocabulary, labels, new int[8]), "class = good: has no text");
    refuses(
        () -> train(vocabulary, List.of("bad"), new int[8]),
        "labels = [bad]: must be two or more different names");
  }

  private static void train(Vocabulary vocabulary, List<String> labels, int[] classes) {
    LinearClassifier.train(
        Tiny.linearSettings(), new WordTokenizer(), vocabulary, labels, Tiny.ids(), classes);
  }

  @Test
  void settingsSurviveJsonAndAreChecked() {
    LinearSettings settings = Tiny.linearSettings().withCost(2);
    String json = Json.line(settings);
    assertThat(Json.read(json, ClassifierSettings.class, "json")).isEqualTo(settings);
    refuses(() -> settings.withCost(0), "cost = 0.0: must be above 0");
    refuses(() -> settings.withInterpolation(1.5), "interpolation = 1.5: must be in [0, 1]");
    refuses(
        () -> settings.withoutNaiveBayes().withInterpolation(0.5),
        "interpolation = 0.5: must be 1 without naive Bayes");
    refuses(() -> settings.withBag(null), "bag: is missing");
    assertThatThrownBy(() -> Json.read("{}", ClassifierSettings.class, "json"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("architecture: is missing, must be one of bag-of-words");
  }

  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(InvalidInputException.class).hasMessage(message);
  }
}
