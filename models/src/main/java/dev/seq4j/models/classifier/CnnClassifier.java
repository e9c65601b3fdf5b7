package dev.seq4j.models.classifier;

import dev.seq4j.core.layer.pooling.SequenceConvolution;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.weights.WeightInit;

/**
 * Convolutional network for sentences (Kim 2014).
 *
 * <pre>
 *   ids [batch, time] -> embedding [batch, embedding, time]
 *   -> convolutions of each width, relu, maximum over time [batch, units x widths]
 *   -> softmax [batch, classes]
 * </pre>
 *
 * <p>A map is a detector of a phrase, and where in the text it stands does not matter.
 */
final class CnnClassifier {

  private CnnClassifier() {}

  static ComputationGraphConfiguration configure(
      NetworkSettings settings, int vocabularySize, int classes) {
    int[] widths = settings.shape().widths().stream().mapToInt(Integer::intValue).toArray();
    return Figures.end(
            Figures.begin(settings, vocabularySize)
                .addLayer(
                    "maps",
                    new SequenceConvolution.Builder(settings.shape().units(), widths)
                        .weightInit(WeightInit.RELU)
                        .build(),
                    Figures.EMBEDDING),
            settings,
            classes,
            "maps")
        .build();
  }
}
