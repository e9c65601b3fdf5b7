package dev.seq4j.apps;

import dev.seq4j.apps.device.Devices;
import dev.seq4j.datasets.imdb.ReviewCorpora;
import dev.seq4j.datasets.source.Catalogue;
import dev.seq4j.datasets.source.CorpusLocation;
import dev.seq4j.datasets.source.DataHome;
import dev.seq4j.models.classifier.ClassifierArchitecture;
import dev.seq4j.models.classifier.ClassifierSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a classifier of movie reviews, or of any labelled texts. */
@Command(
    name = "sentiment",
    description = "Train a classifier of movie reviews, or of any labelled texts in a CSV file.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  seq4j train sentiment --epochs 3",
      "  seq4j train sentiment --model rnn --units 128 --data aclImdb_v1.tar.gz",
      "  seq4j train sentiment --data mine.csv --text-column body --label-column topic",
      "  seq4j train sentiment --resume runs/sentiment-20260101-120000"
    })
final class TrainSentiment implements Callable<Integer> {

  static final String TASK = "sentiment";

  @Mixin private CommonOptions common;
  @Mixin private DataOptions data;
  @Mixin private ColumnOptions columns;
  @Mixin private RunOptions options;
  @Mixin private ResumeOption resume;

  @Option(
      names = {"-m", "--model"},
      paramLabel = "NAME",
      defaultValue = "lstm",
      converter = ModelNames.Classifier.class,
      completionCandidates = ModelNames.ClassifierCandidates.class,
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private ClassifierArchitecture model;

  @Option(names = "--epochs", paramLabel = "N", defaultValue = "3", description = Defaults.EPOCHS)
  private int epochs;

  @Option(names = "--batch", paramLabel = "N", defaultValue = "64", description = Defaults.BATCH)
  private int batch;

  @Option(
      names = "--embedding",
      paramLabel = "N",
      description = "Size of a word's vector (default: the model's).")
  private Integer embedding;

  @Option(
      names = "--units",
      paramLabel = "N",
      description = "Units of a recurrent layer (default: the model's).")
  private Integer units;

  @Option(names = "--layers", paramLabel = "N", description = "Recurrent layers (default: 1).")
  private Integer layers;

  @Option(
      names = "--dropout",
      paramLabel = "P",
      description = "Probability of dropping an input (default: the model's).")
  private Double dropout;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description = "Of Adam (default: the model's).")
  private Double learningRate;

  @Option(
      names = "--max-length",
      paramLabel = "N",
      description = "Words of a review that are read (default: the model's).")
  private Integer maxLength;

  @Option(
      names = "--vocabulary",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Most frequent words that are known (default: ${DEFAULT-VALUE}).")
  private int vocabulary;

  @Option(
      names = "--min-count",
      paramLabel = "N",
      defaultValue = "2",
      description = "How often a word must occur to be known (default: ${DEFAULT-VALUE}).")
  private int minCount;

  @Option(names = "--keep-case", description = "Tell Good from good.")
  private boolean keepCase;

  @Option(names = "--clip", paramLabel = "NORM", defaultValue = "1", description = Defaults.CLIP)
  private double clip;

  @Option(names = "--minutes", paramLabel = "M", defaultValue = "0", description = Defaults.MINUTES)
  private double minutes;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Reviews to train on at most, and a quarter of them to validate and to test, 0: all"
              + " (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--patience",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Epochs without a better validation after which to stop, 0: never (default:"
              + " ${DEFAULT-VALUE}).")
  private int patience;

  @Option(
      names = "--validation",
      paramLabel = "SHARE",
      defaultValue = "0.2",
      description = "Share of the training reviews that validate (default: ${DEFAULT-VALUE}).")
  private double validation;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "123", description = Defaults.SEED)
  private long seed;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Duration checkpointEvery = options.checkpointEvery();
    Optional<Path> before = resume.folder();
    if (before.isPresent()) {
      try (TrainingRun run = TrainingRun.open(common, TASK, before.get(), checkpointEvery)) {
        return train(run, run.settings(SentimentSettings.class));
      }
    }
    SentimentSettings settings = settings();
    try (TrainingRun run = TrainingRun.create(common, TASK, options.out(TASK), checkpointEvery)) {
      return train(run, settings);
    }
  }

  private int train(TrainingRun run, SentimentSettings settings) {
    String device = Devices.find().line();
    common.apply();
    common.say(device);
    DataHome home = data.over(common, settings.data(), settings.offline());
    ReviewCorpora reviews = reviews(common, home.locate(Catalogue.REVIEWS), home.cache(), settings);
    SentimentTraining training = new SentimentTraining(common, settings, reviews);
    run.describe(
        spec.commandLine().getParseResult().originalArgs(),
        reviews.description(),
        reviews.digest(),
        device,
        settings);
    Optional<SentimentResult> result = training.run(run);
    result.ifPresent(summary -> common.result(summary.line(), summary));
    return result.isPresent() ? ExitCode.OK : ExitCode.INTERRUPTED;
  }

  /** Reads and tokenizes the reviews, and says where they come from. */
  static ReviewCorpora reviews(
      CommonOptions common, CorpusLocation location, Path cache, SentimentSettings settings) {
    common.say(location.describe());
    return ReviewCorpora.read(
        location, settings.columns(), SentimentTraining.tokenizer(settings), cache);
  }

  private SentimentSettings settings() {
    ClassifierSettings network = ClassifierSettings.of(model).withSeed(seed);
    network = embedding == null ? network : network.withEmbedding(embedding);
    network = units == null ? network : network.withUnits(units);
    network = layers == null ? network : network.withLayers(layers);
    network = dropout == null ? network : network.withDropout(dropout);
    network = learningRate == null ? network : network.withLearningRate(learningRate);
    network = maxLength == null ? network : network.withMaxLength(maxLength);
    return new SentimentSettings(
        network,
        vocabulary,
        minCount,
        keepCase,
        batch,
        epochs,
        patience,
        clip,
        minutes,
        limit,
        validation,
        columns.format(),
        data.absolute(),
        data.offline);
  }
}
