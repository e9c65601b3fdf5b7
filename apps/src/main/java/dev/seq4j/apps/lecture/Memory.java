package dev.seq4j.apps.lecture;

import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.apps.console.Defaults;
import dev.seq4j.apps.console.ExitCode;
import dev.seq4j.apps.console.Limits;
import dev.seq4j.apps.device.Devices;
import dev.seq4j.apps.plot.MemoryCurves;
import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.AtomicFile;
import dev.seq4j.core.train.Evaluation;
import dev.seq4j.core.train.Metrics;
import dev.seq4j.core.train.Trainer;
import dev.seq4j.core.train.TrainingObserver;
import dev.seq4j.core.train.TrainingProgress;
import dev.seq4j.core.train.TrainingResult;
import dev.seq4j.models.memory.MemoryModel;
import dev.seq4j.models.memory.MemorySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.deeplearning4j.nn.graph.ComputationGraph;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains networks on what only a long memory can tell, and shows up to which length they learn. */
@Command(
    name = "memory",
    description =
        "Train a network of each kind on sequences of several lengths of which only what stands far"
            + " back tells the answer, and show up to which length it learns. Needs no data.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "A training ends when the task is solved, or after so many batches.",
      "Writes memory.png and memory.csv.",
      "",
      "Examples:",
      "  seq4j memory",
      "  seq4j memory --task copy --out runs/copy",
      "  seq4j memory --models gru --lengths 800 --batches 5000 --out runs/far"
    })
public final class Memory implements Callable<Integer> {

  private static final String HEADER =
      "task,model,length,measured,baseline,loss,solved,batches,seconds";

  private static final int VALIDATE_EVERY = 50;

  /** Sequences that say whether a training may end, and others that are measured then. */
  private static final int VALIDATION_SEQUENCES = 256;

  private static final int TEST_SEQUENCES = 1024;

  private static final double CLIP_NORM = 1;

  private static final Duration LINE_EVERY = Duration.ofSeconds(10);

  @Mixin private CommonOptions common;

  @Option(
      names = "--task",
      paramLabel = "NAME",
      description =
          "adding: the sum of two numbers of a long sequence; copy: symbols, long after they were"
              + " shown (default: ${DEFAULT-VALUE}).")
  private String task = MemoryTask.ADDING.toString();

  @Option(
      names = "--lengths",
      paramLabel = "N",
      split = ",",
      description =
          "Steps of a sequence, or from a symbol to its recall (default: 50, 100, 200, 400).")
  private Set<Integer> lengths = new TreeSet<>(List.of(50, 100, 200, 400));

  @Option(
      names = "--models",
      paramLabel = "NAME",
      split = ",",
      description = "Of rnn, lstm, gru, transformer (default: all).")
  private Set<String> models = new LinkedHashSet<>(MemoryModel.names());

  @Option(
      names = "--units",
      paramLabel = "N",
      description = "Units, or features of the transformer (default: ${DEFAULT-VALUE}).")
  private int units = MemorySettings.DEFAULT.units();

  @Option(
      names = "--shown",
      paramLabel = "N",
      description = "Symbols to be copied (default: ${DEFAULT-VALUE}).")
  private int shown = 5;

  @Option(
      names = "--batches",
      paramLabel = "N",
      description = "Batches to learn from at most (default: ${DEFAULT-VALUE}).")
  private int batches = 1000;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Sequences a batch (default: ${DEFAULT-VALUE}).")
  private int batch = 32;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      description = "Of Adam (default: ${DEFAULT-VALUE}).")
  private double learningRate = MemorySettings.DEFAULT.learningRate();

  @Option(names = "--seed", paramLabel = "N", description = Defaults.SEED)
  private long seed = MemorySettings.DEFAULT.seed();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      description = "Where picture and table go (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("runs", "memory");

  /**
   * What came of a training.
   *
   * @param measured the error or the share of symbols on sequences that were not seen before
   * @param loss on the same
   * @param batches it learned from
   */
  private record Learned(
      String task,
      String model,
      int length,
      double measured,
      double baseline,
      double loss,
      boolean solved,
      long batches,
      double seconds) {

    String csv() {
      return "%s,%s,%d,%s,%s,%s,%s,%d,%s"
          .formatted(task, model, length, measured, baseline, loss, solved, batches, seconds);
    }
  }

  @Override
  public Integer call() {
    MemoryTask what = MemoryTask.named(task);
    List<MemoryModel> kinds = models.stream().map(MemoryModel::named).toList();
    MemorySettings settings = new MemorySettings(units, learningRate, seed);
    check(what, kinds);
    Devices.find();
    common.apply();
    common.say(
        "%s: %s, %.4f is what %s gives"
            .formatted(what, what.measureName(), what.baseline(), what.baselineName()));
    List<String> table = new ArrayList<>(List.of(HEADER));
    Map<String, List<MemoryCurves.Point>> curves = new LinkedHashMap<>();
    for (MemoryModel model : kinds) {
      List<MemoryCurves.Point> curve = new ArrayList<>();
      for (int length : new TreeSet<>(lengths)) {
        Learned learned = learn(what, model, settings, length);
        show(learned);
        table.add(learned.csv());
        curve.add(new MemoryCurves.Point(length, learned.measured()));
      }
      curves.put(model.toString(), curve);
    }
    AtomicFile.write(out.resolve("memory.csv"), String.join("\n", table) + "\n");
    MemoryCurves.write(
        out.resolve("memory.png"),
        "%s, at most %,d batches of %d".formatted(what, batches, batch),
        what.measureName(),
        curves,
        new MemoryCurves.Baseline(what.baselineName(), what.baseline()));
    common.say("Written: " + out.resolve("memory.png") + ", memory.csv");
    return ExitCode.OK;
  }

  private void check(MemoryTask what, List<MemoryModel> kinds) {
    if (kinds.isEmpty() || lengths.isEmpty()) {
      throw new InvalidInputException("--models, --lengths: must name one or more");
    }
    Limits.atLeast("--batches", batches, 1);
    Limits.atLeast("--batch", batch, 1);
    for (int length : lengths) {
      what.batches(length, shown, batch, batches, seed); // says what is wrong
    }
  }

  private Learned learn(MemoryTask what, MemoryModel model, MemorySettings settings, int length) {
    ComputationGraph graph = new ComputationGraph(what.network(model, settings, length, shown));
    graph.init();
    Trainer trainer =
        Trainer.of(graph)
            .clipNorm(CLIP_NORM)
            .seed(seed)
            .validation(what.batches(length, shown, batch, count(VALIDATION_SEQUENCES), seed + 1))
            .validateEvery(Math.min(VALIDATE_EVERY, batches));
    Watch watch = new Watch(trainer, what, "%s, length %d".formatted(model, length));
    TrainingResult result =
        trainer.observer(watch).fit(what.batches(length, shown, batch, batches, seed));
    Metrics tested =
        Evaluation.of(graph, what.batches(length, shown, batch, count(TEST_SEQUENCES), seed + 2));
    return new Learned(
        what.toString(),
        model.toString(),
        length,
        what.measure(tested),
        what.baseline(),
        tested.loss(),
        watch.solved,
        result.iterations(),
        result.elapsed().toMillis() / 1000.0);
  }

  /** How many batches hold so many sequences. */
  private int count(int sequences) {
    return Math.max(1, sequences / batch);
  }

  private void show(Learned learned) {
    common.result(
        String.format(
            Locale.ROOT,
            "%-11s  length %4d: %.4f, %s after %,d batches, %.1f s",
            learned.model(),
            learned.length(),
            learned.measured(),
            learned.solved() ? "solved" : "not solved",
            learned.batches(),
            learned.seconds()),
        learned);
  }

  /** Ends a training that has nothing left to learn, and says now and then how far it is. */
  private final class Watch implements TrainingObserver {

    private final Trainer trainer;
    private final MemoryTask what;
    private final String name;
    private long nextLine = System.nanoTime() + LINE_EVERY.toNanos();
    private boolean solved;

    Watch(Trainer trainer, MemoryTask what, String name) {
      this.trainer = trainer;
      this.what = what;
      this.name = name;
    }

    @Override
    public void validated(TrainingProgress progress, boolean best) {
      if (what.solvedBy(progress.validation())) {
        solved = true;
        trainer.requestStop();
      } else if (System.nanoTime() >= nextLine) {
        nextLine = System.nanoTime() + LINE_EVERY.toNanos();
        common.progress(
            String.format(
                Locale.ROOT,
                "%s, batch %,d of %,d: %.4f",
                name,
                progress.iteration(),
                progress.iterations(),
                what.measure(progress.validation())));
      }
    }
  }
}
