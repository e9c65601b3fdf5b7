package dev.seq4j.apps;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.CharTokenizer;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.train.Metrics;
import dev.seq4j.core.train.ResumableIterator;
import dev.seq4j.core.train.Trainer;
import dev.seq4j.core.train.TrainingObserver;
import dev.seq4j.core.train.TrainingProgress;
import dev.seq4j.core.train.TrainingResult;
import dev.seq4j.datasets.batch.ContiguousStreams;
import dev.seq4j.datasets.batch.RandomPortions;
import dev.seq4j.datasets.novel.Novel;
import dev.seq4j.models.bundle.Provenance;
import dev.seq4j.models.language.GenerationSettings;
import dev.seq4j.models.language.LanguageModel;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Trains a model that writes: what {@code train text} and the tour do. */
final class TextTraining {

  /** What the samples begin with, as in the lecture. */
  static final String PROMPT = "Th";

  private final CommonOptions common;
  private final TextSettings settings;
  private final Novel novel;
  private final String heldOut;
  private final LanguageModel model;
  private final int[] trainIds;
  private final int[] heldOutIds;
  private final ResumableIterator train;

  TextTraining(CommonOptions common, TextSettings settings, Novel novel) {
    this.common = common;
    this.settings = settings;
    this.novel = novel;
    CharTokenizer tokenizer = new CharTokenizer();
    List<String> characters = tokenizer.tokenize(novel.text());
    int end = (int) Math.round(characters.size() * (1 - settings.heldOut()));
    if (end <= settings.time() || characters.size() - end < 2) {
      throw new InvalidInputException(
          "%s: has %,d characters; a portion of %d and a held-out share of %s need more"
              .formatted(novel.title(), characters.size(), settings.time(), settings.heldOut()));
    }
    heldOut = tokenizer.join(characters.subList(end, characters.size()));
    Vocabulary vocabulary = Vocabulary.builder().addAll(characters).build();
    trainIds = vocabulary.encode(characters.subList(0, end));
    heldOutIds = vocabulary.encode(characters.subList(end, characters.size()));
    model = LanguageModel.create(settings.model(), tokenizer, vocabulary);
    train = training();
    common.say(
        String.format(
            Locale.ROOT,
            "%,d characters to train on, %,d held out; %d different; %s with %,d parameters",
            trainIds.length,
            heldOutIds.length,
            vocabulary.size() - 2,
            settings.model().architecture(),
            model.graph().numParams()));
  }

  /**
   * @return the result; empty if the training was interrupted
   */
  Optional<TextResult> run(TrainingRun run) {
    int epochs = (settings.iterations() - 1) / train.batchesPerEpoch() + 1;
    Trainer trainer =
        model
            .trainer()
            .epochs(epochs)
            .maxIterations(settings.iterations())
            .validation(validation())
            .validateEvery(settings.validateEvery())
            .clipNorm(settings.clip());
    if (settings.minutes() > 0) {
      trainer.timeLimit(RunOptions.minutes(settings.minutes()));
    }
    if (settings.sampleEvery() > 0) {
      trainer.observer(new Samples());
    }
    TrainingResult result = run.fit(trainer, train);
    if (result.outcome() == TrainingResult.Outcome.INTERRUPTED) {
      return Optional.empty();
    }
    Metrics metrics = model.evaluate(heldOut);
    Provenance provenance =
        new Provenance(novel.title(), novel.digest(), settings.model().seed(), Map.of())
            .withMetric("held-out loss", metrics.loss())
            .withMetric("held-out perplexity", metrics.perplexity());
    model.save(run.model(), provenance);
    TextResult summary = summary(run, result, metrics);
    run.writeMetrics(summary);
    run.draw(settings.model().architecture() + " on " + novel.title(), result.history());
    return Optional.of(summary);
  }

  private ResumableIterator training() {
    int vocabularySize = model.vocabulary().size();
    return switch (settings.feed()) {
      case PORTIONS ->
          new RandomPortions(
              trainIds,
              vocabularySize,
              settings.batch(),
              settings.time(),
              Math.min(settings.validateEvery(), settings.iterations()),
              settings.model().seed());
      case STREAMS ->
          new ContiguousStreams(trainIds, vocabularySize, settings.batch(), settings.time());
    };
  }

  private ContiguousStreams validation() {
    // As many streams as a training batch has rows, unless the text is too short for that.
    int streams = Math.max(1, Math.min(settings.batch(), heldOutIds.length / settings.time()));
    return new ContiguousStreams(heldOutIds, model.vocabulary().size(), streams, settings.time());
  }

  private TextResult summary(TrainingRun run, TrainingResult result, Metrics metrics) {
    return new TextResult(
        "text",
        settings.recipe(),
        settings.model().architecture().toString(),
        result.outcome().name().toLowerCase(Locale.ROOT),
        metrics.loss(),
        metrics.bits(),
        metrics.perplexity(),
        metrics.labels(),
        result.iterations(),
        result.elapsed().toMillis() / 1000.0,
        model.graph().numParams(),
        run.model().toString(),
        run.path().toString());
  }

  /** Prints what the model writes, before it learns and as it learns. */
  private final class Samples implements TrainingObserver {

    @Override
    public void started(TrainingProgress progress) {
      write(progress);
    }

    @Override
    public void iterated(TrainingProgress progress) {
      if (progress.iteration() % settings.sampleEvery() == 0) {
        write(progress);
      }
    }

    private void write(TrainingProgress progress) {
      String text =
          model.generate(PROMPT, GenerationSettings.DEFAULT.withSeed(settings.model().seed()));
      common.say(
          String.format(
              Locale.ROOT,
              "%n--- after %,d batches, loss %s%n%s%s%n---",
              progress.iteration(),
              Double.isNaN(progress.loss())
                  ? "not known yet"
                  : String.format(Locale.ROOT, "%.2f", progress.loss()),
              PROMPT,
              text));
    }
  }
}
