package dev.seq4j.models.analysis;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.layer.OrthogonalWeightInit;
import dev.seq4j.models.network.Cell;
import dev.seq4j.models.network.Layers;
import java.util.Locale;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInitNormal;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * How a recurrent layer begins before it has learned anything.
 *
 * @param cell what it computes at a step
 * @param scale factor of its recurrent weights, above 0
 * @param orthogonal whether each gate's recurrent weights are a random orthogonal matrix times the
 *     scale, all of whose singular values are the scale; else they are drawn from a normal
 *     distribution of variance {@code scale^2 / units}, whose largest eigenvalue is about the scale
 *     and whose largest singular value about twice the scale
 */
public record RecurrentStart(Cell cell, double scale, boolean orthogonal) {

  private static final String NAME = "layer";

  /** Of the parameter with the recurrent weights. */
  private static final String RECURRENT_WEIGHTS = "RW";

  /**
   * @throws InvalidInputException if the scale is out of range
   */
  public RecurrentStart {
    Objects.requireNonNull(cell, "cell");
    if (!(scale > 0) || Double.isInfinite(scale)) {
      throw new InvalidInputException("scale = " + scale + ": must be above 0");
    }
  }

  /**
   * @param in features of its input
   * @param units of its state
   * @param seed of its weights
   * @return a layer in DOUBLE that begins so
   */
  public Layer layer(int in, int units, long seed) {
    BaseRecurrentLayer layer = Layers.recurrent(cell, units, 0);
    IWeightInit init = orthogonal ? new OrthogonalWeightInit() : new WeightInitNormal();
    layer.setWeightInitFnRecurrent(init);
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(seed)
                .dataType(DataType.DOUBLE)
                .graphBuilder()
                .addInputs("sequence")
                .setInputTypes(InputType.recurrent(in))
                .addLayer(NAME, layer, "sequence")
                .addLayer("output", Layers.output(2, 0), NAME)
                .setOutputs("output")
                .build());
    graph.init();
    Layer built = graph.getLayer(NAME);
    built.getParam(RECURRENT_WEIGHTS).muli(scale);
    return built;
  }

  @Override
  public String toString() {
    return "%s x%s %s".formatted(cell.name(), number(scale), orthogonal ? "orthogonal" : "normal");
  }

  private static String number(double value) {
    return value == Math.rint(value) && value < 1e6
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%s", value);
  }
}
