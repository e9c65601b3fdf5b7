package dev.seq4j.apps.sentiment;

import dev.seq4j.core.text.Truncation;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.text.WordTokenizer;
import dev.seq4j.datasets.batch.Corpus;
import dev.seq4j.datasets.batch.EncodedTexts;
import dev.seq4j.datasets.batch.Split;
import dev.seq4j.datasets.imdb.ReviewCorpora;
import dev.seq4j.models.classifier.TextClassifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Reviews as a classifier learns from them: divided, with a vocabulary of those to train on. */
final class ReviewData {

  private final WordTokenizer tokenizer;
  private final ReviewCorpora corpora;
  private final Vocabulary vocabulary;
  private final EncodedTexts train;
  private final EncodedTexts validation; // null if none validate
  private final boolean validates;
  private final int[] trainTexts;
  private final int[] validationTexts;
  private final int[] testTexts;

  ReviewData(SentimentSettings settings, ReviewCorpora corpora) {
    this.corpora = corpora;
    tokenizer = tokenizer(settings);
    Corpus learnable = corpora.train();
    TextClassifier.requireLabels(learnable.classNames());
    int[] learned = IntStream.range(0, learnable.size()).toArray();
    int[] validating = {};
    validates = settings.validation() > 0;
    if (validates) {
      Split split = Split.stratified(learnable.labels(), settings.validation(), settings.seed());
      learned = split.train();
      validating = split.validation();
    }
    vocabulary =
        Vocabulary.builder()
            .withMaxWords(settings.vocabulary())
            .withMinCount(settings.minCount())
            .addAll(learnable.counts(learned))
            .build();
    int quarter = settings.limit() / 4 + (settings.limit() % 4 == 0 ? 0 : 1);
    trainTexts = limited(learned, settings.limit());
    validationTexts = limited(validating, quarter);
    testTexts = limited(IntStream.range(0, corpora.test().size()).toArray(), quarter);
    EncodedTexts encoded = learnable.encode(vocabulary::id, vocabulary.size(), Truncation.NONE);
    train = encoded.select(trainTexts);
    validation = validates ? encoded.select(validationTexts) : null;
  }

  static WordTokenizer tokenizer(SentimentSettings settings) {
    WordTokenizer tokenizer = new WordTokenizer();
    return settings.keepCase() ? tokenizer.withCase(WordTokenizer.Case.KEEP) : tokenizer;
  }

  /** Takes texts at even distances, so that classes that follow one another keep their shares. */
  private static int[] limited(int[] texts, int limit) {
    if (limit == 0 || texts.length <= limit) {
      return texts;
    }
    int[] chosen = new int[limit];
    Arrays.setAll(chosen, i -> texts[(int) ((long) i * texts.length / limit)]);
    return chosen;
  }

  String describe() {
    return String.format(
        Locale.ROOT,
        "%,d reviews to train on, %,d to validate, %,d to test; %,d words known",
        trainTexts.length,
        validationTexts.length,
        testTexts.length,
        vocabulary.size() - vocabulary.specials().size());
  }

  WordTokenizer tokenizer() {
    return tokenizer;
  }

  ReviewCorpora corpora() {
    return corpora;
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  List<String> classes() {
    return corpora.train().classNames();
  }

  /** The texts to train on, whole, as ids of the vocabulary. */
  EncodedTexts train() {
    return train;
  }

  /** Whether there are texts to validate on. */
  boolean validates() {
    return validates;
  }

  /** The texts to validate on, whole, as ids of the vocabulary; null if there are none. */
  EncodedTexts validation() {
    return validation;
  }

  /** Both of these in one. */
  EncodedTexts trainAndValidation() {
    int[] both =
        IntStream.concat(Arrays.stream(trainTexts), Arrays.stream(validationTexts))
            .sorted()
            .toArray();
    return corpora.train().encode(vocabulary::id, vocabulary.size(), Truncation.NONE).select(both);
  }

  List<List<String>> validationTokens() {
    return tokens(corpora.train(), validationTexts);
  }

  List<String> validationLabels() {
    return labels(corpora.train(), validationTexts);
  }

  List<List<String>> testTokens() {
    return tokens(corpora.test(), testTexts);
  }

  List<String> testLabels() {
    return labels(corpora.test(), testTexts);
  }

  /** The words of a test review, to be read. */
  IntFunction<String> testTexts() {
    return i -> tokenizer.join(corpora.test().tokens(testTexts[i]));
  }

  private static List<List<String>> tokens(Corpus corpus, int[] texts) {
    return Arrays.stream(texts).mapToObj(corpus::tokens).toList();
  }

  private static List<String> labels(Corpus corpus, int[] texts) {
    return Arrays.stream(texts).mapToObj(i -> corpus.classNames().get(corpus.label(i))).toList();
  }
}
