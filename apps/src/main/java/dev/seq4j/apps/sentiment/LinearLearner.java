package dev.seq4j.apps.sentiment;

import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.apps.run.TrainingRun;
import dev.seq4j.core.train.Metrics;
import dev.seq4j.core.train.TrainingResult;
import dev.seq4j.datasets.batch.EncodedTexts;
import dev.seq4j.models.classifier.ClassificationReport;
import dev.seq4j.models.classifier.LinearClassifier;
import dev.seq4j.models.classifier.LinearSettings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Learns a linear model: first from the texts to train on, to be validated; then from these and the
 * ones to validate on, since nothing that is left to choose needs them.
 */
final class LinearLearner implements Learner {

  private final CommonOptions common;
  private final LinearSettings settings;
  private final ReviewData data;

  LinearLearner(CommonOptions common, LinearSettings settings, ReviewData data) {
    this.common = common;
    this.settings = settings;
    this.data = data;
  }

  @Override
  public Optional<Learned> learn(TrainingRun run) {
    long begin = System.nanoTime();
    LinearClassifier first = train(data.train());
    common.say(
        String.format(
            Locale.ROOT, "%s with %,d features", settings.architecture(), first.bag().size()));
    if (!data.validates()) {
      return learned(first, null, begin);
    }
    ClassificationReport validation =
        ClassificationReport.of(
            data.classes(), first.classifyTokens(data.validationTokens()), data.validationLabels());
    common.progress(
        String.format(
            Locale.ROOT,
            "validation loss %.4f, accuracy %.2f %%; learning from all",
            validation.loss(),
            100 * validation.accuracy()));
    return learned(train(data.trainAndValidation()), validation.metrics(), begin);
  }

  private static Optional<Learned> learned(
      LinearClassifier classifier, Metrics validation, long begin) {
    double seconds = (System.nanoTime() - begin) / 1e9;
    return Optional.of(
        new Learned(
            classifier, TrainingResult.Outcome.COMPLETED, validation, 0, seconds, List.of()));
  }

  private LinearClassifier train(EncodedTexts texts) {
    return LinearClassifier.train(
        settings,
        data.tokenizer(),
        data.vocabulary(),
        data.classes(),
        IntStream.range(0, texts.size()).mapToObj(texts::ids).toList(),
        IntStream.range(0, texts.size()).map(texts::label).toArray());
  }
}
