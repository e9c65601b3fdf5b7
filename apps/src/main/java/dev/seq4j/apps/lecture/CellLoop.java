package dev.seq4j.apps.lecture;

import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.apps.console.Defaults;
import dev.seq4j.apps.console.ExitCode;
import dev.seq4j.apps.console.Limits;
import dev.seq4j.apps.device.Devices;
import dev.seq4j.core.layer.LayerState;
import dev.seq4j.core.layer.recurrent.RecurrentCell;
import dev.seq4j.models.network.Cell;
import dev.seq4j.models.network.Layers;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the same sequences by a layer and by a loop over its cell. */
@Command(
    name = "cell-loop",
    description =
        "Run the same sequences through a recurrent layer and through a loop over its cell, and say"
            + " how far the results differ and how much longer the loop takes.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  seq4j cell-loop",
      "  seq4j cell-loop --cells LSTM --batch 1 --steps 500"
    })
public final class CellLoop implements Callable<Integer> {

  private static final String LAYER = "layer";

  @Mixin private CommonOptions common;

  @Option(
      names = "--cells",
      paramLabel = "CELL",
      split = ",",
      description = "Of ${COMPLETION-CANDIDATES} (default: all).")
  private Set<Cell> cells = new LinkedHashSet<>(List.of(Cell.values()));

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Sequences (default: ${DEFAULT-VALUE}).")
  private int batch = 32;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Steps of each (default: ${DEFAULT-VALUE}).")
  private int steps = 100;

  @Option(
      names = "--in",
      paramLabel = "N",
      description = "Features of a step (default: ${DEFAULT-VALUE}).")
  private int in = 64;

  @Option(
      names = "--units",
      paramLabel = "N",
      description = "Units of the layer (default: ${DEFAULT-VALUE}).")
  private int units = 128;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      description =
          "How often each is timed, in turns; the fastest counts (default: ${DEFAULT-VALUE}).")
  private int repeats = 30;

  @Option(names = "--seed", paramLabel = "N", description = Defaults.SEED)
  private long seed = 1;

  /** What is printed of a cell with {@code --json}. */
  private record Compared(
      String cell, double difference, double layerMillis, double loopMillis, double timesSlower) {}

  @Override
  public Integer call() {
    Limits.atLeast("--batch", batch, 1);
    Limits.atLeast("--steps", steps, 1);
    Limits.atLeast("--in", in, 1);
    Limits.atLeast("--units", units, 1);
    Limits.atLeast("--repeats", repeats, 1);
    Devices.find();
    common.apply();
    for (Cell cell : cells) {
      Compared compared = compare(cell);
      common.result(
          String.format(
              Locale.ROOT,
              "%-4s  layer %8.2f ms  loop over the cell %8.2f ms  %4.1f times as long,"
                  + " largest difference %.1e",
              compared.cell(),
              compared.layerMillis(),
              compared.loopMillis(),
              compared.timesSlower(),
              compared.difference()),
          compared);
    }
    return ExitCode.OK;
  }

  private Compared compare(Cell kind) {
    Nd4j.getRandom().setSeed(seed);
    INDArray sequences = Nd4j.randn(batch, in, steps);
    INDArray[] inputs = new INDArray[steps]; // [batch, in] each, laid out as a cell wants it
    for (int t = 0; t < steps; t++) {
      inputs[t] = step(sequences, t).dup('c');
    }
    Layer layer = graph(kind).getLayer(LAYER);
    RecurrentCell cell = RecurrentCell.of(layer);
    double difference = 0;
    INDArray whole = byLayer(layer, sequences);
    INDArray[] looped = byLoop(cell, inputs);
    for (int t = 0; t < steps; t++) {
      double largest = looped[t].sub(step(whole, t)).amaxNumber().doubleValue();
      difference = Math.max(difference, Math.abs(largest));
    }
    double atOnce = Double.POSITIVE_INFINITY;
    double loop = Double.POSITIVE_INFINITY;
    for (int i = 0; i < repeats; i++) { // in turns, so that other work on the machine meets both
      atOnce = Math.min(atOnce, millis(() -> byLayer(layer, sequences)));
      loop = Math.min(loop, millis(() -> byLoop(cell, inputs)));
    }
    return new Compared(kind.name(), difference, atOnce, loop, loop / atOnce);
  }

  private ComputationGraph graph(Cell kind) {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(seed)
                .graphBuilder()
                .addInputs("sequence")
                .setInputTypes(InputType.recurrent(in))
                .addLayer(LAYER, Layers.recurrent(kind, units, 0), "sequence")
                .addLayer("output", Layers.output(2, 0), LAYER)
                .setOutputs("output")
                .build());
    graph.init();
    return graph;
  }

  /** The layer's program: all steps at once, {@code [batch, units, steps]}. */
  private static INDArray byLayer(Layer layer, INDArray sequences) {
    return layer.activate(sequences, false, LayerWorkspaceMgr.noWorkspaces());
  }

  /** The cell's program: a loop that hands the state on, {@code [batch, units]} a step. */
  private INDArray[] byLoop(RecurrentCell cell, INDArray[] inputs) {
    INDArray[] hidden = new INDArray[steps];
    LayerState state = cell.initialState(batch);
    for (int t = 0; t < steps; t++) {
      state = cell.step(inputs[t], state);
      hidden[t] = state.hidden();
    }
    return hidden;
  }

  private static INDArray step(INDArray sequences, int t) {
    return sequences.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(t));
  }

  private static double millis(Runnable program) {
    long began = System.nanoTime();
    program.run();
    return (System.nanoTime() - began) / 1e6;
  }
}
