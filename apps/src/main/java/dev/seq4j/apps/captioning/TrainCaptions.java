package dev.seq4j.apps.captioning;

import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.apps.device.Devices;
import dev.seq4j.apps.run.Cells;
import dev.seq4j.apps.run.Pace;
import dev.seq4j.apps.run.ResumeOption;
import dev.seq4j.apps.run.RunOptions;
import dev.seq4j.apps.run.TrainingRun;
import dev.seq4j.datasets.scenes.Drawing;
import dev.seq4j.models.captioning.Captioner;
import dev.seq4j.models.captioning.CaptionerSettings;
import dev.seq4j.models.network.Cell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a model that says what pictures show. */
@Command(
    name = "captions",
    description =
        "Train a model that says what a picture shows, on pictures that are drawn as it learns: two"
            + " things of some size, colour and form, one beside the other. Some coloured"
            + " forms are never drawn together but in the test. Needs no data.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Writes the model, contact-sheet.png (test pictures, true and written",
      "captions) and a few test pictures for the command caption.",
      "",
      "Examples:",
      "  seq4j train captions",
      "  seq4j train captions --cell lstm --epochs 30 --out runs/captions-lstm"
    })
public final class TrainCaptions implements Callable<Integer> {

  static final String TASK = "captions";

  private static final CaptionerSettings DEFAULT = CaptionerSettings.of(Drawing.SIDE, Drawing.SIDE);

  @Mixin private CommonOptions common;

  @Option(
      names = "--cell",
      paramLabel = "NAME",
      defaultValue = "gru",
      converter = Cells.Converter.class,
      completionCandidates = Cells.Candidates.class,
      description = "Of the decoder: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Cell cell;

  @Option(
      names = "--embedding",
      paramLabel = "N",
      description = "Size of a word's vector (default: ${DEFAULT-VALUE}).")
  private int embedding = DEFAULT.embedding();

  @Option(
      names = "--units",
      paramLabel = "N",
      description = "Units of the decoder (default: ${DEFAULT-VALUE}).")
  private int units = DEFAULT.units();

  @Option(
      names = "--pictures",
      paramLabel = "N",
      defaultValue = "6400",
      description = "Pictures an epoch, new ones in each (default: ${DEFAULT-VALUE}).")
  private int pictures;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "32",
      description = "Pictures a batch (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Mixin
  private DrawnOptions learning =
      new DrawnOptions(DEFAULT.maps(), DEFAULT.learningRate(), DEFAULT.seed());

  @Option(
      names = "--test",
      paramLabel = "N",
      description =
          "Test pictures of unseen combinations, and as many of seen ones (default:"
              + " ${DEFAULT-VALUE}).")
  private int test = CaptionData.TEST_PICTURES;

  @Option(
      names = "--beam",
      paramLabel = "N",
      description =
          "Beginnings of a caption that are kept in the test, 1: greedy (default:"
              + " ${DEFAULT-VALUE}).")
  private int beam = Captioner.DEFAULT_BEAM_WIDTH;

  @Mixin private RunOptions options;
  @Mixin private ResumeOption resume;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    return resume.run(common, TASK, options, CaptionSettings.class, this::settings, this::train);
  }

  private int train(TrainingRun run, CaptionSettings settings) {
    String device = Devices.find().line();
    common.apply();
    common.say(device);
    CaptionData data = new CaptionData(settings.model().seed());
    common.say(data.describe());
    CaptionTraining training = new CaptionTraining(common, settings, data);
    run.describe(
        spec.commandLine().getParseResult().originalArgs(), data.describe(), "", device, settings);
    return run.end(training.run(run), CaptionResult::line);
  }

  private CaptionSettings settings() {
    CaptionerSettings model =
        DEFAULT
            .withCell(cell)
            .withMaps(learning.maps())
            .withEmbedding(embedding)
            .withUnits(units)
            .withLearningRate(learning.learningRate())
            .withSeed(learning.seed());
    Pace asked = learning.pace();
    return new CaptionSettings(
        model,
        pictures,
        batch,
        learning.epochs(),
        asked.clip(),
        asked.minutes(),
        asked.schedule(),
        test,
        beam);
  }
}
