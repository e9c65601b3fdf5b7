package dev.seq4j.apps.translation;

import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.apps.console.CountDisplay;
import dev.seq4j.apps.run.TrainingRun;
import dev.seq4j.core.train.ResumableBatches;
import dev.seq4j.core.train.Trainer;
import dev.seq4j.core.train.TrainingResult;
import dev.seq4j.datasets.batch.PairBatches;
import dev.seq4j.datasets.batch.PairBuckets;
import dev.seq4j.datasets.translation.TranslationCorpus;
import dev.seq4j.models.bundle.Provenance;
import dev.seq4j.models.translation.ScheduledSampling;
import dev.seq4j.models.translation.TranslationReport;
import dev.seq4j.models.translation.Translator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Trains a translator: what {@code train translation} does. */
final class TranslationTraining {

  private final CommonOptions common;
  private final TranslationSettings settings;
  private final TranslationCorpus corpus;
  private final TranslationData data;
  private final Translator translator;
  private final PairBatches train;
  private final PairBatches validation; // null to keep the last weights

  /** Makes the untrained network, so that what is wrong with its settings is known at once. */
  TranslationTraining(
      CommonOptions common, TranslationSettings settings, TranslationCorpus corpus) {
    this.common = common;
    this.settings = settings;
    this.corpus = corpus;
    data = new TranslationData(settings, corpus);
    common.say(data.describe());
    translator = Translator.create(settings.model(), data.source(), data.target());
    train =
        new PairBatches(
            data.train(translator),
            data.target().vocabulary(),
            PairBuckets.forTraining(settings.batch(), settings.model().seed()));
    validation =
        settings.division().validation() == 0
            ? null
            : new PairBatches(
                data.validation(translator),
                data.target().vocabulary(),
                PairBuckets.forEvaluation(settings.batch()));
    common.say(
        String.format(
            Locale.ROOT,
            "%s with %,d parameters",
            settings.model().architecture(),
            translator.card().parameters()));
  }

  /**
   * @return the result; empty if the training was interrupted
   */
  Optional<TranslationResult> run(TrainingRun run) {
    Trainer trainer = translator.trainer().epochs(settings.epochs()).patience(settings.patience());
    if (validation != null) {
      trainer.validation(validation);
    }
    long iterations = (long) settings.epochs() * train.batchesPerEpoch();
    settings.pace().set(trainer, settings.model().learningRate(), iterations);
    TrainingResult result = run.fit(trainer, batches());
    if (result.outcome() == TrainingResult.Outcome.INTERRUPTED) {
      return Optional.empty();
    }
    TranslationReport report;
    try (CountDisplay progress = new CountDisplay(common, "test sentences", data.test().size())) {
      report =
          TranslationReport.of(
              translator,
              data.test(),
              translator.search().withBeamWidth(settings.beam()),
              progress);
    }
    translator.save(
        run.model(),
        new Provenance(corpus.description(), corpus.digest(), settings.model().seed(), Map.of())
            .withMetric("test BLEU", report.bleu())
            .withMetric("test BLEU, one reference", report.bleuOneReference())
            .withMetric("test BLEU, longest fifth", report.bleuLongestFifth())
            .withMetric("test chrF2", report.chrf()));
    TranslationResult summary = summary(run, result, report);
    run.writeMetrics(summary);
    run.draw(settings.model().architecture().toString(), result.history());
    return Optional.of(summary);
  }

  private ResumableBatches batches() {
    return settings.teacherForcing() == 1
        ? train
        : new ScheduledSampling(train, translator, settings.teacherForcing(), settings.epochs());
  }

  private TranslationResult summary(
      TrainingRun run, TrainingResult result, TranslationReport report) {
    return new TranslationResult(
        TrainTranslation.TASK,
        settings.recipe(),
        settings.model().architecture().toString(),
        result.outcome().name().toLowerCase(Locale.ROOT),
        result.best() == null ? null : result.best().loss(),
        settings.beam(),
        report,
        result.iterations(),
        result.elapsed().toMillis() / 1000.0,
        translator.card().parameters(),
        run.model().toString(),
        run.path().toString());
  }
}
