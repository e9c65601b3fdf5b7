package dev.seq4j.apps;

import dev.seq4j.datasets.imdb.ReviewCorpora;
import dev.seq4j.models.bundle.Provenance;
import dev.seq4j.models.classifier.ClassificationReport;
import dev.seq4j.models.classifier.Prediction;
import dev.seq4j.models.classifier.TextClassifier;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Trains and tests a classifier of reviews: what {@code train sentiment} and others do. */
final class SentimentTraining {

  private final CommonOptions common;
  private final SentimentSettings settings;
  private final ReviewData data;

  // Of the training, once it has ended.
  private TextClassifier classifier;
  private List<Prediction> predictions;

  SentimentTraining(CommonOptions common, SentimentSettings settings, ReviewCorpora reviews) {
    this.common = common;
    this.settings = settings;
    data = new ReviewData(settings, reviews);
    common.say(data.describe());
  }

  /**
   * @return the result; empty if the training was interrupted
   */
  Optional<SentimentResult> run(TrainingRun run) {
    Optional<Learner.Learned> learned = learner().learn(run);
    return learned.map(result -> test(run, result));
  }

  private Learner learner() {
    return settings
        .model()
        .match(
            linear -> new LinearLearner(common, linear, data),
            network ->
                new NetworkLearner(common, network, settings.training(), settings.seed(), data));
  }

  private SentimentResult test(TrainingRun run, Learner.Learned learned) {
    classifier = learned.classifier();
    common.say("testing on %,d reviews".formatted(data.testLabels().size()));
    long begin = System.nanoTime();
    predictions = classifier.classifyTokens(data.testTokens());
    double testSeconds = (System.nanoTime() - begin) / 1e9;
    ClassificationReport tested =
        ClassificationReport.of(data.classes(), predictions, data.testLabels());
    ReviewCorpora reviews = data.corpora();
    Provenance provenance =
        new Provenance(reviews.description(), reviews.digest(), settings.seed(), Map.of())
            .withMetric("validation accuracy", learned.validation().accuracy())
            .withMetric("test accuracy", tested.accuracy())
            .withMetric("test loss", tested.loss());
    classifier.save(run.model(), provenance);
    SentimentResult summary = summary(run, learned, tested, testSeconds);
    run.writeMetrics(summary);
    run.draw(settings.model().architecture() + " on reviews", learned.history());
    return summary;
  }

  private SentimentResult summary(
      TrainingRun run, Learner.Learned learned, ClassificationReport tested, double testSeconds) {
    return new SentimentResult(
        "sentiment",
        settings.recipe(),
        settings.model().architecture().toString(),
        learned.outcome().name().toLowerCase(Locale.ROOT),
        learned.validation().loss(),
        learned.validation().accuracy(),
        tested.loss(),
        tested.accuracy(),
        tested.texts(),
        learned.iterations(),
        learned.seconds(),
        testSeconds,
        classifier.card().parameters(),
        run.model().toString(),
        run.path().toString());
  }

  /**
   * @return the reviews
   */
  ReviewData data() {
    return data;
  }

  /**
   * @return the trained classifier
   */
  TextClassifier classifier() {
    return classifier;
  }

  /**
   * @return what it makes of the test reviews
   */
  List<Prediction> predictions() {
    return predictions;
  }
}
