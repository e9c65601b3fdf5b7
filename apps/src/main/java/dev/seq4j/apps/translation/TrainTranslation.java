package dev.seq4j.apps.translation;

import dev.seq4j.apps.console.CommandWords;
import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.apps.console.Defaults;
import dev.seq4j.apps.data.DataOptions;
import dev.seq4j.apps.device.Devices;
import dev.seq4j.apps.run.PaceOptions;
import dev.seq4j.apps.run.Recipes;
import dev.seq4j.apps.run.ResumeOption;
import dev.seq4j.apps.run.RunOptions;
import dev.seq4j.apps.run.Schedule;
import dev.seq4j.apps.run.TrainingRun;
import dev.seq4j.datasets.source.Catalogue;
import dev.seq4j.datasets.source.CorpusLocation;
import dev.seq4j.datasets.translation.PairFormat;
import dev.seq4j.datasets.translation.TranslationCorpus;
import dev.seq4j.models.translation.Translator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a translator. */
@Command(
    name = "translation",
    description =
        "Train a model that translates, from English to French or from a file of sentence pairs.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  seq4j train translation --recipe attention",
      "  seq4j train translation --model transformer --epochs 5 --data fra.txt",
      "  seq4j train translation --pairs tutorial --subwords 0 --units 128",
      "  seq4j train translation --resume runs/translation-20260101-120000"
    })
public final class TrainTranslation implements Callable<Integer> {

  static final String TASK = "translation";

  @Mixin private CommonOptions common;
  @Mixin private DataOptions data;

  @Option(
      names = "--recipe",
      paramLabel = "NAME",
      preprocessor = Recipes.Unfolding.class,
      completionCandidates = RecipeNames.class,
      description = Recipes.DESCRIPTION)
  private String recipe;

  @Mixin private TranslatorOptions model;

  @Option(
      names = "--subwords",
      paramLabel = "N",
      defaultValue = "4000",
      description = {
        "Joins of the subwords that both languages share, 0: whole words",
        "(default: ${DEFAULT-VALUE})."
      })
  private int subwords;

  @Option(
      names = "--min-count",
      paramLabel = "N",
      defaultValue = "2",
      description = "How often a whole word must occur to be known (default: ${DEFAULT-VALUE}).")
  private int minCount;

  @Mixin private PairOptions pairs;

  @Option(names = "--epochs", paramLabel = "N", defaultValue = "10", description = Defaults.EPOCHS)
  private int epochs;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "128",
      description = "Pairs a batch (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--patience",
      paramLabel = "N",
      defaultValue = "0",
      description = {
        "Epochs without a better validation after which training stops, 0: never",
        "(default: ${DEFAULT-VALUE})."
      })
  private int patience;

  @Mixin private PaceOptions pace = new PaceOptions(Schedule.COSINE);

  @Option(
      names = "--teacher-forcing",
      paramLabel = "SHARE",
      defaultValue = "1",
      description = {
        "Share of the true translation that is read at the end of the training; it falls from 1,",
        "and the rest is what the model would have written (default: ${DEFAULT-VALUE})."
      })
  private double teacherForcing;

  @Option(
      names = "--beam",
      paramLabel = "N",
      description =
          "Beginnings of a translation that are kept in the test, 1: greedy (default:"
              + " ${DEFAULT-VALUE}).")
  private int beam = Translator.DEFAULT_BEAM_WIDTH;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "123", description = Defaults.SEED)
  private long seed;

  @Mixin private RunOptions options;
  @Mixin private ResumeOption resume;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    return resume.run(
        common, TASK, options, TranslationSettings.class, this::settings, this::train);
  }

  private int train(TrainingRun run, TranslationSettings settings) {
    String device = Devices.find().line();
    common.apply();
    common.say(device);
    CorpusLocation location =
        data.over(common, settings.data(), settings.offline()).locate(Catalogue.TRANSLATION);
    common.say(location.describe());
    TranslationCorpus corpus =
        TranslationCorpus.read(location, PairFormat.DEFAULT, settings.model().normalization());
    TranslationTraining training = new TranslationTraining(common, settings, corpus);
    run.describe(
        spec.commandLine().getParseResult().originalArgs(),
        corpus.description(),
        corpus.digest(),
        device,
        settings);
    return run.end(training.run(run), TranslationResult::line);
  }

  /** Reads the settings that a command line of this command would have. */
  static TranslationSettings settings(List<String> words) {
    return CommandWords.read(new TrainTranslation(), words).settings();
  }

  private TranslationSettings settings() {
    return new TranslationSettings(
        recipe,
        model.settings(seed),
        subwords,
        minCount,
        pairs.division(),
        batch,
        epochs,
        patience,
        pace.pace().clip(),
        pace.pace().minutes(),
        pace.pace().schedule(),
        teacherForcing,
        beam,
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
