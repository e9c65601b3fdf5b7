package dev.seq4j.apps.sentiment;

import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.apps.console.CountDisplay;
import dev.seq4j.apps.console.Portions;
import dev.seq4j.apps.plot.Curves;
import dev.seq4j.apps.run.TrainingRun;
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
public final class SentimentTraining {

  /** Reviews that are classified between two looks at the progress. */
  private static final int AT_ONCE = 1_024;

  private final CommonOptions common;
  private final SentimentSettings settings;
  private final ReviewData data;
  private final Learner learner;

  // Of the training, once it has ended.
  private TextClassifier classifier;
  private List<Prediction> predictions;
  private ClassificationReport tested;
  private List<Curves.Point> curve;

  /**
   * Divides the reviews and makes the untrained model, and says what they are.
   *
   * @param common says so
   * @param settings of the training
   * @param reviews to learn from
   */
  public SentimentTraining(
      CommonOptions common, SentimentSettings settings, ReviewCorpora reviews) {
    this.common = common;
    this.settings = settings;
    data = new ReviewData(settings, reviews);
    common.say(data.describe());
    learner = learner();
  }

  /**
   * @return the result; empty if the training was interrupted
   */
  public Optional<SentimentResult> run(TrainingRun run) {
    Optional<Learner.Learned> learned = learner.learn(run);
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
    predictions = classify(data.testTokens());
    double testSeconds = (System.nanoTime() - begin) / 1e9;
    tested = ClassificationReport.of(data.classes(), predictions, data.testLabels());
    curve = curve(learned);
    ReviewCorpora reviews = data.corpora();
    Provenance provenance =
        new Provenance(reviews.description(), reviews.digest(), settings.seed(), Map.of())
            .withMetric("test accuracy", tested.accuracy())
            .withMetric("test loss", tested.loss());
    if (data.validates()) {
      provenance = provenance.withMetric("validation accuracy", learned.validation().accuracy());
    }
    classifier.save(run.model(), provenance);
    SentimentResult summary = summary(run, learned, testSeconds);
    run.writeMetrics(summary);
    run.draw(settings.model().architecture() + " on reviews", learned.history());
    return summary;
  }

  private List<Prediction> classify(List<List<String>> texts) {
    try (CountDisplay progress = new CountDisplay(common, "reviews", texts.size())) {
      return Portions.map(texts, AT_ONCE, classifier::classifyTokens, progress);
    }
  }

  private SentimentResult summary(TrainingRun run, Learner.Learned learned, double testSeconds) {
    return new SentimentResult(
        "sentiment",
        settings.recipe(),
        settings.model().architecture().toString(),
        learned.outcome().name().toLowerCase(Locale.ROOT),
        data.validates() ? learned.validation().loss() : null,
        data.validates() ? learned.validation().accuracy() : null,
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
   * @return the trained classifier
   */
  public TextClassifier classifier() {
    return classifier;
  }

  /**
   * @return what it makes of the test reviews
   */
  List<Prediction> predictions() {
    return predictions;
  }

  /**
   * @return how good that is
   */
  ClassificationReport tested() {
    return tested;
  }

  /**
   * @return validation accuracy in the course of the training; one point if all was learned at
   *     once, none if none validated
   */
  List<Curves.Point> curve() {
    return curve;
  }

  private static List<Curves.Point> curve(Learner.Learned learned) {
    List<Curves.Point> points =
        learned.history().stream()
            .filter(row -> row.validation() != null)
            .map(row -> new Curves.Point(row.seconds() / 60, row.validation().accuracy()))
            .toList();
    return points.isEmpty() && learned.validation() != null
        ? List.of(new Curves.Point(learned.seconds() / 60, learned.validation().accuracy()))
        : points;
  }
}
