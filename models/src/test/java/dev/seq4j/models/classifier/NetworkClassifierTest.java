package dev.seq4j.models.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.Tokenizer;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.train.Evaluation;
import dev.seq4j.core.train.Metrics;
import dev.seq4j.core.train.TrainingObserver;
import dev.seq4j.core.train.TrainingProgress;
import dev.seq4j.models.FixedBatches;
import dev.seq4j.models.Tiny;
import dev.seq4j.models.bag.BagOfWords;
import dev.seq4j.models.bundle.Provenance;
import dev.seq4j.models.network.PretrainedVectors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class NetworkClassifierTest {

  @TempDir private Path folder;

  /** Of every length up to ten, some with words that are unknown. */
  private static List<String> texts(int count) {
    Random random = new Random(1);
    String[] words = "a lovely dull film great mess cast is it unheard".split(" ");
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> text = new ArrayList<>();
      for (int t = 0; t <= i % 10; t++) {
        text.add(words[random.nextInt(words.length)]);
      }
      texts.add(String.join(" ", text));
    }
    return texts;
  }

  private static NetworkClassifier trained(ClassifierArchitecture architecture, int iterations) {
    NetworkClassifier classifier = Tiny.classifier(architecture);
    classifier.trainer().fit(Tiny.reviews(classifier, iterations));
    return classifier;
  }

  private static void assertAlike(Prediction actual, Prediction expected, double tolerance) {
    expected
        .probabilities()
        .forEach(
            (label, probability) ->
                assertThat(actual.probabilities().get(label))
                    .isCloseTo(probability, within(tolerance)));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BAG_OF_WORDS")
  void learnsEightSentencesByHeart(ClassifierArchitecture architecture) {
    NetworkClassifier classifier = trained(architecture, 60);
    List<String> labels =
        classifier.classify(Tiny.REVIEWS).stream().map(Prediction::label).toList();
    List<String> expected =
        Arrays.stream(Tiny.CLASSES).mapToObj(label -> label == 1 ? "good" : "bad").toList();
    assertThat(labels).isEqualTo(expected);
    Metrics metrics = Evaluation.of(classifier.graph(), Tiny.reviews(classifier, 1));
    assertThat(metrics.accuracy()).isEqualTo(1);
    assertThat(metrics.loss()).isLessThan(0.2);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BAG_OF_WORDS")
  void answersTheSameBitForBitAfterSavingAndLoading(ClassifierArchitecture architecture) {
    NetworkClassifier classifier = trained(architecture, 3);
    Path file = folder.resolve("model.zip");
    classifier.save(file, Provenance.UNKNOWN);
    NetworkClassifier loaded = NetworkClassifier.load(file);
    assertThat(loaded.classify(texts(20))).isEqualTo(classifier.classify(texts(20)));
    assertThat(loaded.graph().params()).isEqualTo(classifier.graph().params());
    assertThat(loaded.settings()).isEqualTo(classifier.settings());
    assertThat(loaded.labels()).isEqualTo(classifier.labels());
    assertThat(loaded.tokenizer()).isEqualTo(classifier.tokenizer());
    assertThat(loaded.vocabulary()).isEqualTo(classifier.vocabulary());
    assertThat(loaded.card()).isEqualTo(classifier.card());
  }

  @Test
  void aLoadedClassifierCanLearnMore() {
    NetworkClassifier classifier = trained(ClassifierArchitecture.LSTM, 2);
    Path file = folder.resolve("model.zip");
    classifier.save(file, Provenance.UNKNOWN);
    NetworkClassifier loaded = NetworkClassifier.load(file);
    loaded.trainer().fit(Tiny.reviews(loaded, 2));
    assertThat(loaded.graph().params()).isNotEqualTo(classifier.graph().params());
  }

  @Test
  void theProvenanceIsKept() {
    NetworkClassifier classifier = Tiny.classifier(ClassifierArchitecture.RNN);
    assertThat(classifier.card().provenance()).isEqualTo(Provenance.UNKNOWN);
    Provenance provenance = Provenance.UNKNOWN.withMetric("test accuracy", 0.5);
    classifier.save(folder.resolve("model.zip"), provenance);
    assertThat(classifier.card().provenance()).isEqualTo(provenance);
    assertThat(NetworkClassifier.load(folder.resolve("model.zip")).card().provenance())
        .isEqualTo(provenance);
  }

  @Test
  void aFileThatCannotBeWrittenLeavesTheProvenance() {
    NetworkClassifier classifier = Tiny.classifier(ClassifierArchitecture.RNN);
    Provenance provenance = Provenance.UNKNOWN.withMetric("test accuracy", 0.5);
    assertThatThrownBy(() -> classifier.save(folder, provenance))
        .isInstanceOf(InvalidInputException.class);
    assertThat(classifier.card().provenance()).isEqualTo(Provenance.UNKNOWN);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BAG_OF_WORDS")
  void manyTextsAreAnsweredAsEachAlone(ClassifierArchitecture architecture) {
    NetworkClassifier classifier = trained(architecture, 3);
    List<String> texts = texts(150); // more than two batches
    List<Prediction> together = classifier.classify(texts);
    assertThat(together).hasSize(texts.size());
    for (int i = 0; i < texts.size(); i += 7) {
      assertAlike(together.get(i), classifier.classify(texts.get(i)), 1e-6);
    }
    List<String> reversed = new ArrayList<>(texts);
    Collections.reverse(reversed);
    assertAlike(classifier.classify(reversed).get(149), together.get(0), 1e-6);
  }

  @Test
  void noTextsHaveNoAnswers() {
    assertThat(Tiny.classifier(ClassifierArchitecture.RNN).classify(List.of())).isEmpty();
  }

  @Test
  void probabilitiesSumToOneAndTheLabelIsTheLikeliest() {
    for (Prediction prediction : trained(ClassifierArchitecture.LSTM, 5).classify(texts(30))) {
      List<Double> probabilities = List.copyOf(prediction.probabilities().values());
      assertThat(probabilities.stream().mapToDouble(p -> p).sum()).isCloseTo(1, within(1e-6));
      assertThat(prediction.confidence()).isEqualTo(Collections.max(probabilities));
      assertThat(prediction.probabilities().keySet()).containsExactly("bad", "good");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   \n\t ", "<br />"})
  void aTextWithoutWordsIsOneUnknownWord(String text) {
    NetworkClassifier classifier = Tiny.classifier(ClassifierArchitecture.LSTM);
    assertThat(classifier.classify(text)).isEqualTo(classifier.classify("unheard"));
  }

  @Test
  void unknownWordsAreAllAlike() {
    NetworkClassifier classifier = Tiny.classifier(ClassifierArchitecture.LSTM);
    assertThat(classifier.classify("xylophone zebra")).isEqualTo(classifier.classify("foo bar"));
  }

  @Test
  void ofALongTextAQuarterOfTheBeginningAndTheRestFromTheEndAreRead() {
    NetworkClassifier classifier = Tiny.classifier(ClassifierArchitecture.LSTM);
    String start = "a lovely film ";
    String end = " what a dreadful mess from start to end"; // eight of the twelve, after one more
    String middle = "great ".repeat(10_000);
    assertThat(classifier.classify(start + middle + end))
        .isEqualTo(classifier.classify(start + "great" + end));
    assertThat(classifier.classify("dull" + start + middle + end))
        .isNotEqualTo(classifier.classify(start + middle + end));
  }

  @Test
  void junkIsAnswered() {
    byte[] bytes = new byte[50_000];
    new Random(1).nextBytes(bytes);
    NetworkClassifier classifier = Tiny.classifier(ClassifierArchitecture.RNN);
    for (String junk :
        List.of(
            new String(bytes, StandardCharsets.ISO_8859_1),
            new String(bytes, StandardCharsets.UTF_16),
            "\ud800\udfff\ud83d\u0000")) {
      assertThat(classifier.classify(junk).confidence()).isBetween(0.5, 1.0);
    }
  }

  @Test
  void theSameSeedLearnsTheSameWeights() {
    NetworkClassifier dropping = droppingOut(1);
    assertThat(droppingOut(1).graph().params()).isEqualTo(dropping.graph().params());
    assertThat(droppingOut(2).graph().params()).isNotEqualTo(dropping.graph().params());
  }

  private static NetworkClassifier droppingOut(long seed) {
    NetworkClassifier classifier =
        Tiny.classifier(
            Tiny.classifierSettings(ClassifierArchitecture.LSTM).withDropout(0.5).withSeed(seed));
    classifier.trainer().fit(Tiny.reviews(classifier, 3));
    return classifier;
  }

  @Test
  void classifyingBetweenTrainingStepsChangesNothing() {
    NetworkClassifier undisturbed = trained(ClassifierArchitecture.LSTM, 4);
    NetworkClassifier disturbed = Tiny.classifier(ClassifierArchitecture.LSTM);
    FixedBatches reviews = Tiny.reviews(disturbed, 4);
    disturbed
        .trainer()
        .observer(
            new TrainingObserver() {
              @Override
              public void iterated(TrainingProgress progress) {
                disturbed.classify("a lovely film");
              }
            })
        .fit(reviews);
    assertThat(disturbed.graph().params()).isEqualTo(undisturbed.graph().params());
  }

  @Test
  void labelsAreTwoOrMoreDifferentNames() {
    NetworkClassifier some = Tiny.classifier(ClassifierArchitecture.RNN);
    NetworkSettings settings = some.settings();
    Tokenizer tokenizer = some.tokenizer();
    Vocabulary vocabulary = some.vocabulary();
    for (List<String> labels :
        List.of(List.<String>of(), List.of("one"), List.of("a", "b", "a"), List.of("a", " "))) {
      assertThatThrownBy(() -> NetworkClassifier.create(settings, tokenizer, vocabulary, labels))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("labels = " + labels + ": must be two or more different names");
    }
    List<String> three = List.of("bad", "so so", "good");
    assertThat(
            NetworkClassifier.create(settings, tokenizer, vocabulary, three)
                .classify("a film")
                .probabilities())
        .containsOnlyKeys(three);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BAG_OF_WORDS")
  void theWordThatDecidesSpeaksForItsClass(ClassifierArchitecture architecture) {
    NetworkClassifier classifier = trained(architecture, 60);
    Explanation explanation = classifier.explain("the cast is dreadful");
    assertThat(explanation.prediction()).isEqualTo(classifier.classify("the cast is dreadful"));
    assertThat(explanation.prediction().label()).isEqualTo("bad");
    assertThat(explanation.tokens())
        .extracting(Explanation.Weighted::text)
        .containsExactly("the", "cast", "is", "dreadful");
    if (explanation.attention().isEmpty()) { // else it may decide where is looked, too
      assertThat(explanation.tokens().get(3).weight()).isPositive();
    }
    double p = explanation.prediction().confidence();
    double sum = explanation.tokens().stream().mapToDouble(Explanation.Weighted::weight).sum();
    assertThat(sum + explanation.rest()).isCloseTo(Math.log(p / (1 - p)), within(1e-4));
  }

  /** Of a small step along the input, the change of the log-odds is the gradient times the step. */
  @ParameterizedTest
  @EnumSource(names = {"CNN", "GRU", "GRU_ATTENTION", "TRANSFORMER", "BAG_OF_WORDS_MLP"})
  void anExplanationIsTheGradientTimesTheInput(ClassifierArchitecture architecture) {
    NetworkClassifier classifier = trained(architecture, 5);
    String text = "a lovely film";
    Explanation explanation = classifier.explain(text);
    INDArray weights = classifier.graph().getLayer("embedding").getParam("W");
    int id = classifier.inputs(new int[] {classifier.vocabulary().id("lovely")})[0];
    double step = 1e-2;
    double before = logOdds(classifier, text, explanation.prediction().label(), weights, id, -step);
    double after = logOdds(classifier, text, explanation.prediction().label(), weights, id, step);
    assertThat(explanation.tokens().get(1).weight())
        .isCloseTo((after - before) / (2 * step), within(2e-3));
  }

  private static double logOdds(
      NetworkClassifier classifier,
      String text,
      String label,
      INDArray weights,
      int id,
      double step) {
    INDArray row = weights.getRow(id);
    INDArray vector = row.dup();
    row.muli(1 + step);
    double p = classifier.classify(text).probabilities().get(label);
    row.assign(vector);
    return Math.log(p / (1 - p));
  }

  @Test
  void wordsThatAreNotReadHaveNoPart() {
    NetworkClassifier classifier = trained(ClassifierArchitecture.LSTM, 5);
    Explanation explanation = classifier.explain("great ".repeat(20) + "mess");
    assertThat(explanation.tokens()).hasSize(21);
    assertThat(explanation.tokens().get(5).weight()).as("in the middle of a long text").isZero();
    assertThat(explanation.tokens().get(20).weight()).isNotZero();
    assertThat(explanation.terms()).hasSize(2);
  }

  @Test
  void vectorsTakeThePlaceOfRandomOnes() throws IOException {
    NetworkClassifier classifier = Tiny.classifier(ClassifierArchitecture.GRU);
    Path file = Files.writeString(folder.resolve("glove.txt"), "film 1 2 3 4 5 6\nx 1 1 1 1 1 1\n");
    assertThat(classifier.use(PretrainedVectors.at(file))).isEqualTo(1);
    INDArray weights = classifier.graph().getLayer("embedding").getParam("W");
    assertThat(weights.getRow(classifier.vocabulary().id("film")).toFloatVector())
        .containsExactly(1, 2, 3, 4, 5, 6);
    assertThatThrownBy(
            () ->
                Tiny.classifier(ClassifierArchitecture.BAG_OF_WORDS_MLP)
                    .use(PretrainedVectors.at(file)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("vectors: cannot be used by bag-of-words-mlp, which has vectors of features");
  }

  @Test
  void aBagMustBeThatOfTheSettings() {
    NetworkClassifier mlp = Tiny.classifier(ClassifierArchitecture.BAG_OF_WORDS_MLP);
    NetworkSettings settings = mlp.settings();
    List<String> labels = mlp.labels();
    assertThatThrownBy(
            () -> NetworkClassifier.create(settings, mlp.tokenizer(), mlp.vocabulary(), labels))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("needs the features of a bag of words");
    BagOfWords pairs = BagOfWords.learn(settings.bag().withNGrams(2), mlp.vocabulary(), Tiny.ids());
    assertThatThrownBy(() -> NetworkClassifier.create(settings, mlp.tokenizer(), pairs, labels))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("must be those of the settings");
  }
}
