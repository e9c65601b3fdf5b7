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
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;

/**
 * The smallest recurrent network that learns from {@link ToyBatches}: embedding, LSTM, and softmax
 * or numbers.
 *
 * <p>Equal settings give equal weights at each {@link #build}.
 */
final class ToyNetwork {

  static final int UNITS = 8;

  private final boolean ofTexts;
  private final boolean numbers;
  private boolean ours;
  private IUpdater updater = new Adam(0.02);
  private double retain = 1;
  private double l2;
  private DataType type = DataType.FLOAT;

  private ToyNetwork(boolean ofTexts, boolean numbers) {
    this.ofTexts = ofTexts;
    this.numbers = numbers;
  }

  /** One label a text, from the LSTM's last step. */
  static ToyNetwork classifier() {
    return new ToyNetwork(true, false);
  }

  /** One label a step. */
  static ToyNetwork languageModel() {
    return new ToyNetwork(false, false);
  }

  /** Numbers of a text, from the LSTM's last step. */
  static ToyNetwork regression() {
    return new ToyNetwork(true, true);
  }

  /** Numbers of a step. */
  static ToyNetwork regressionOfSteps() {
    return new ToyNetwork(false, true);
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
                .addLayer("lstm", ofTexts ? new LastTimeStep(lstm) : lstm, "embedding")
                .addLayer("output", output(), "lstm")
                .setOutputs("output")
                .build());
    graph.init();
    return graph;
  }

  private Layer output() {
    ILossFunction loss = numbers ? new LossMSE() : new LossSparseMCXENT();
    Activation activation = numbers ? Activation.IDENTITY : Activation.SOFTMAX;
    if (ofTexts) {
      return new OutputLayer.Builder(loss)
          .nOut(numbers ? ToyBatches.NUMBERS : ToyBatches.CLASSES)
          .activation(activation)
          .build();
    }
    return new RnnOutputLayer.Builder(loss)
        .nOut(numbers ? ToyBatches.NUMBERS : ToyBatches.VOCABULARY)
        .activation(activation)
        .build();
  }

  private static Layer embedding() {
    return new EmbeddingSequenceLayer.Builder()
        .nIn(ToyBatches.VOCABULARY)
        .nOut(UNITS)
        .inferInputLength(true)
        .build();
  }
}
