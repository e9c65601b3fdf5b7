package dev.seq4j.apps.text;

import dev.seq4j.apps.console.CommandWords;
import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.apps.console.Defaults;
import dev.seq4j.apps.data.DataOptions;
import dev.seq4j.apps.device.Devices;
import dev.seq4j.apps.run.HeldOutOptions;
import dev.seq4j.apps.run.PaceOptions;
import dev.seq4j.apps.run.Recipes;
import dev.seq4j.apps.run.ResumeOption;
import dev.seq4j.apps.run.RunOptions;
import dev.seq4j.apps.run.Schedule;
import dev.seq4j.apps.run.TrainingRun;
import dev.seq4j.datasets.novel.Novel;
import dev.seq4j.datasets.novel.TextPreparation;
import dev.seq4j.datasets.source.Catalogue;
import dev.seq4j.datasets.source.CorpusLocation;
import dev.seq4j.models.language.LanguageSettings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a model that writes like a book. */
@Command(
    name = "text",
    description = "Train a model that writes like a book, by characters, words or subwords.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  seq4j train text",
      "  seq4j train text --data book.txt --units 256 --iterations 5000",
      "  seq4j train text --recipe notebook-batched --data book.txt",
      "  seq4j train text --feed streams --time 50",
      "  seq4j train text --resume runs/text-20260101-120000"
    })
public final class TrainText implements Callable<Integer> {

  /** What {@code train} calls it. */
  public static final String TASK = "text";

  /** Tokens of a portion. */
  private static final int TIME = 100;

  @Mixin private CommonOptions common;
  @Mixin private DataOptions data;
  @Mixin private RunOptions options;
  @Mixin private ResumeOption resume;

  @Option(
      names = "--recipe",
      paramLabel = "NAME",
      preprocessor = Recipes.Unfolding.class,
      completionCandidates = RecipeNames.class,
      description = Recipes.DESCRIPTION)
  private String recipe;

  @Mixin private LanguageOptions model;

  @Option(
      names = "--level",
      paramLabel = "NAME",
      defaultValue = "character",
      converter = Level.Converter.class,
      completionCandidates = Level.Candidates.class,
      description = "What a token is: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Level level;

  @Option(
      names = "--characters",
      paramLabel = "WHICH",
      converter = Alphabet.Converter.class,
      completionCandidates = Alphabet.Candidates.class,
      description =
          "Characters that are known: ${COMPLETION-CANDIDATES}, which are the notebook's 100"
              + " besides (default: occurring).")
  private Alphabet characters;

  @Option(
      names = "--vocabulary",
      paramLabel = "N",
      description =
          "Most frequent words that are known, or joins that make subwords (default: "
              + TokenSettings.WORDS
              + " words, "
              + TokenSettings.JOINS
              + " joins).")
  private Integer vocabulary;

  @Option(
      names = "--min-count",
      paramLabel = "N",
      description =
          "How often a word must occur to be known (default: " + TokenSettings.MIN_COUNT + ").")
  private Integer minCount;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Batches to learn from (default: ${DEFAULT-VALUE}).")
  private int iterations;

  @Option(
      names = "--feed",
      paramLabel = "ORDER",
      defaultValue = "portions",
      converter = Feed.Converter.class,
      completionCandidates = Feed.Candidates.class,
      description = {
        "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}): portions from random places,",
        "or parallel streams that are read on, the state carried from batch to batch."
      })
  private Feed feed;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "32",
      description = "Portions or streams of text a batch (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--time",
      paramLabel = "N",
      description =
          "Tokens of each a batch (default: "
              + TIME
              + ", a transformer's context if that is less).")
  private Integer time;

  @Mixin private PaceOptions pace = new PaceOptions(Schedule.CONSTANT);

  @Option(
      names = "--sample-every",
      paramLabel = "N",
      defaultValue = "500",
      description = "Batches between samples, 0: no samples (default: ${DEFAULT-VALUE}).")
  private int sampleEvery;

  @Mixin private HeldOutOptions heldOut = new HeldOutOptions(250, 0.03);

  @Option(names = "--seed", paramLabel = "N", defaultValue = "123", description = Defaults.SEED)
  private long seed;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    return resume.run(common, TASK, options, TextSettings.class, this::settings, this::train);
  }

  private int train(TrainingRun run, TextSettings settings) {
    String device = Devices.find().line();
    common.apply();
    common.say(device);
    CorpusLocation location =
        data.over(common, settings.data(), settings.offline()).locate(Catalogue.NOVEL);
    common.say(location.describe());
    Novel novel = Novel.read(location, TextPreparation.DEFAULT);
    TextTraining training = new TextTraining(common, settings, novel);
    run.describe(
        spec.commandLine().getParseResult().originalArgs(),
        location.describe(),
        novel.digest(),
        device,
        settings);
    return run.end(training.run(run), TextResult::line);
  }

  /** Reads the settings that a command line of this command would have. */
  static TextSettings settings(List<String> words) {
    return CommandWords.read(new TrainText(), words).settings();
  }

  private TextSettings settings() {
    LanguageSettings network = model.settings(seed);
    int most = network.architecture().isRecurrent() ? TIME : Math.min(TIME, network.context());
    return new TextSettings(
        recipe,
        network,
        TokenSettings.of(level, characters, vocabulary, minCount),
        feed,
        batch,
        time == null ? most : time,
        iterations,
        pace.pace().schedule(),
        heldOut.validateEvery(),
        sampleEvery,
        pace.pace().clip(),
        pace.pace().minutes(),
        heldOut.validation(),
        heldOut.heldOut(),
        data.absolute(),
        data.offline());
  }

  /** The names of the recipes of this command. */
  static final class RecipeNames extends Recipes.Names {
    RecipeNames() {
      super(TASK);
    }
  }
}
