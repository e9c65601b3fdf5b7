package dev.seq4j.models;

import dev.seq4j.core.text.CharTokenizer;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.text.WordTokenizer;
import dev.seq4j.models.bag.BagOfWords;
import dev.seq4j.models.bag.BagSettings;
import dev.seq4j.models.bag.Weighting;
import dev.seq4j.models.classifier.ClassifierArchitecture;
import dev.seq4j.models.classifier.LinearClassifier;
import dev.seq4j.models.classifier.LinearSettings;
import dev.seq4j.models.classifier.NetworkClassifier;
import dev.seq4j.models.classifier.NetworkSettings;
import dev.seq4j.models.language.LanguageArchitecture;
import dev.seq4j.models.language.LanguageModel;
import dev.seq4j.models.language.LanguageSettings;
import java.util.List;

/** The smallest models that can learn anything, equal ones at each call. */
public final class Tiny {

  /** Four reviews of each class. */
  public static final List<String> REVIEWS =
      List.of(
          "a lovely film",
          "dull and slow",
          "great fun from start to end",
          "what a dreadful mess",
          "the cast is great",
          "the cast is dreadful",
          "i loved it",
          "i hated it");

  /** The classes of {@link #REVIEWS}. */
  public static final int[] CLASSES = {1, 0, 1, 0, 1, 0, 1, 0};

  /** What the language model can learn. */
  public static final String SENTENCE = "the cat sat.";

  private static final WordTokenizer TOKENIZER = new WordTokenizer();

  private Tiny() {}

  /** Settings of 6 units that learn fast. */
  public static NetworkSettings classifierSettings(ClassifierArchitecture architecture) {
    NetworkSettings settings = NetworkSettings.of(architecture);
    int heads = Math.min(2, settings.shape().heads());
    return (settings.bag() == null ? settings : settings.withBag(settings.bag().withMinTexts(1)))
        .withShape(shape -> shape.withEmbedding(6).withUnits(6).withHeads(heads))
        .withDropout(0)
        .withEmbeddingDropout(0)
        .withLearningRate(0.05)
        .withMaxLength(12)
        .withSeed(3);
  }

  /** A classifier that has learned nothing. */
  public static NetworkClassifier classifier(ClassifierArchitecture architecture) {
    return classifier(classifierSettings(architecture));
  }

  /** A classifier that has learned nothing. */
  public static NetworkClassifier classifier(NetworkSettings settings) {
    List<String> labels = List.of("bad", "good");
    if (settings.bag() == null) {
      return NetworkClassifier.create(settings, TOKENIZER, vocabulary(), labels);
    }
    BagOfWords bag = BagOfWords.learn(settings.bag(), vocabulary(), ids());
    NetworkClassifier classifier = NetworkClassifier.create(settings, TOKENIZER, bag, labels);
    if (classifier.readsBoth()) {
      classifier.weighFeatures(ids(), CLASSES);
    }
    return classifier;
  }

  /** A linear classifier of the reviews. */
  public static LinearClassifier linear(LinearSettings settings) {
    return LinearClassifier.train(
        settings, TOKENIZER, vocabulary(), List.of("bad", "good"), ids(), CLASSES);
  }

  /** Settings under which every word of {@link #REVIEWS} is a feature. */
  public static LinearSettings linearSettings() {
    return LinearSettings.DEFAULT.withBag(new BagSettings(2, 1, Weighting.BINARY));
  }

  /** The words of {@link #REVIEWS}. */
  public static Vocabulary vocabulary() {
    return Vocabulary.builder().addAll(TOKENIZER.tokenize(String.join(" ", REVIEWS))).build();
  }

  /** The ids of {@link #REVIEWS}. */
  public static List<int[]> ids() {
    return REVIEWS.stream().map(text -> vocabulary().encode(TOKENIZER.tokenize(text))).toList();
  }

  /** The reviews in one batch, again and again. */
  public static FixedBatches reviews(NetworkClassifier classifier, int times) {
    FixedBatches inputs =
        FixedBatches.ofTexts(ids().stream().map(classifier::inputs).toList(), CLASSES, times);
    return classifier.readsBoth()
        ? inputs.beside(ids().stream().map(classifier::features).toList())
        : inputs;
  }

  /** Settings of 16 units that learn fast. */
  public static LanguageSettings languageSettings() {
    return languageSettings(LanguageArchitecture.LSTM);
  }

  /** Settings of 16 units that learn fast. */
  public static LanguageSettings languageSettings(LanguageArchitecture architecture) {
    LanguageSettings settings =
        LanguageSettings.of(architecture).withEmbedding(8).withUnits(16).withDropout(0).withSeed(5);
    return architecture.isRecurrent()
        ? settings.withLearningRate(0.05)
        : settings.withHeads(2).withLayers(1).withContext(12).withLearningRate(0.02);
  }

  /** A model of characters that has learned nothing. */
  public static LanguageModel languageModel() {
    return languageModel(languageSettings());
  }

  /** A model of characters that has learned nothing. */
  public static LanguageModel languageModel(LanguageSettings settings) {
    CharTokenizer tokenizer = new CharTokenizer();
    Vocabulary vocabulary = Vocabulary.builder().addAll(tokenizer.tokenize(SENTENCE)).build();
    return LanguageModel.create(settings, tokenizer, vocabulary);
  }

  /** The sentence, again and again. */
  public static FixedBatches sentence(LanguageModel model, int times) {
    return FixedBatches.ofNextTokens(model.tokenizer(), model.vocabulary(), SENTENCE, times);
  }
}
