package dev.seq4j.models.acoustic;

import dev.seq4j.models.network.Layers;
import dev.seq4j.models.network.RecurrentStack;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Many-to-many, aligned, over sound: at each frame the probabilities of its label (Graves and
 * Schmidhuber 2005).
 *
 * <pre>
 *   frames [batch, features, time]
 *   -> recurrent in both directions [batch, 2 units, time], or forward [batch, units, time], x layers
 *   -> softmax at each step [batch, labels, time]
 * </pre>
 */
final class FrameNetwork {

  private static final String INPUT = "frames";

  /** The layer that reads the frames. */
  static final String FIRST = "recurrent1";

  static final String OUTPUT = "output";

  private FrameNetwork() {}

  static ComputationGraphConfiguration configure(FrameLabellerSettings settings, int labels) {
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(settings.seed())
            .updater(new Adam(settings.learningRate()))
            .weightInit(WeightInit.XAVIER)
            .graphBuilder()
            .addInputs(INPUT)
            .setInputTypes(InputType.recurrent(settings.mfcc().features()));
    String top =
        new RecurrentStack(
                settings.cell(),
                settings.units(),
                settings.layers(),
                settings.bidirectional(),
                settings.dropout())
            .addTo(graph, INPUT, true);
    return graph
        .addLayer(OUTPUT, Layers.output(labels, settings.dropout()), top)
        .setOutputs(OUTPUT)
        .build();
  }
}
