package dev.seq4j.apps;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.seq4j.apps.captioning.CaptionData;
import dev.seq4j.apps.captioning.FilmData;
import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.apps.console.CountDisplay;
import dev.seq4j.apps.console.ExitCode;
import dev.seq4j.apps.console.Limits;
import dev.seq4j.apps.console.Portions;
import dev.seq4j.apps.data.ColumnOptions;
import dev.seq4j.apps.data.DataOptions;
import dev.seq4j.apps.device.Devices;
import dev.seq4j.apps.translation.TranslationTest;
import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.LabelledText;
import dev.seq4j.datasets.batch.CaptionedPicture;
import dev.seq4j.datasets.imdb.ImdbReviews;
import dev.seq4j.datasets.imdb.Reviews;
import dev.seq4j.datasets.novel.Novel;
import dev.seq4j.datasets.novel.TextPreparation;
import dev.seq4j.datasets.source.Catalogue;
import dev.seq4j.datasets.source.CorpusLocation;
import dev.seq4j.models.bundle.ModelFile;
import dev.seq4j.models.captioning.CaptionReport;
import dev.seq4j.models.captioning.Captioner;
import dev.seq4j.models.captioning.FilmDescriber;
import dev.seq4j.models.captioning.FilmReport;
import dev.seq4j.models.classifier.ClassificationReport;
import dev.seq4j.models.classifier.Prediction;
import dev.seq4j.models.classifier.TextClassifier;
import dev.seq4j.models.decoding.BeamSearch;
import dev.seq4j.models.labelling.LabellingReport;
import dev.seq4j.models.labelling.MarkedText;
import dev.seq4j.models.labelling.MarkedWord;
import dev.seq4j.models.labelling.Punctuator;
import dev.seq4j.models.language.LanguageModel;
import dev.seq4j.models.language.TextMetrics;
import dev.seq4j.models.translation.Translator;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures a trained model on data. */
@Command(
    name = "evaluate",
    description =
        "Measure a model: a classifier on the test reviews (all, if they come in one part), a"
            + " language model or a punctuator on a text, a translator on the test sentences (all,"
            + " if it was not trained on these data), a captioner on drawn pictures, a describer of"
            + " films on drawn films.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  seq4j evaluate --model runs/sentiment/model.zip --data aclImdb_v1.tar.gz",
      "  seq4j evaluate --model runs/text/model.zip --data book.txt",
      "  seq4j evaluate --model runs/translation/model.zip --beam 1 --plot lengths.png"
    })
final class Evaluate implements Callable<Integer> {

  /** Texts that are classified before progress is shown. */
  private static final int AT_ONCE = 512;

  @Mixin private CommonOptions common;
  @Mixin private DataOptions data;
  @Mixin private ColumnOptions columns;

  @Option(
      names = {"-m", "--model"},
      paramLabel = "FILE",
      required = true,
      description = "A model that train wrote.")
  private Path model;

  @Mixin private TranslationTest translation;

  /** What is printed of a classifier with {@code --json}. */
  private record Classified(
      String model, String data, @JsonUnwrapped ClassificationReport report) {}

  /** What is printed of a captioner with {@code --json}, for each kind of pictures. */
  private record Captioned(String model, String data, @JsonUnwrapped CaptionReport report) {}

  /** What is printed of a describer of films with {@code --json}, for each kind of frames. */
  private record Described(String model, String data, @JsonUnwrapped FilmReport report) {}

  /** What is printed of a punctuator with {@code --json}. */
  private record Labelled(String model, String data, @JsonUnwrapped LabellingReport report) {}

  /** What is printed of a language model with {@code --json}. */
  private record Foreseen(
      String model,
      String data,
      double loss,
      double bits,
      double perplexity,
      double lossPerCharacter,
      double bitsPerCharacter,
      double unknownRate,
      long tokens) {}

  @Override
  public Integer call() {
    String task = ModelFile.readCard(model).task();
    Devices.find();
    common.apply();
    switch (task) {
      case TextClassifier.TASK -> classifier();
      case LanguageModel.TASK -> languageModel();
      case Translator.TASK -> translation.run(common, data, model);
      case Captioner.TASK -> captioner();
      case FilmDescriber.TASK -> films();
      case Punctuator.TASK -> punctuator();
      default -> throw new InvalidInputException(model + ": is a model for " + task);
    }
    return ExitCode.OK;
  }

  private void classifier() {
    TextClassifier classifier = TextClassifier.load(model);
    CorpusLocation location = data.home(common).locate(Catalogue.REVIEWS);
    common.say(location.describe());
    Reviews reviews = ImdbReviews.of(location).withFormat(columns.format()).read();
    List<LabelledText> texts = reviews.test().isEmpty() ? reviews.train() : reviews.test();
    List<String> truths = texts.stream().map(LabelledText::label).toList();
    for (String truth : truths) {
      if (!classifier.labels().contains(truth)) { // before the work
        throw new InvalidInputException(
            "label = %s: the model knows only %s"
                .formatted(truth, String.join(", ", classifier.labels())));
      }
    }
    ClassificationReport report =
        ClassificationReport.of(classifier.labels(), classify(classifier, texts), truths);
    String line =
        String.format(
            Locale.ROOT,
            "accuracy %.2f %% on %,d texts (loss %.4f, macro F1 %.4f, calibration error %.4f); true"
                + " class -> predicted: %s",
            100 * report.accuracy(),
            report.texts(),
            report.loss(),
            report.macroF1(),
            report.calibrationError(),
            report.confusion());
    common.result(line, new Classified(model.toString(), location.describe(), report));
  }

  private List<Prediction> classify(TextClassifier classifier, List<LabelledText> texts) {
    List<String> bare = texts.stream().map(LabelledText::text).toList();
    try (CountDisplay progress = new CountDisplay(common, "texts", texts.size())) {
      return Portions.map(bare, AT_ONCE, classifier::classify, progress);
    }
  }

  private void punctuator() {
    Punctuator punctuator = Punctuator.load(model);
    CorpusLocation location = data.home(common).locate(Catalogue.NOVEL);
    common.say(location.describe());
    List<MarkedWord> words = MarkedText.parse(Novel.read(location, TextPreparation.DEFAULT).text());
    LabellingReport report;
    try (CountDisplay progress = new CountDisplay(common, "words", words.size())) {
      report = punctuator.evaluate(words, progress);
    }
    String line =
        String.format(
            Locale.ROOT,
            "F1 %.3f (capitals %.3f, marks %.3f), macro F1 %.3f, %.2f %% of %,d words wholly right",
            report.microF1(),
            report.capitalF1(),
            report.markF1(),
            report.macroF1(),
            100 * report.accuracy(),
            report.words());
    common.result(line, new Labelled(model.toString(), location.describe(), report));
  }

  private void captioner() {
    Limits.atLeast("beam", translation.beam(), 1);
    Captioner captioner = Captioner.load(model);
    CaptionData drawn = new CaptionData(captioner.card().provenance().seed());
    common.say(drawn.describe());
    BeamSearch search = captioner.search().withBeamWidth(translation.beam());
    Map<String, List<CaptionedPicture>> tests = new LinkedHashMap<>();
    tests.put("unseen combinations", drawn.unseen(CaptionData.TEST_PICTURES));
    tests.put("seen combinations", drawn.seen(CaptionData.TEST_PICTURES));
    tests.forEach(
        (name, pictures) -> {
          CaptionReport report;
          try (CountDisplay progress = new CountDisplay(common, "pictures", pictures.size())) {
            report = CaptionData.report(captioner, pictures, search, progress);
          }
          common.result(name + ": " + report.line(), new Captioned(model.toString(), name, report));
        });
  }

  private void films() {
    FilmDescriber describer = FilmDescriber.load(model);
    FilmData drawn = new FilmData(describer.card().provenance().seed(), FilmData.FRAMES);
    common.say(drawn.describe());
    FilmData.Reports reports;
    try (CountDisplay progress = new CountDisplay(common, "films", 2L * FilmData.TEST_FILMS)) {
      reports = drawn.reports(describer, FilmData.TEST_FILMS, progress);
    }
    Map<String, FilmReport> named = new LinkedHashMap<>();
    named.put("frames whose description never came in training", reports.newDescriptions());
    named.put("all frames of films with such a frame", reports.unseen());
    named.put("all frames of other films", reports.seen());
    named.forEach(
        (name, report) ->
            common.result(
                name + ": " + report.line(), new Described(model.toString(), name, report)));
  }

  private void languageModel() {
    LanguageModel writer = LanguageModel.load(model);
    CorpusLocation location = data.home(common).locate(Catalogue.NOVEL);
    common.say(location.describe());
    String text = Novel.read(location, TextPreparation.DEFAULT).text();
    TextMetrics metrics;
    int tokens = writer.tokenizer().tokenize(text).size() - 1; // the first is not foreseen
    try (CountDisplay progress = new CountDisplay(common, "tokens", tokens)) {
      metrics = writer.evaluate(text, progress);
    }
    String line =
        String.format(
            Locale.ROOT,
            "loss %.4f nats a token (%.3f bits, perplexity %.2f) on %,d tokens, %.2f %% of them"
                + " unknown; %.4f nats a character (%.3f bits)",
            metrics.loss(),
            metrics.bits(),
            metrics.perplexity(),
            metrics.tokens(),
            100 * metrics.unknownRate(),
            metrics.lossPerCharacter(),
            metrics.bitsPerCharacter());
    common.result(
        line,
        new Foreseen(
            model.toString(),
            location.describe(),
            metrics.loss(),
            metrics.bits(),
            metrics.perplexity(),
            metrics.lossPerCharacter(),
            metrics.bitsPerCharacter(),
            metrics.unknownRate(),
            metrics.tokens()));
  }
}
