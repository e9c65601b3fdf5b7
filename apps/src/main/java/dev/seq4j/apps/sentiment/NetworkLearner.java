package dev.seq4j.apps.sentiment;

import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.apps.run.TrainingRun;
import dev.seq4j.core.train.Criterion;
import dev.seq4j.core.train.ResumableBatches;
import dev.seq4j.core.train.Trainer;
import dev.seq4j.core.train.TrainingResult;
import dev.seq4j.datasets.batch.EncodedTexts;
import dev.seq4j.datasets.batch.LengthBuckets;
import dev.seq4j.datasets.batch.TextBatches;
import dev.seq4j.datasets.batch.TwoViewBatches;
import dev.seq4j.models.bag.BagOfWords;
import dev.seq4j.models.classifier.NetworkClassifier;
import dev.seq4j.models.classifier.NetworkSettings;
import dev.seq4j.models.network.PretrainedVectors;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Learns a network batch by batch; the weights that are best on the validation texts are kept, the
 * last ones if there are no such texts.
 */
final class NetworkLearner implements Learner {

  private final CommonOptions common;
  private final NetworkSettings settings;
  private final NetworkTraining training;
  private final long seed;
  private final ReviewData data;
  private final NetworkClassifier classifier;

  /** Makes the untrained network, so that what is wrong with its settings is known at once. */
  NetworkLearner(
      CommonOptions common,
      NetworkSettings settings,
      NetworkTraining training,
      long seed,
      ReviewData data) {
    this.common = common;
    this.settings = settings;
    this.training = training;
    this.seed = seed;
    this.data = data;
    classifier = untrained();
    common.say(
        String.format(
            Locale.ROOT,
            "%s with %,d parameters",
            settings.architecture(),
            classifier.card().parameters()));
  }

  @Override
  public Optional<Learned> learn(TrainingRun run) {
    ResumableBatches train =
        batches(
            data.train(),
            LengthBuckets.forTraining(training.batch(), seed),
            training.wordDropout());
    Trainer trainer =
        classifier
            .trainer()
            .epochs(training.epochs())
            .criterion(Criterion.ACCURACY)
            .patience(training.patience());
    if (data.validates()) {
      trainer.validation(
          batches(data.validation(), LengthBuckets.forEvaluation(training.batch()), 0));
    }
    long iterations = (long) training.epochs() * train.batchesPerEpoch();
    training.pace().set(trainer, settings.learningRate(), iterations);
    TrainingResult result = run.fit(trainer, train);
    if (result.outcome() == TrainingResult.Outcome.INTERRUPTED) {
      return Optional.empty();
    }
    return Optional.of(
        new Learned(
            classifier,
            result.outcome(),
            result.best(),
            result.iterations(),
            result.elapsed().toMillis() / 1000.0,
            result.history()));
  }

  private NetworkClassifier untrained() {
    NetworkClassifier network =
        settings.bag() == null
            ? NetworkClassifier.create(
                settings, data.tokenizer(), data.vocabulary(), data.classes())
            : NetworkClassifier.create(settings, data.tokenizer(), bag(), data.classes());
    if (network.readsBoth()) {
      int[] labels = IntStream.range(0, data.train().size()).map(data.train()::label).toArray();
      network.weighFeatures(trainingTexts(), labels);
    }
    if (training.vectors() != null) {
      PretrainedVectors vectors = PretrainedVectors.at(Path.of(training.vectors()));
      common.say(
          String.format(Locale.ROOT, "%,d words have vectors already", network.use(vectors)));
    }
    return network;
  }

  private BagOfWords bag() {
    return BagOfWords.learn(settings.bag(), data.vocabulary(), trainingTexts());
  }

  private List<int[]> trainingTexts() {
    return IntStream.range(0, data.train().size()).mapToObj(data.train()::ids).toList();
  }

  private ResumableBatches batches(EncodedTexts texts, LengthBuckets buckets, double wordDropout) {
    TextBatches inputs =
        new TextBatches(texts.map(classifier::inputs, classifier.inputSize()), buckets)
            .withWordDropout(wordDropout, seed);
    return classifier.readsBoth()
        ? new TwoViewBatches(inputs, texts.map(classifier::features, classifier.featureSize()))
        : inputs;
  }
}
