package dev.seq4j.models.memory;

import dev.seq4j.core.layer.attention.LayerNorm;
import dev.seq4j.core.layer.attention.TransformerEncoderBlock;
import dev.seq4j.core.layer.pooling.SequencePooling;
import dev.seq4j.models.network.Layers;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.nd4j.linalg.activations.Activation;

/**
 * Many-to-one: a sequence of numbers, of which some are marked, to one number.
 *
 * <pre>
 *   numbers and marks [batch, 2, time]
 *   -> recurrent, state after the last step [batch, units]
 *      or: projection -> block: attention of all steps to each other -> norm [batch, units, time]
 *      -> mean over the steps [batch, units]
 *   -> linear, squared error [batch, 1]
 * </pre>
 *
 * <p>The block gets no positions: which steps count is said by their marks.
 */
public final class AddingNetwork {

  private static final int FEATURES = 2;

  private AddingNetwork() {}

  /**
   * @param model by what it remembers
   * @param settings size, learning rate and seed
   * @return the network, to be trained
   */
  public static ComputationGraphConfiguration configure(
      MemoryModel model, MemorySettings settings) {
    GraphBuilder graph =
        settings
            .begin()
            .graphBuilder()
            .addInputs("numbers")
            .setInputTypes(InputType.recurrent(FEATURES));
    if (model == MemoryModel.TRANSFORMER) {
      attention(graph, settings.units());
    } else {
      graph.addLayer("memory", Layers.lastState(model.cell(), settings.units(), 0), "numbers");
    }
    return graph.addLayer("sum", Layers.numbers(1), "memory").setOutputs("sum").build();
  }

  private static void attention(GraphBuilder graph, int units) {
    graph
        .addLayer(
            "projection",
            new DenseLayer.Builder().nOut(units).activation(Activation.IDENTITY).build(),
            "numbers")
        .addLayer("block", new TransformerEncoderBlock.Builder(1).build(), "projection")
        .addLayer("norm", new LayerNorm.Builder().build(), "block")
        .addLayer("memory", new SequencePooling(SequencePooling.Mode.MEAN), "norm");
  }
}
