package dev.seq4j.apps;

import dev.seq4j.core.text.Truncation;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.text.WordTokenizer;
import dev.seq4j.core.train.Criterion;
import dev.seq4j.core.train.Evaluation;
import dev.seq4j.core.train.Metrics;
import dev.seq4j.core.train.Trainer;
import dev.seq4j.core.train.TrainingResult;
import dev.seq4j.datasets.batch.Corpus;
import dev.seq4j.datasets.batch.EncodedTexts;
import dev.seq4j.datasets.batch.LengthBuckets;
import dev.seq4j.datasets.batch.Split;
import dev.seq4j.datasets.batch.TextBatches;
import dev.seq4j.datasets.imdb.ReviewCorpora;
import dev.seq4j.models.bundle.Provenance;
import dev.seq4j.models.classifier.TextClassifier;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Trains and tests a classifier of reviews: what {@code train sentiment} and the tour do. */
final class SentimentTraining {

  private final CommonOptions common;
  private final SentimentSettings settings;
  private final ReviewCorpora reviews;
  private final EncodedTexts train;
  private final EncodedTexts validation;
  private final EncodedTexts test;
  private final TextClassifier classifier;

  SentimentTraining(CommonOptions common, SentimentSettings settings, ReviewCorpora reviews) {
    this.common = common;
    this.settings = settings;
    this.reviews = reviews;
    Corpus learnable = reviews.train();
    Split split =
        Split.stratified(learnable.labels(), settings.validation(), settings.model().seed());
    Vocabulary vocabulary =
        Vocabulary.builder()
            .withMaxWords(settings.vocabulary())
            .withMinCount(settings.minCount())
            .addAll(learnable.counts(split.train()))
            .build();
    EncodedTexts encoded = encode(learnable, vocabulary);
    int quarter = settings.limit() / 4 + (settings.limit() % 4 == 0 ? 0 : 1);
    train = limited(encoded.select(split.train()), settings.limit());
    validation = limited(encoded.select(split.validation()), quarter);
    test = limited(encode(reviews.test(), vocabulary), quarter);
    classifier =
        TextClassifier.create(
            settings.model(), tokenizer(settings), vocabulary, learnable.classNames());
    common.say(
        String.format(
            Locale.ROOT,
            "%,d reviews to train on, %,d to validate, %,d to test; %,d words known; %s with %,d"
                + " parameters",
            train.size(),
            validation.size(),
            test.size(),
            vocabulary.size() - 2,
            settings.model().architecture(),
            classifier.graph().numParams()));
  }

  static WordTokenizer tokenizer(SentimentSettings settings) {
    WordTokenizer tokenizer = new WordTokenizer();
    return settings.keepCase() ? tokenizer.withCase(WordTokenizer.Case.KEEP) : tokenizer;
  }

  private EncodedTexts encode(Corpus corpus, Vocabulary vocabulary) {
    return corpus.encode(
        vocabulary::id, vocabulary.size(), Truncation.of(settings.model().maxLength()));
  }

  /** Takes texts at even distances, so that classes that follow one another keep their shares. */
  private static EncodedTexts limited(EncodedTexts texts, int limit) {
    if (limit == 0 || texts.size() <= limit) {
      return texts;
    }
    int[] chosen = new int[limit];
    Arrays.setAll(chosen, i -> (int) ((long) i * texts.size() / limit));
    return texts.select(chosen);
  }

  /**
   * @return the result; empty if the training was interrupted
   */
  Optional<SentimentResult> run(TrainingRun run) {
    Trainer trainer =
        classifier
            .trainer()
            .epochs(settings.epochs())
            .validation(batches(validation))
            .criterion(Criterion.ACCURACY)
            .patience(settings.patience())
            .clipNorm(settings.clip());
    if (settings.minutes() > 0) {
      trainer.timeLimit(RunOptions.minutes(settings.minutes()));
    }
    LengthBuckets buckets = LengthBuckets.forTraining(settings.batch(), settings.model().seed());
    TrainingResult result = run.fit(trainer, new TextBatches(train, buckets));
    if (result.outcome() == TrainingResult.Outcome.INTERRUPTED) {
      return Optional.empty();
    }
    common.say("testing on %,d reviews".formatted(test.size()));
    Metrics tested = Evaluation.of(classifier.graph(), batches(test));
    Provenance provenance =
        new Provenance(reviews.description(), reviews.digest(), settings.model().seed(), Map.of())
            .withMetric("validation accuracy", result.best().accuracy())
            .withMetric("test accuracy", tested.accuracy())
            .withMetric("test loss", tested.loss());
    classifier.save(run.model(), provenance);
    SentimentResult summary = summary(run, result, tested);
    run.writeMetrics(summary);
    run.draw(settings.model().architecture() + " on reviews", result.history());
    return Optional.of(summary);
  }

  private TextBatches batches(EncodedTexts texts) {
    return new TextBatches(texts, LengthBuckets.forEvaluation(settings.batch()));
  }

  private SentimentResult summary(TrainingRun run, TrainingResult result, Metrics tested) {
    return new SentimentResult(
        "sentiment",
        settings.model().architecture().toString(),
        result.outcome().name().toLowerCase(Locale.ROOT),
        result.best().loss(),
        result.best().accuracy(),
        tested.loss(),
        tested.accuracy(),
        tested.labels(),
        result.iterations(),
        result.elapsed().toMillis() / 1000.0,
        classifier.graph().numParams(),
        run.model().toString(),
        run.path().toString());
  }

  TextClassifier classifier() {
    return classifier;
  }
}
