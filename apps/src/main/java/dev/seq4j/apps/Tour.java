package dev.seq4j.apps;

import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.apps.console.Defaults;
import dev.seq4j.apps.console.ExitCode;
import dev.seq4j.apps.data.DataOptions;
import dev.seq4j.apps.device.Devices;
import dev.seq4j.apps.run.RunOptions;
import dev.seq4j.apps.run.Schedule;
import dev.seq4j.apps.run.TrainingRun;
import dev.seq4j.apps.sentiment.NetworkTraining;
import dev.seq4j.apps.sentiment.SentimentResult;
import dev.seq4j.apps.sentiment.SentimentSettings;
import dev.seq4j.apps.sentiment.SentimentTraining;
import dev.seq4j.apps.sentiment.TrainSentiment;
import dev.seq4j.apps.text.Feed;
import dev.seq4j.apps.text.TextResult;
import dev.seq4j.apps.text.TextSettings;
import dev.seq4j.apps.text.TextTraining;
import dev.seq4j.apps.text.TokenSettings;
import dev.seq4j.apps.text.TrainText;
import dev.seq4j.datasets.imdb.ReviewCorpora;
import dev.seq4j.datasets.imdb.TableFormat;
import dev.seq4j.datasets.novel.Novel;
import dev.seq4j.datasets.novel.TextPreparation;
import dev.seq4j.datasets.source.Catalogue;
import dev.seq4j.datasets.source.CorpusLocation;
import dev.seq4j.models.classifier.ClassifierArchitecture;
import dev.seq4j.models.classifier.NetworkSettings;
import dev.seq4j.models.classifier.Prediction;
import dev.seq4j.models.language.LanguageArchitecture;
import dev.seq4j.models.language.LanguageSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows in two minutes what is here: a network learns to write, another to read reviews. */
@Command(
    name = "tour",
    description = "Two minutes: a network learns to write like a book, another to read reviews.",
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  seq4j tour", "  seq4j tour --offline --out runs/my-tour"})
final class Tour implements Callable<Integer> {

  static final List<String> REVIEWS =
      List.of(
          "I really love this movie. This movie is so great!",
          "I really hate this movie. It is really bad and sucks!");

  /** Keeps the tour short on a slow machine. */
  private static final double MINUTES = 0.7;

  /** Keeps the tour short on a large data set. */
  private static final int LIMIT = 1000;

  @Mixin private CommonOptions common;
  @Mixin private DataOptions data;
  @Mixin private RunOptions options;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "123", description = Defaults.SEED)
  private long seed;

  @Option(
      names = "--text-batches",
      paramLabel = "N",
      defaultValue = "600",
      description = "Batches the writer learns from (default: ${DEFAULT-VALUE}).")
  private int textBatches;

  @Option(
      names = "--review-epochs",
      paramLabel = "N",
      defaultValue = "8",
      description = "Epochs of the reader (default: ${DEFAULT-VALUE}).")
  private int reviewEpochs;

  @Spec private CommandSpec spec;

  /** What is printed with {@code --json}. */
  private record Result(TextResult text, SentimentResult sentiment, List<Prediction> predictions) {}

  @Override
  public Integer call() {
    // All that can be wrong is found before the first training begins.
    TextSettings text = textSettings();
    SentimentSettings sentiment = sentimentSettings();
    Duration checkpointEvery = options.checkpointEvery();
    Path folder = options.out("tour");
    try (TrainingRun writing =
            TrainingRun.create(
                common, TrainText.TASK, folder.resolve(TrainText.TASK), checkpointEvery);
        TrainingRun reading =
            TrainingRun.create(
                common,
                TrainSentiment.TASK,
                folder.resolve(TrainSentiment.TASK),
                checkpointEvery)) {
      String device = Devices.find().line();
      common.apply();
      common.say(device);
      CorpusLocation novel = data.home(common).locate(Catalogue.NOVEL);
      CorpusLocation reviews = data.home(common).locate(Catalogue.REVIEWS);
      Optional<TextResult> written = write(writing, text, novel, device);
      return written.isPresent()
          ? read(reading, sentiment, reviews, device, written.get())
          : ExitCode.INTERRUPTED;
    }
  }

  private TextSettings textSettings() {
    return new TextSettings(
        null,
        LanguageSettings.of(LanguageArchitecture.LSTM).withSeed(seed),
        TokenSettings.CHARACTERS,
        Feed.PORTIONS,
        32,
        64,
        textBatches,
        Schedule.CONSTANT,
        Math.max(1, textBatches / 4),
        Math.max(1, textBatches / 3),
        1,
        MINUTES,
        0.03,
        0.1,
        data.absolute(),
        data.offline());
  }

  private SentimentSettings sentimentSettings() {
    return new SentimentSettings(
        null,
        NetworkSettings.of(ClassifierArchitecture.GRU)
            .withSeed(seed)
            .withDropout(0.5)
            .withEmbeddingDropout(0.5)
            .withMaxLength(120),
        new NetworkTraining(16, reviewEpochs, 0, 1, MINUTES, Schedule.CONSTANT, 0, null),
        5000,
        2,
        false,
        LIMIT,
        0.2,
        seed,
        TableFormat.DEFAULT,
        data.absolute(),
        data.offline());
  }

  private Optional<TextResult> write(
      TrainingRun run, TextSettings settings, CorpusLocation location, String device) {
    common.say("\n1. A network learns to write, one character after another");
    common.say(location.describe());
    Novel novel = Novel.read(location, TextPreparation.DEFAULT);
    TextTraining writer = new TextTraining(common, settings, novel);
    run.describe(arguments(), location.describe(), novel.digest(), device, settings);
    Optional<TextResult> result = writer.run(run);
    result.ifPresent(summary -> common.say(summary.line()));
    return result;
  }

  private int read(
      TrainingRun run,
      SentimentSettings settings,
      CorpusLocation location,
      String device,
      TextResult text) {
    common.say("\n2. A network learns to tell good reviews from bad ones");
    ReviewCorpora reviews =
        TrainSentiment.reviews(common, location, data.home(common).cache(), settings);
    SentimentTraining reader = new SentimentTraining(common, settings, reviews);
    run.describe(arguments(), reviews.description(), reviews.digest(), device, settings);
    Optional<SentimentResult> result = reader.run(run);
    if (result.isEmpty()) {
      return ExitCode.INTERRUPTED;
    }
    List<Prediction> predictions = reader.classifier().classify(REVIEWS);
    common.say(result.get().line());
    for (int i = 0; i < REVIEWS.size(); i++) {
      Prediction prediction = predictions.get(i);
      common.say(
          String.format(
              Locale.ROOT,
              "  %-9s %.2f  %s",
              prediction.label(),
              prediction.confidence(),
              REVIEWS.get(i)));
    }
    common.result(whatNext(text, result.get()), new Result(text, result.get(), predictions));
    return ExitCode.OK;
  }

  private static String whatNext(TextResult text, SentimentResult sentiment) {
    return String.join(
        System.lineSeparator(),
        "",
        "The models and their learning curves (curves.png) are in " + text.run() + " and",
        sentiment.run() + ". What to type next, after seq4j or in -Dexec.args:",
        "  generate --model " + text.file() + " --prompt \"The old\" --length 500",
        "  classify --model " + sentiment.file() + " \"What a waste of time.\"",
        "  train sentiment --help");
  }

  private List<String> arguments() {
    return spec.commandLine().getParseResult().originalArgs();
  }
}
