package dev.seq4j.models.translation;

import dev.seq4j.core.layer.attention.MemoryVertex;
import dev.seq4j.core.layer.recurrent.AttentionDecoder;
import dev.seq4j.models.network.Layers;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;

/**
 * Many-to-many, delayed: one recurrent network reads the sentence, and its last state is all that
 * another knows of it when it writes (Cho et al. 2014; Sutskever et al. 2014).
 *
 * <pre>
 *   source [batch, source] -> embedding -> recurrent x layers -> last state c [batch, units]
 *   s_0 = tanh(c I + b),   s_t = cell([c, embedded y_(t-1)], s_(t-1))
 *   target [batch, target] -> embedding -> s_t -> recurrent x (layers - 1)
 *   -> readout of [s_t, c] -> softmax over the target's vocabulary
 * </pre>
 *
 * <p>It is {@link AttentionEncoderDecoder} with a memory of one step: there is but one place to
 * look at, and all of the attention is there.
 */
final class EncoderDecoder {

  private EncoderDecoder() {}

  static ComputationGraphConfiguration configure(
      TranslatorSettings settings, int sourceVocabulary, int targetVocabulary) {
    GraphBuilder graph = TranslatorLayers.begin(settings, sourceVocabulary, targetVocabulary);
    String below = "reads";
    for (int i = 1; i < settings.layers(); i++) {
      graph.addLayer(
          "encoder" + i,
          Layers.recurrent(settings.cell(), settings.units(), i == 1 ? 0 : settings.dropout()),
          below);
      below = "encoder" + i;
    }
    graph
        .addLayer(
            "encoder",
            Layers.lastState(
                settings.cell(), settings.units(), settings.layers() == 1 ? 0 : settings.dropout()),
            below)
        .addVertex("memory", new ReshapeVertex(-1, settings.units(), 1), "encoder")
        .addVertex(
            "decoder",
            new MemoryVertex(
                new AttentionDecoder.Builder(
                        Layers.recurrent(settings.cell(), settings.units(), 0), 1)
                    .build()),
            "writes",
            "memory");
    return TranslatorLayers.end(graph, settings, targetVocabulary, "decoder");
  }
}
