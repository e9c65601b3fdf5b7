package dev.seq4j.models.memory;

import dev.seq4j.core.layer.attention.LayerNorm;
import dev.seq4j.core.layer.attention.TransformerEncoderBlock;
import dev.seq4j.core.layer.embedding.PositionEmbedding;
import dev.seq4j.models.network.Layers;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.inputs.InputType;

/**
 * Many-to-many: a symbol at each step, to be said again later.
 *
 * <pre>
 *   ids [batch, time] -> embedding [batch, units, time]
 *   -> recurrent [batch, units, time]
 *      or: + position -> block: attention to all earlier steps -> norm [batch, units, time]
 *   -> softmax at each step [batch, symbols, time]
 * </pre>
 */
public final class CopyNetwork {

  private CopyNetwork() {}

  /**
   * @param model by what it remembers
   * @param settings size, learning rate and seed
   * @param vocabularySize how many ids come in
   * @param symbols how many of them, from 0 on, can be said
   * @param time steps of a sequence
   * @return the network, to be trained
   */
  public static ComputationGraphConfiguration configure(
      MemoryModel model, MemorySettings settings, int vocabularySize, int symbols, int time) {
    GraphBuilder graph =
        settings
            .begin()
            .graphBuilder()
            .addInputs("ids")
            .setInputTypes(InputType.recurrent(vocabularySize))
            .addLayer("embedding", Layers.embedding(vocabularySize, settings.units()), "ids");
    if (model == MemoryModel.TRANSFORMER) {
      graph
          .addLayer("positions", new PositionEmbedding.Builder(time).build(), "embedding")
          .addLayer(
              "block", new TransformerEncoderBlock.Builder(1).causal(true).build(), "positions")
          .addLayer("memory", new LayerNorm.Builder().build(), "block");
    } else {
      graph.addLayer("memory", Layers.recurrent(model.cell(), settings.units(), 0), "embedding");
    }
    return graph
        .addLayer("symbol", Layers.output(symbols, 0), "memory")
        .setOutputs("symbol")
        .build();
  }
}
