package dev.seq4j.apps.lecture;

import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.apps.console.Defaults;
import dev.seq4j.apps.console.ExitCode;
import dev.seq4j.apps.device.Devices;
import dev.seq4j.apps.plot.GradientCurves;
import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.AtomicFile;
import dev.seq4j.models.analysis.GradientFlow;
import dev.seq4j.models.analysis.GradientRemedies;
import dev.seq4j.models.analysis.RecurrentStart;
import dev.seq4j.models.network.Cell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows how gradients vanish and explode on their way back through time. */
@Command(
    name = "gradients",
    description =
        "Measure how the gradient of a loss at the last step grows or fades on its way back through"
            + " recurrent layers, by the scale of their recurrent weights, and what clipping and"
            + " truncation make of it. Needs no data; nothing is trained.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Writes gradients.png, gradients.csv (norms by distance from the loss) and remedies.csv.",
      "",
      "Examples:",
      "  seq4j gradients",
      "  seq4j gradients --steps 50 --scales 0.8,1,1.2 --out runs/near-one"
    })
public final class Gradients implements Callable<Integer> {

  private static final String FLOW_HEADER =
      "cell,scale,start,distance,hidden_gradient,state_gradient,hidden_jacobian,state_jacobian";

  private static final String REMEDY_HEADER = "cell,scale,start,remedy,norm,cosine";

  @Mixin private CommonOptions common;

  @Option(
      names = "--cells",
      paramLabel = "CELL",
      split = ",",
      description = "Of ${COMPLETION-CANDIDATES} (default: all).")
  private Set<Cell> cells = new LinkedHashSet<>(List.of(Cell.values()));

  @Option(
      names = "--scales",
      paramLabel = "X",
      split = ",",
      description = "Factors of the recurrent weights (default: 0.5, 1, 2).")
  private Set<Double> scales = new LinkedHashSet<>(List.of(0.5, 1.0, 2.0));

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Steps of the sequence (default: ${DEFAULT-VALUE}).")
  private int steps = GradientFlow.Size.DEFAULT.steps();

  @Option(
      names = "--units",
      paramLabel = "N",
      description = "Units of a layer (default: ${DEFAULT-VALUE}).")
  private int units = GradientFlow.Size.DEFAULT.units();

  @Option(
      names = "--input-scale",
      paramLabel = "X",
      description =
          "Standard deviation of the inputs; large ones saturate the cells (default:"
              + " ${DEFAULT-VALUE}).")
  private double inputScale = GradientFlow.Size.DEFAULT.inputScale();

  @Option(
      names = "--clip-value",
      paramLabel = "X",
      description = "Largest element after clipping by value (default: ${DEFAULT-VALUE}).")
  private double clipValue = GradientRemedies.Thresholds.DEFAULT.value();

  @Option(
      names = "--clip-norm",
      paramLabel = "X",
      description = "Largest norm after clipping by norm (default: ${DEFAULT-VALUE}).")
  private double clipNorm = GradientRemedies.Thresholds.DEFAULT.norm();

  @Option(names = "--seed", paramLabel = "N", description = Defaults.SEED)
  private long seed = GradientFlow.Size.DEFAULT.seed();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      description = "Where picture and tables go (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("runs", "gradients");

  /** What is printed of a start with {@code --json}. */
  private record Measured(
      String cell,
      double scale,
      boolean orthogonal,
      int steps,
      double lossGradient,
      double jacobian,
      double weightGradient) {}

  @Override
  public Integer call() {
    if (cells.isEmpty() || scales.isEmpty()) {
      throw new InvalidInputException("--cells, --scales: must name one or more");
    }
    GradientFlow.Size size =
        new GradientFlow.Size(GradientFlow.Size.DEFAULT.in(), units, steps, inputScale, seed);
    GradientRemedies.Thresholds thresholds = new GradientRemedies.Thresholds(clipValue, clipNorm);
    List<RecurrentStart> starts = starts();
    Devices.find();
    common.apply();
    if (!common.json()) {
      common.result(
          "start                 |dL/ds_0|   ds_T/ds_0     |dL/dW|    by value     by norm", "");
    }
    List<GradientFlow> flows = new ArrayList<>();
    for (RecurrentStart start : starts) {
      GradientFlow flow = GradientFlow.measure(start, size, thresholds);
      flows.add(flow);
      show(flow);
    }
    AtomicFile.write(out.resolve("gradients.csv"), flowTable(flows));
    AtomicFile.write(out.resolve("remedies.csv"), remedyTable(flows));
    GradientCurves.write(out.resolve("gradients.png"), flows);
    common.say("Written: " + out.resolve("gradients.png") + ", gradients.csv, remedies.csv");
    return ExitCode.OK;
  }

  private List<RecurrentStart> starts() {
    List<RecurrentStart> starts = new ArrayList<>();
    for (Cell cell : cells) {
      for (double scale : scales) {
        starts.add(new RecurrentStart(cell, scale, true));
        starts.add(new RecurrentStart(cell, scale, false));
      }
    }
    return starts;
  }

  private void show(GradientFlow flow) {
    GradientFlow.Point last = flow.points().get(flow.points().size() - 1);
    GradientRemedies remedies = flow.remedies();
    common.result(
        String.format(
            Locale.ROOT,
            "%-20s %10.2e  %10.2e  %10.2e  %10.2e  %10.2e",
            flow.start(),
            last.state(),
            last.jacobian(),
            remedies.whole(),
            remedies.byValue().norm(),
            remedies.byNorm().norm()),
        new Measured(
            flow.start().cell().name(),
            flow.start().scale(),
            flow.start().orthogonal(),
            last.distance(),
            last.state(),
            last.jacobian(),
            remedies.whole()));
  }

  private static String flowTable(List<GradientFlow> flows) {
    List<String> lines = new ArrayList<>(List.of(FLOW_HEADER));
    for (GradientFlow flow : flows) {
      for (GradientFlow.Point point : flow.points()) {
        lines.add(
            "%s,%d,%s,%s,%s,%s"
                .formatted(
                    start(flow.start()),
                    point.distance(),
                    point.hidden(),
                    point.state(),
                    point.hiddenJacobian(),
                    point.jacobian()));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static String remedyTable(List<GradientFlow> flows) {
    List<String> lines = new ArrayList<>(List.of(REMEDY_HEADER));
    for (GradientFlow flow : flows) {
      GradientRemedies remedies = flow.remedies();
      String start = start(flow.start());
      lines.add("%s,none,%s,1.0".formatted(start, remedies.whole()));
      lines.add(remedy(start, "by value", remedies.byValue()));
      lines.add(remedy(start, "by norm", remedies.byNorm()));
      for (GradientRemedies.Truncated truncated : remedies.truncated()) {
        lines.add(remedy(start, "last " + truncated.steps() + " steps", truncated.gradient()));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static String start(RecurrentStart start) {
    return "%s,%s,%s"
        .formatted(start.cell(), start.scale(), start.orthogonal() ? "orthogonal" : "normal");
  }

  private static String remedy(String start, String name, GradientRemedies.Changed changed) {
    return "%s,%s,%s,%s".formatted(start, name, changed.norm(), changed.cosine());
  }
}
