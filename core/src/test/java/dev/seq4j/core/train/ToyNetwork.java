package dev.seq4j.core.train;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;

/**
 * The smallest recurrent network that learns from {@link ToyBatches}: embedding, LSTM, softmax.
 *
 * <p>Equal settings give equal weights at each {@link #build}.
 */
final class ToyNetwork {

  static final int UNITS = 8;

  private final boolean classifier;
  private boolean ours;
  private IUpdater updater = new Adam(0.02);
  private double retain = 1;
  private double l2;
  private DataType type = DataType.FLOAT;

  private ToyNetwork(boolean classifier) {
    this.classifier = classifier;
  }

  /** One label a text, from the LSTM's last step. */
  static ToyNetwork classifier() {
    return new ToyNetwork(true);
  }

  /** One label a step. */
  static ToyNetwork languageModel() {
    return new ToyNetwork(false);
  }

  /** With our own LSTM in the place of Deeplearning4j's. */
  ToyNetwork ours() {
    ours = true;
    return this;
  }

  ToyNetwork updater(IUpdater updater) {
    this.updater = updater;
    return this;
  }

  /**
   * @param retain share of the LSTM's inputs that dropout keeps
   */
  ToyNetwork dropout(double retain) {
    this.retain = retain;
    return this;
  }

  ToyNetwork l2(double l2) {
    this.l2 = l2;
    return this;
  }

  ToyNetwork type(DataType type) {
    this.type = type;
    return this;
  }

  ComputationGraph build() {
    Layer lstm =
        ours
            ? new dev.seq4j.core.layer.recurrent.LSTM.Builder().nOut(UNITS).dropOut(retain).build()
            : new LSTM.Builder().nOut(UNITS).activation(Activation.TANH).dropOut(retain).build();
    Layer output =
        classifier
            ? new OutputLayer.Builder(new LossSparseMCXENT())
                .nOut(ToyBatches.CLASSES)
                .activation(Activation.SOFTMAX)
                .build()
            : new RnnOutputLayer.Builder(new LossSparseMCXENT())
                .nOut(ToyBatches.VOCABULARY)
                .activation(Activation.SOFTMAX)
                .build();
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(7)
                .dataType(type)
                .updater(updater)
                .l2(l2)
                .graphBuilder()
                .addInputs("ids")
                .setInputTypes(InputType.recurrent(ToyBatches.VOCABULARY))
                .addLayer("embedding", embedding(), "ids")
                .addLayer("lstm", classifier ? new LastTimeStep(lstm) : lstm, "embedding")
                .addLayer("output", output, "lstm")
                .setOutputs("output")
                .build());
    graph.init();
    return graph;
  }

  private static Layer embedding() {
    return new EmbeddingSequenceLayer.Builder()
        .nIn(ToyBatches.VOCABULARY)
        .nOut(UNITS)
        .inferInputLength(true)
        .build();
  }
}
