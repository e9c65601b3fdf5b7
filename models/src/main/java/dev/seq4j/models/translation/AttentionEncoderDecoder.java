package dev.seq4j.models.translation;

import dev.seq4j.core.layer.attention.MemoryVertex;
import dev.seq4j.core.layer.recurrent.AttentionDecoder;
import dev.seq4j.core.layer.recurrent.Bidirectional;
import dev.seq4j.models.network.Layers;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;

/**
 * Encoder and decoder with additive attention (Bahdanau et al. 2015): the decoder looks at all
 * states of a bidirectional encoder before each word that it writes.
 *
 * <pre>
 *   source [batch, source] -> embedding -> bidirectional x layers -> m_j [batch, 2 units, source]
 *   a_t = softmax over j of v' tanh(s_(t-1) Q + m_j U + b),   c_t = sum of a_(t,j) m_j
 *   s_t = cell([c_t, embedded y_(t-1)], s_(t-1))
 *   target [batch, target] -> embedding -> s_t -> recurrent x (layers - 1)
 *   -> readout of [s_t, c_t] -> softmax over the target's vocabulary
 * </pre>
 */
final class AttentionEncoderDecoder {

  private AttentionEncoderDecoder() {}

  static ComputationGraphConfiguration configure(
      TranslatorSettings settings, int sourceVocabulary, int targetVocabulary) {
    GraphBuilder graph = TranslatorLayers.begin(settings, sourceVocabulary, targetVocabulary);
    String below = "reads";
    for (int i = 1; i <= settings.layers(); i++) {
      graph.addLayer(
          "encoder" + i,
          new Bidirectional(
              Layers.recurrent(settings.cell(), settings.units(), i == 1 ? 0 : settings.dropout())),
          below);
      below = "encoder" + i;
    }
    graph.addVertex(
        "decoder",
        new MemoryVertex(
            new AttentionDecoder.Builder(
                    Layers.recurrent(settings.cell(), settings.units(), 0), settings.units())
                .build()),
        "writes",
        below);
    return TranslatorLayers.end(graph, settings, targetVocabulary, "decoder");
  }
}
