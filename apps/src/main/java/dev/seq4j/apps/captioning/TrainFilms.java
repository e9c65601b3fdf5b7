package dev.seq4j.apps.captioning;

import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.apps.device.Devices;
import dev.seq4j.apps.run.Cells;
import dev.seq4j.apps.run.Pace;
import dev.seq4j.apps.run.ResumeOption;
import dev.seq4j.apps.run.RunOptions;
import dev.seq4j.apps.run.TrainingRun;
import dev.seq4j.datasets.scenes.DrawnFilms;
import dev.seq4j.datasets.scenes.Moment;
import dev.seq4j.models.captioning.FilmDescriberSettings;
import dev.seq4j.models.captioning.FilmMemory;
import dev.seq4j.models.network.Cell;
import java.util.Iterator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a model that says at each frame of a film what happens. */
@Command(
    name = "films",
    description =
        "Train a model that says at each frame of a film what happens, on films that are drawn as"
            + " it learns: things of some colour and form come, move, grow, shrink, stand still and"
            + " go. Some of these descriptions come in the test alone. Needs no data.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Writes the model, strips.png (frames of test films, true and given",
      "descriptions) and a few test films for the command describe.",
      "",
      "Examples:",
      "  seq4j train films",
      "  seq4j train films --memory none --out runs/films-single"
    })
public final class TrainFilms implements Callable<Integer> {

  static final String TASK = "films";

  private static final FilmDescriberSettings DEFAULT =
      FilmDescriberSettings.of(DrawnFilms.SIDE, DrawnFilms.SIDE, Moment.PATTERN);

  @Mixin private CommonOptions common;

  @Option(
      names = "--cell",
      paramLabel = "NAME",
      defaultValue = "lstm",
      converter = Cells.Converter.class,
      completionCandidates = Cells.Candidates.class,
      description = "Over the frames: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Cell cell;

  @Option(
      names = "--memory",
      paramLabel = "NAME",
      converter = MemoryConverter.class,
      completionCandidates = MemoryCandidates.class,
      description =
          "Of the frames before. each: a recurrent layer for each word of a description; shared:"
              + " one for all of them; none: each frame is seen by itself (default:"
              + " ${DEFAULT-VALUE}).")
  private FilmMemory memory = DEFAULT.memory();

  @Option(
      names = "--units",
      paramLabel = "N",
      description = "Units of each layer above the convolutions (default: ${DEFAULT-VALUE}).")
  private int units = DEFAULT.units();

  @Option(
      names = "--films",
      paramLabel = "N",
      defaultValue = "1600",
      description = "Films an epoch, new ones in each (default: ${DEFAULT-VALUE}).")
  private int films;

  @Option(
      names = "--frames",
      paramLabel = "N",
      description = "Frames of a film (default: ${DEFAULT-VALUE}).")
  private int frames = FilmData.FRAMES;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "16",
      description = "Films a batch (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Mixin
  private DrawnOptions learning =
      new DrawnOptions(DEFAULT.maps(), DEFAULT.learningRate(), DEFAULT.seed());

  @Option(
      names = "--test",
      paramLabel = "N",
      description =
          "Test films with descriptions that never came, and as many of others (default:"
              + " ${DEFAULT-VALUE}).")
  private int test = FilmData.TEST_FILMS;

  @Mixin private RunOptions options;
  @Mixin private ResumeOption resume;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    return resume.run(common, TASK, options, FilmSettings.class, this::settings, this::train);
  }

  private int train(TrainingRun run, FilmSettings settings) {
    String device = Devices.find().line();
    common.apply();
    common.say(device);
    FilmData data = new FilmData(settings.model().seed(), settings.frames());
    common.say(data.describe());
    FilmTraining training = new FilmTraining(common, settings, data);
    run.describe(
        spec.commandLine().getParseResult().originalArgs(), data.describe(), "", device, settings);
    return run.end(training.run(run), FilmResult::line);
  }

  private FilmSettings settings() {
    FilmDescriberSettings model =
        new FilmDescriberSettings(
            DEFAULT.width(),
            DEFAULT.height(),
            DEFAULT.pattern(),
            learning.maps(),
            memory,
            cell,
            units,
            learning.learningRate(),
            learning.seed());
    Pace asked = learning.pace();
    return new FilmSettings(
        model,
        frames,
        films,
        batch,
        learning.epochs(),
        asked.clip(),
        asked.minutes(),
        asked.schedule(),
        test);
  }

  /** Reads the name of a memory. */
  static final class MemoryConverter implements ITypeConverter<FilmMemory> {
    @Override
    public FilmMemory convert(String name) {
      return FilmMemory.named(name);
    }
  }

  /** The names of all memories. */
  static final class MemoryCandidates implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return FilmMemory.names().iterator();
    }
  }
}
