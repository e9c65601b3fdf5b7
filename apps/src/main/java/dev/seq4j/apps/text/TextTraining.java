package dev.seq4j.apps.text;

import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.apps.console.CountDisplay;
import dev.seq4j.apps.run.TextSize;
import dev.seq4j.apps.run.TrainingRun;
import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.CharTokenizer;
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
import dev.seq4j.models.language.TextMetrics;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Trains a model that writes: what {@code train text} and the tour do. */
public final class TextTraining {

  /** What texts begin with unless it is said, as in the lecture. */
  static final String PROMPT = "Th";

  /** What they begin with where tokens are longer, and {@value #PROMPT} is none. */
  static final String WORD_PROMPT = "The";

  private final CommonOptions common;
  private final TextSettings settings;
  private final Novel novel;
  private final TextParts parts;
  private final LanguageModel model;
  private final int[] trainIds;
  private final int[] validationIds;
  private final int heldOutTokens;
  private final ResumableIterator train;

  /**
   * Cuts the text and makes the untrained model, and says what they are.
   *
   * @param common says so
   * @param settings of the training
   * @param novel to learn from
   */
  public TextTraining(CommonOptions common, TextSettings settings, Novel novel) {
    this.common = common;
    this.settings = settings;
    this.novel = novel;
    TextSize.requireRoom(novel.title(), novel.text().length(), Runtime.getRuntime().maxMemory());
    parts = TextParts.of(novel.text(), settings.validation(), settings.heldOut());
    TextTokens tokens = TextTokens.learn(settings.tokens(), parts);
    trainIds = tokens.encode(parts.train());
    validationIds = tokens.encode(parts.validation());
    heldOutTokens = tokens.encode(parts.heldOut()).length;
    requireEnough();
    model = LanguageModel.create(settings.model(), tokens.tokenizer(), tokens.vocabulary());
    train = training();
    common.say(
        String.format(
            Locale.ROOT,
            "%,d %ss to train on, %,d to validate, %,d held out; %,d different; %s with %,d"
                + " parameters",
            trainIds.length,
            settings.tokens().level(),
            validationIds.length,
            heldOutTokens,
            tokens.vocabulary().size() - tokens.vocabulary().specials().size(),
            settings.model().architecture(),
            model.graph().numParams()));
  }

  private void requireEnough() {
    boolean validates = settings.validation() > 0;
    if (trainIds.length <= settings.time()
        || validates && validationIds.length < 2
        || heldOutTokens < 2) {
      throw new InvalidInputException(
          ("%s: has %,d %ss to train on, %,d to validate, %,d held out; must have more than %,d"
                  + " (time), %d and 2")
              .formatted(
                  novel.title(),
                  trainIds.length,
                  settings.tokens().level(),
                  validationIds.length,
                  heldOutTokens,
                  settings.time(),
                  validates ? 2 : 0));
    }
  }

  /**
   * @return the result; empty if the training was interrupted
   */
  public Optional<TextResult> run(TrainingRun run) {
    int epochs = (settings.iterations() - 1) / train.batchesPerEpoch() + 1;
    Trainer trainer = model.trainer().epochs(epochs).maxIterations(settings.iterations());
    settings.pace().set(trainer, settings.model().learningRate(), settings.iterations());
    if (settings.validation() > 0) {
      trainer.validation(validation()).validateEvery(settings.validateEvery());
    }
    if (settings.sampleEvery() > 0) {
      trainer.observer(new Samples());
    }
    TrainingResult result = run.fit(trainer, train);
    if (result.outcome() == TrainingResult.Outcome.INTERRUPTED) {
      return Optional.empty();
    }
    TextMetrics metrics;
    try (CountDisplay progress = new CountDisplay(common, "held-out tokens", heldOutTokens)) {
      metrics = model.evaluate(parts.heldOut(), progress);
    }
    Provenance provenance =
        new Provenance(novel.title(), novel.digest(), settings.model().seed(), Map.of())
            .withMetric("held-out loss", metrics.loss())
            .withMetric("held-out loss a character", metrics.lossPerCharacter())
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
    int streams = Math.max(1, Math.min(settings.batch(), validationIds.length / settings.time()));
    return new ContiguousStreams(
        validationIds, model.vocabulary().size(), streams, settings.time());
  }

  private TextResult summary(TrainingRun run, TrainingResult result, TextMetrics metrics) {
    return new TextResult(
        "text",
        settings.recipe(),
        settings.model().architecture().toString(),
        settings.tokens().level(),
        result.outcome().name().toLowerCase(Locale.ROOT),
        result.best() == null ? null : result.best().loss(),
        metrics.loss(),
        metrics.bits(),
        metrics.perplexity(),
        metrics.lossPerCharacter(),
        metrics.bitsPerCharacter(),
        metrics.unknownRate(),
        metrics.tokens(),
        metrics.characters(),
        model.vocabulary().size(),
        result.iterations(),
        result.elapsed().toMillis() / 1000.0,
        model.graph().numParams(),
        run.model().toString(),
        run.path().toString());
  }

  /** What a text begins with unless it is said: something that is a token. */
  static String prompt(LanguageModel model) {
    return model.tokenizer() instanceof CharTokenizer ? PROMPT : WORD_PROMPT;
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
      String prompt = prompt(model);
      String text =
          model.generate(prompt, GenerationSettings.DEFAULT.withSeed(settings.model().seed()));
      common.say(
          String.format(
              Locale.ROOT,
              "%n--- after %,d batches, loss %s%n%s%s%n---",
              progress.iteration(),
              Double.isNaN(progress.loss())
                  ? "not known yet"
                  : String.format(Locale.ROOT, "%.2f", progress.loss()),
              prompt,
              text));
    }
  }
}
