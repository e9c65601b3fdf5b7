package dev.seq4j.models;

import dev.seq4j.core.text.CharTokenizer;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.text.WordTokenizer;
import dev.seq4j.models.classifier.ClassifierArchitecture;
import dev.seq4j.models.classifier.ClassifierSettings;
import dev.seq4j.models.classifier.TextClassifier;
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

  private Tiny() {}

  /** Settings of 6 units that learn fast. */
  public static ClassifierSettings classifierSettings(ClassifierArchitecture architecture) {
    return ClassifierSettings.of(architecture)
        .withEmbedding(6)
        .withUnits(6)
        .withDropout(0)
        .withLearningRate(0.05)
        .withMaxLength(12)
        .withSeed(3);
  }

  /** A classifier that has learned nothing. */
  public static TextClassifier classifier(ClassifierArchitecture architecture) {
    return classifier(classifierSettings(architecture));
  }

  /** A classifier that has learned nothing. */
  public static TextClassifier classifier(ClassifierSettings settings) {
    WordTokenizer tokenizer = new WordTokenizer();
    Vocabulary vocabulary =
        Vocabulary.builder().addAll(tokenizer.tokenize(String.join(" ", REVIEWS))).build();
    return TextClassifier.create(settings, tokenizer, vocabulary, List.of("bad", "good"));
  }

  /** The reviews in one batch, again and again. */
  public static FixedBatches reviews(TextClassifier classifier, int times) {
    return FixedBatches.ofTexts(
        classifier.tokenizer(), classifier.vocabulary(), REVIEWS, CLASSES, times);
  }

  /** Settings of 16 units that learn fast. */
  public static LanguageSettings languageSettings() {
    return LanguageSettings.of(LanguageArchitecture.LSTM)
        .withEmbedding(8)
        .withUnits(16)
        .withLearningRate(0.05)
        .withSeed(5);
  }

  /** A model of characters that has learned nothing. */
  public static LanguageModel languageModel() {
    CharTokenizer tokenizer = new CharTokenizer();
    Vocabulary vocabulary = Vocabulary.builder().addAll(tokenizer.tokenize(SENTENCE)).build();
    return LanguageModel.create(languageSettings(), tokenizer, vocabulary);
  }

  /** The sentence, again and again. */
  public static FixedBatches sentence(LanguageModel model, int times) {
    return FixedBatches.ofNextTokens(model.tokenizer(), model.vocabulary(), SENTENCE, times);
  }
}
