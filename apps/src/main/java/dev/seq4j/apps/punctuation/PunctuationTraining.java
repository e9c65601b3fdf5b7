package dev.seq4j.apps.punctuation;

import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.apps.plot.Bars;
import dev.seq4j.apps.run.TextSize;
import dev.seq4j.apps.run.TrainingRun;
import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.train.Trainer;
import dev.seq4j.core.train.TrainingResult;
import dev.seq4j.datasets.batch.LabelledPortions;
import dev.seq4j.datasets.batch.LabelledTokens;
import dev.seq4j.datasets.batch.LabelledWindows;
import dev.seq4j.datasets.novel.Novel;
import dev.seq4j.models.bundle.Provenance;
import dev.seq4j.models.labelling.LabelBaseline;
import dev.seq4j.models.labelling.LabellingReport;
import dev.seq4j.models.labelling.MarkedText;
import dev.seq4j.models.labelling.MarkedWord;
import dev.seq4j.models.labelling.Punctuator;
import dev.seq4j.models.labelling.Thresholds;
import dev.seq4j.models.labelling.WordLabel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Trains a punctuator on a novel: what {@code train punctuation} does. */
final class PunctuationTraining {

  /** Words that are shown before and after. */
  private static final int SHOWN = 60;

  private final CommonOptions common;
  private final PunctuationSettings settings;
  private final Novel novel;
  private final List<MarkedWord> train;
  private final List<MarkedWord> validation;
  private final List<MarkedWord> heldOut;
  private final Punctuator punctuator;

  PunctuationTraining(CommonOptions common, PunctuationSettings settings, Novel novel) {
    this.common = common;
    this.settings = settings;
    this.novel = novel;
    TextSize.requireRoom(novel.title(), novel.text().length(), Runtime.getRuntime().maxMemory());
    List<MarkedWord> words = MarkedText.parse(novel.text());
    int held = cut(words, settings.heldOut());
    int validated = cut(words, settings.heldOut() + settings.validation());
    train = words.subList(0, validated);
    validation = words.subList(validated, held);
    heldOut = words.subList(held, words.size());
    requireEnough();
    Vocabulary vocabulary =
        Punctuator.vocabulary(bare(train), settings.vocabulary(), settings.minCount());
    punctuator = Punctuator.create(settings.model(), vocabulary);
    common.say(
        String.format(
            Locale.ROOT,
            "%,d words to train on, %,d to validate, %,d held out; %,d words and endings known;"
                + " bidirectional %s with %,d parameters",
            train.size(),
            validation.size(),
            heldOut.size(),
            vocabulary.size() - vocabulary.specials().size(),
            settings.model().cell(),
            punctuator.graph().numParams()));
  }

  /** Where a share at the end begins. */
  private static int cut(List<MarkedWord> words, double share) {
    return (int) Math.round(words.size() * (1 - share));
  }

  private void requireEnough() {
    if (train.isEmpty() || heldOut.isEmpty() || settings.validation() > 0 && validation.isEmpty()) {
      throw new InvalidInputException(
          "%s: has %,d words to train on, %,d to validate, %,d held out; each must have one"
              .formatted(novel.title(), train.size(), validation.size(), heldOut.size()));
    }
  }

  private static List<String> bare(List<MarkedWord> words) {
    return words.stream().map(MarkedWord::word).toList();
  }

  /**
   * @return the result; empty if the training was interrupted
   */
  Optional<PunctuationResult> run(TrainingRun run) {
    int batchesPerEpoch = Math.min(settings.validateEvery(), settings.iterations());
    Trainer trainer =
        punctuator
            .trainer()
            .epochs((settings.iterations() - 1) / batchesPerEpoch + 1)
            .maxIterations(settings.iterations());
    settings.pace().set(trainer, settings.model().learningRate(), settings.iterations());
    int window = settings.model().window();
    if (settings.validation() > 0) {
      trainer.validation(new LabelledWindows(tokens(validation), settings.batch(), window));
    }
    LabelledPortions portions =
        new LabelledPortions(
            tokens(train),
            MarkedText.sentences(train),
            settings.batch(),
            window,
            batchesPerEpoch,
            settings.model().seed());
    TrainingResult result = run.fit(trainer, portions);
    if (result.outcome() == TrainingResult.Outcome.INTERRUPTED) {
      return Optional.empty();
    }
    if (settings.threshold() != null) {
      punctuator.set(Thresholds.all(settings.threshold()));
    } else if (!validation.isEmpty()) {
      punctuator.choose(validation);
    }
    PunctuationResult summary = summary(run, result);
    LabellingReport report = summary.heldOut();
    Provenance provenance =
        new Provenance(novel.title(), novel.digest(), settings.model().seed(), Map.of())
            .withMetric("held-out micro F1", report.microF1())
            .withMetric("held-out macro F1", report.macroF1())
            .withMetric(
                "held-out micro F1, most frequent label of the word", summary.byWord().microF1());
    punctuator.save(run.model(), provenance);
    run.writeMetrics(summary);
    run.draw("bidirectional " + settings.model().cell() + " on " + novel.title(), result.history());
    draw(run, summary);
    show();
    return Optional.of(summary);
  }

  private LabelledTokens tokens(List<MarkedWord> words) {
    return new LabelledTokens(
        punctuator.encode(bare(words)),
        words.stream().mapToInt(word -> word.label().number()).toArray(),
        WordLabel.names(),
        punctuator.vocabulary().size());
  }

  private PunctuationResult summary(TrainingRun run, TrainingResult result) {
    List<String> words = bare(heldOut);
    return new PunctuationResult(
        TrainPunctuation.TASK,
        result.outcome().name().toLowerCase(Locale.ROOT),
        result.best() == null ? null : result.best().loss(),
        report(punctuator.label(words)),
        punctuator.thresholds(),
        report(LabelBaseline.byWord(train).label(words)),
        report(LabelBaseline.majority(train).label(words)),
        punctuator.vocabulary().size(),
        1
            - (double) words.stream().filter(punctuator.vocabulary()::contains).count()
                / words.size(),
        result.iterations(),
        result.elapsed().toMillis() / 1000.0,
        punctuator.graph().numParams(),
        run.model().toString(),
        run.path().toString());
  }

  private LabellingReport report(List<WordLabel> told) {
    return LabellingReport.of(heldOut.stream().map(MarkedWord::label).toList(), told);
  }

  private void draw(TrainingRun run, PunctuationResult summary) {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    values.put("most frequent label of the word", f1(summary.byWord()));
    values.put("bidirectional " + settings.model().cell(), f1(summary.heldOut()));
    List<String> names =
        summary.heldOut().classes().stream().map(LabellingReport.OfClass::name).toList();
    run.draw(
        "f1.png",
        file -> Bars.write(file, "F1 of held-out words, " + novel.title(), names, values));
  }

  private static List<Double> f1(LabellingReport report) {
    return report.classes().stream().map(LabellingReport.OfClass::f1).toList();
  }

  private void show() {
    int[] sentences = MarkedText.sentences(heldOut);
    int from = sentences.length > 1 ? sentences[1] : 0; // the first may have begun before
    List<MarkedWord> shown = heldOut.subList(from, Math.min(from + SHOWN, heldOut.size()));
    common.say("\n--- of the held-out text\n" + MarkedText.join(shown));
    common.say("--- restored\n" + punctuator.restore(String.join(" ", bare(shown))) + "\n---");
  }
}
