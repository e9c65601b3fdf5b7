package dev.seq4j.apps.punctuation;

import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.apps.console.Defaults;
import dev.seq4j.apps.data.DataOptions;
import dev.seq4j.apps.device.Devices;
import dev.seq4j.apps.run.Cells;
import dev.seq4j.apps.run.HeldOutOptions;
import dev.seq4j.apps.run.PaceOptions;
import dev.seq4j.apps.run.ResumeOption;
import dev.seq4j.apps.run.RunOptions;
import dev.seq4j.apps.run.Schedule;
import dev.seq4j.apps.run.TrainingRun;
import dev.seq4j.datasets.novel.Novel;
import dev.seq4j.datasets.novel.TextPreparation;
import dev.seq4j.datasets.source.Catalogue;
import dev.seq4j.datasets.source.CorpusLocation;
import dev.seq4j.models.labelling.PunctuatorSettings;
import dev.seq4j.models.network.Cell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a model that restores capitals and punctuation. */
@Command(
    name = "punctuation",
    description =
        "Train a model that restores the capitals and the punctuation of a text, word by word, from"
            + " the words before and after.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  seq4j train punctuation",
      "  seq4j train punctuation --data book.txt --cell gru --units 128",
      "  seq4j train punctuation --resume runs/punctuation-20260101-120000"
    })
public final class TrainPunctuation implements Callable<Integer> {

  static final String TASK = "punctuation";

  @Mixin private CommonOptions common;
  @Mixin private DataOptions data;
  @Mixin private RunOptions options;
  @Mixin private ResumeOption resume;

  @Option(
      names = "--cell",
      paramLabel = "NAME",
      defaultValue = "lstm",
      converter = Cells.Converter.class,
      completionCandidates = Cells.Candidates.class,
      description = "Recurrent cell, one of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Cell cell;

  @Option(
      names = "--embedding",
      paramLabel = "N",
      description = "Size of a word's vector (default: ${DEFAULT-VALUE}).")
  private int embedding = PunctuatorSettings.DEFAULT.embedding();

  @Option(
      names = "--units",
      paramLabel = "N",
      description = "Units of a recurrent layer in each direction (default: ${DEFAULT-VALUE}).")
  private int units = PunctuatorSettings.DEFAULT.units();

  @Option(
      names = "--layers",
      paramLabel = "N",
      description = "Recurrent layers (default: ${DEFAULT-VALUE}).")
  private int layers = PunctuatorSettings.DEFAULT.layers();

  @Option(
      names = "--dropout",
      paramLabel = "P",
      description =
          "Probability of dropping an input of a layer above the first (default:"
              + " ${DEFAULT-VALUE}).")
  private double dropout = PunctuatorSettings.DEFAULT.dropout();

  @Option(
      names = "--embedding-dropout",
      paramLabel = "P",
      description =
          "Probability of dropping a feature of word vectors (default: ${DEFAULT-VALUE}).")
  private double embeddingDropout = PunctuatorSettings.DEFAULT.embeddingDropout();

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      description = "Of Adam (default: ${DEFAULT-VALUE}).")
  private double learningRate = PunctuatorSettings.DEFAULT.learningRate();

  @Option(
      names = "--window",
      paramLabel = "N",
      description = "Words that are read at once (default: ${DEFAULT-VALUE}).")
  private int window = PunctuatorSettings.DEFAULT.window();

  @Option(
      names = "--threshold",
      paramLabel = "P",
      description =
          "Probability from which a capital or mark is set (default: for each by F1 of the"
              + " validation part).")
  private Double threshold;

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
      description =
          "How often a word must occur to be known; others are known by their ending (default:"
              + " ${DEFAULT-VALUE}).")
  private int minCount;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Batches to learn from (default: ${DEFAULT-VALUE}).")
  private int iterations;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "32",
      description = "Portions of text a batch (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Mixin private PaceOptions pace = new PaceOptions(Schedule.COSINE);

  @Mixin private HeldOutOptions heldOut = new HeldOutOptions(50, 0.05);

  @Option(names = "--seed", paramLabel = "N", description = Defaults.SEED)
  private long seed = PunctuatorSettings.DEFAULT.seed();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    return resume.run(
        common, TASK, options, PunctuationSettings.class, this::settings, this::train);
  }

  private int train(TrainingRun run, PunctuationSettings settings) {
    String device = Devices.find().line();
    common.apply();
    common.say(device);
    CorpusLocation location =
        data.over(common, settings.data(), settings.offline()).locate(Catalogue.NOVEL);
    common.say(location.describe());
    Novel novel = Novel.read(location, TextPreparation.DEFAULT);
    PunctuationTraining training = new PunctuationTraining(common, settings, novel);
    run.describe(
        spec.commandLine().getParseResult().originalArgs(),
        location.describe(),
        novel.digest(),
        device,
        settings);
    return run.end(training.run(run), PunctuationResult::line);
  }

  private PunctuationSettings settings() {
    return new PunctuationSettings(
        new PunctuatorSettings(
            cell, embedding, units, layers, dropout, embeddingDropout, learningRate, window, seed),
        threshold,
        vocabulary,
        minCount,
        batch,
        iterations,
        pace.pace().schedule(),
        heldOut.validateEvery(),
        pace.pace().clip(),
        pace.pace().minutes(),
        heldOut.validation(),
        heldOut.heldOut(),
        data.absolute(),
        data.offline());
  }
}
