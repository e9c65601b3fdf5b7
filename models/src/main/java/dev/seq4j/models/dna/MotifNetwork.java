package dev.seq4j.models.dna;

import dev.seq4j.core.dna.Dna;
import dev.seq4j.core.layer.pooling.SequenceConvolution;
import dev.seq4j.core.layer.pooling.SequencePooling;
import dev.seq4j.core.layer.recurrent.Bidirectional;
import dev.seq4j.models.network.Cell;
import dev.seq4j.models.network.Layers;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Convolution and bidirectional LSTM over DNA (DanQ, Quang and Xie 2016).
 *
 * <pre>
 *   letters [batch, 4, time] -> filters, relu, maximum of each segment [batch, filters, segments]
 *   -> LSTM in both directions [batch, 2 x units, segments]
 *   -> maximum of each unit [batch, 2 x units] -> softmax [batch, classes]
 * </pre>
 *
 * <p>A filter is a detector of a motif; the LSTM reads which of them stand where, and in which
 * order. DanQ has a layer of its own on the states of all segments, for sequences of one length;
 * the maximum takes sequences of any, and hands its gradient directly to where something was found.
 */
final class MotifNetwork {

  /** The layer of the filters. */
  static final String FILTERS = "filters";

  /** The layer whose units are the classes. */
  static final String OUTPUT = "output";

  private MotifNetwork() {}

  static ComputationGraphConfiguration configure(DnaSettings settings, int classes) {
    return new NeuralNetConfiguration.Builder()
        .seed(settings.seed())
        .updater(new Adam(settings.learningRate()))
        .weightInit(WeightInit.XAVIER)
        .graphBuilder()
        .addInputs("letters")
        .setInputTypes(InputType.recurrent(Dna.CHANNELS))
        .addLayer(
            FILTERS,
            new SequenceConvolution.Builder(settings.filters(), settings.width())
                .pool(settings.pool())
                .weightInit(WeightInit.RELU)
                .build(),
            "letters")
        .addLayer(
            "lstm",
            new Bidirectional(Layers.recurrent(Cell.LSTM, settings.units(), settings.dropout())),
            FILTERS)
        .addLayer("highest", new SequencePooling(SequencePooling.Mode.MAX), "lstm")
        .addLayer(OUTPUT, Layers.output(classes, settings.dropout()), "highest")
        .setOutputs(OUTPUT)
        .build();
  }
}
