package dev.seq4j.apps.sentiment;

import dev.seq4j.apps.console.CommandWords;
import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.apps.console.Defaults;
import dev.seq4j.apps.data.ColumnOptions;
import dev.seq4j.apps.data.DataOptions;
import dev.seq4j.apps.device.Devices;
import dev.seq4j.apps.run.PaceOptions;
import dev.seq4j.apps.run.Recipes;
import dev.seq4j.apps.run.ResumeOption;
import dev.seq4j.apps.run.RunOptions;
import dev.seq4j.apps.run.TrainingRun;
import dev.seq4j.core.InvalidInputException;
import dev.seq4j.datasets.imdb.ReviewCorpora;
import dev.seq4j.datasets.source.Catalogue;
import dev.seq4j.datasets.source.CorpusLocation;
import dev.seq4j.datasets.source.DataHome;
import dev.seq4j.models.bag.BagOfWords;
import dev.seq4j.models.classifier.ClassifierArchitecture;
import dev.seq4j.models.classifier.ClassifierSettings;
import dev.seq4j.models.classifier.NetworkSettings;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
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
      "  seq4j train sentiment --recipe bow-nb --data aclImdb_v1.tar.gz",
      "  seq4j train sentiment --model gru --bidirectional --pooling max --vectors glove.txt",
      "  seq4j train sentiment --model rnn --units 128 --data aclImdb_v1.tar.gz",
      "  seq4j train sentiment --data mine.csv --text-column body --label-column topic",
      "  seq4j train sentiment --resume runs/sentiment-20260101-120000"
    })
public final class TrainSentiment implements Callable<Integer> {

  /** What {@code train} calls it. */
  public static final String TASK = "sentiment";

  /** Words that a network knows. */
  private static final int VOCABULARY = 20_000;

  @Mixin private CommonOptions common;
  @Mixin private DataOptions data;
  @Mixin private ColumnOptions columns;

  @Option(
      names = "--recipe",
      paramLabel = "NAME",
      preprocessor = Recipes.Unfolding.class,
      completionCandidates = RecipeNames.class,
      description = Recipes.DESCRIPTION)
  private String recipe;

  @Option(
      names = {"-m", "--model"},
      paramLabel = "NAME",
      defaultValue = "lstm",
      converter = ClassifierNames.Classifier.class,
      completionCandidates = ClassifierNames.ClassifierCandidates.class,
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private ClassifierArchitecture model;

  @Option(
      names = "--vocabulary",
      paramLabel = "N",
      description =
          "Most frequent words that are known (default: "
              + VOCABULARY
              + ", all for bags of words).")
  private Integer vocabulary;

  @Option(
      names = "--min-count",
      paramLabel = "N",
      defaultValue = "2",
      description = "How often a word must occur to be known (default: ${DEFAULT-VALUE}).")
  private int minCount;

  @Option(names = "--keep-case", description = "Tell Good from good.")
  private boolean keepCase;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Reviews to train on at most, and a quarter of them to validate and to test, 0: all"
              + " (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--validation",
      paramLabel = "SHARE",
      defaultValue = "0.2",
      description =
          "Share of the training reviews to choose the best weights by, 0: keep the last (default:"
              + " ${DEFAULT-VALUE}).")
  private double validation;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "123", description = Defaults.SEED)
  private long seed;

  @Mixin private NetworkOptions network;
  @Mixin private BagOptions bag;
  @Mixin private RunOptions options;
  @Mixin private ResumeOption resume;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    return resume.run(common, TASK, options, SentimentSettings.class, this::settings, this::train);
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
    return run.end(training.run(run), SentimentResult::line);
  }

  /** Reads and tokenizes the reviews, and says where they come from. */
  public static ReviewCorpora reviews(
      CommonOptions common, CorpusLocation location, Path cache, SentimentSettings settings) {
    common.say(location.describe());
    return ReviewCorpora.read(location, settings.columns(), ReviewData.tokenizer(settings), cache);
  }

  /** Reads the settings that a command line of this command would have. */
  static SentimentSettings settings(List<String> words) {
    return CommandWords.read(new TrainSentiment(), words).settings();
  }

  private SentimentSettings settings() {
    refuseUnless(model.isNetwork(), NetworkOptions.class, PaceOptions.class);
    refuseUnless(model.readsBags(), BagOptions.class);
    ClassifierSettings settings = ClassifierSettings.of(model).match(bag::over, this::overNetwork);
    int mostWords = model.readsOrder() ? VOCABULARY : BagOfWords.MOST_WORDS;
    return new SentimentSettings(
        recipe,
        settings,
        network.training(),
        vocabulary == null ? mostWords : vocabulary,
        minCount,
        keepCase,
        limit,
        validation,
        seed,
        columns.format(),
        data.absolute(),
        data.offline());
  }

  private NetworkSettings overNetwork(NetworkSettings defaults) {
    if (!model.readsOrder()) {
      network.refuseOrder(model.toString());
    }
    NetworkSettings settings = network.over(defaults).withSeed(seed);
    if (!model.readsBags()) {
      return settings;
    }
    bag.refuseLinear(model.toString());
    return settings.withBag(bag.over(settings.bag()));
  }

  /** An option that has no meaning for the model must not seem to have had one. */
  private void refuseUnless(boolean allowed, Class<?>... mixins) {
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      Class<?> declaring = ((Field) option.userObject()).getDeclaringClass();
      if (!allowed && List.of(mixins).contains(declaring)) {
        throw new InvalidInputException(
            "%s: has no meaning for model %s".formatted(option.longestName(), model));
      }
    }
  }

  /** The names of the recipes of this command. */
  static final class RecipeNames extends Recipes.Names {
    RecipeNames() {
      super(TASK);
    }
  }
}
