package dev.seq4j.apps.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.apps.console.ExitCode;
import dev.seq4j.apps.console.ProgressDisplay;
import dev.seq4j.apps.plot.Curves;
import dev.seq4j.core.Build;
import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.Json;
import dev.seq4j.core.train.HistoryRow;
import dev.seq4j.core.train.ResumableBatches;
import dev.seq4j.core.train.RunDirectory;
import dev.seq4j.core.train.Trainer;
import dev.seq4j.core.train.TrainingResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One training with all that goes around it: the run's folder, progress, Ctrl-C, the picture.
 *
 * <p>New runs write down what they are; resumed ones read it.
 */
public final class TrainingRun implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);

  private final CommonOptions common;
  private final String task;
  private final Path folder;
  private final Duration checkpointEvery;
  private final boolean resumed;
  private String resumedBy;

  /** Of a new run, null until {@link #describe} has made it. */
  private RunDirectory directory;

  private TrainingRun(
      CommonOptions common,
      String task,
      Path folder,
      Duration checkpointEvery,
      RunDirectory directory) {
    this.common = common;
    this.task = task;
    this.folder = folder;
    this.checkpointEvery = checkpointEvery;
    this.resumed = directory != null;
    this.directory = directory;
    resumedBy = "seq4j train %s --resume %s".formatted(task, folder);
  }

  /**
   * @param command that goes on with the run; unless set, the training's own
   * @return this
   */
  public TrainingRun resumedBy(String command) {
    resumedBy = command;
    return this;
  }

  /**
   * Begins a new run. Its folder is made when all is known to be in order.
   *
   * @param task such as {@code sentiment}
   * @param folder of the run, new or empty
   * @param checkpointEvery time between checkpoints
   */
  public static TrainingRun create(
      CommonOptions common, String task, Path folder, Duration checkpointEvery) {
    RunDirectory.requireNew(folder);
    return new TrainingRun(common, task, folder, checkpointEvery, null);
  }

  /**
   * Opens a run that is to go on.
   *
   * @param task the run must be of
   * @param folder of the run
   * @param checkpointEvery time between checkpoints
   */
  public static TrainingRun open(
      CommonOptions common, String task, Path folder, Duration checkpointEvery) {
    return new TrainingRun(common, task, folder, checkpointEvery, RunDirectory.open(folder));
  }

  /**
   * Reads the settings of a resumed run.
   *
   * @param type of the settings
   */
  <T> T settings(Class<T> type) {
    RunRecord run = directory.description(RunRecord.class);
    if (!run.task().equals(task)) {
      throw new InvalidInputException(
          "%s: is a run of train %s, not of train %s".formatted(path(), run.task(), task));
    }
    return Json.read(run.settings().toString(), type, path().resolve("run.json").toString());
  }

  /**
   * Makes the folder of a new run and writes down what it is; checks that a resumed one still has
   * the same data.
   *
   * @param command the command line
   * @param data in a line for the reader
   * @param digest SHA-256 of the data
   * @param device in a line for the reader
   * @param settings of the run
   */
  public void describe(
      List<String> command, String data, String digest, String device, Object settings) {
    if (resumed) {
      String before = directory.description(RunRecord.class).digest();
      if (!before.equals(digest)) {
        throw new InvalidInputException(
            "%s: the run was begun with other data (%s), these are %s"
                .formatted(path(), directory.description(RunRecord.class).data(), data));
      }
      return;
    }
    directory = RunDirectory.create(folder);
    Build build = Build.current();
    directory.describe(
        new RunRecord(
            task,
            command,
            build.version() + " " + build.revision(),
            Runtime.version().toString(),
            System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", " + device,
            OffsetDateTime.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            data,
            digest,
            Json.read(Json.line(settings), JsonNode.class, "run")));
  }

  /**
   * Trains with progress, checkpoints and Ctrl-C.
   *
   * @param trainer set up but for these
   * @param train the training data
   */
  public TrainingResult fit(Trainer trainer, ResumableBatches train) {
    ProgressDisplay progress = new ProgressDisplay(common);
    trainer.run(directory).checkpointEvery(checkpointEvery).resume(resumed).observer(progress);
    Interruption interruption = new Interruption(trainer);
    try {
      TrainingResult result = trainer.fit(train);
      if (result.outcome() == TrainingResult.Outcome.INTERRUPTED) {
        common.say("interrupted; %s goes on from here".formatted(resumedBy));
      }
      return result;
    } finally {
      progress.close();
      interruption.close();
    }
  }

  /**
   * Draws the learning curve.
   *
   * @param title of the picture
   * @param history the learning curve
   */
  public void draw(String title, List<HistoryRow> history) {
    if (!history.isEmpty()) {
      draw("curves.png", file -> Curves.write(file, title, history));
    }
  }

  /**
   * Draws a picture; a machine without fonts gets a warning in its place.
   *
   * @param name of the file in the run's folder
   * @param drawing writes it
   */
  public void draw(String name, Consumer<Path> drawing) {
    Path file = path().resolve(name);
    try {
      drawing.accept(file);
    } catch (InternalError | UnsatisfiedLinkError | NoClassDefFoundError e) {
      LOG.warn("{}: not drawn, this Java has no fonts ({})", file, e.toString());
    }
  }

  /**
   * @param metrics a record or map that Jackson can write
   */
  public void writeMetrics(Object metrics) {
    directory.writeMetrics(metrics);
  }

  /**
   * Says what came of the training.
   *
   * @param result empty if it was interrupted
   * @param line the result for the reader
   * @return the exit code
   */
  public <R> int end(Optional<R> result, Function<R, String> line) {
    result.ifPresent(summary -> common.result(line.apply(summary), summary));
    return result.isPresent() ? ExitCode.OK : ExitCode.INTERRUPTED;
  }

  /**
   * @return the run's folder
   */
  public Path path() {
    return folder;
  }

  /**
   * @return where the trained model belongs
   */
  public Path model() {
    return directory.model();
  }

  @Override
  public void close() {
    if (directory != null) {
      directory.close();
    }
  }
}
