package dev.seq4j.core.train;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;

/** The smallest recurrent networks that learn from {@link ToyBatches}; equal ones at each call. */
final class ToyNetworks {

  static final int UNITS = 8;

  private ToyNetworks() {}

  /** Embedding, LSTM with dropout, last step, softmax; Adam. */
  static ComputationGraph classifier() {
    return classifier(new Adam(0.02), 0.8, 0);
  }

  /**
   * @param retain share of the LSTM's inputs that dropout keeps, 1 for no dropout
   */
  static ComputationGraph classifier(IUpdater updater, double retain, double l2) {
    return initialised(
        start(updater, l2)
            .addLayer("lstm", new LastTimeStep(lstm(retain)), "embedding")
            .addLayer(
                "output",
                new OutputLayer.Builder(new LossSparseMCXENT())
                    .nOut(ToyBatches.CLASSES)
                    .activation(Activation.SOFTMAX)
                    .build(),
                "lstm"));
  }

  /** Embedding, LSTM, softmax at each step. */
  static ComputationGraph languageModel(IUpdater updater, double retain, double l2) {
    return initialised(
        start(updater, l2)
            .addLayer("lstm", lstm(retain), "embedding")
            .addLayer(
                "output",
                new RnnOutputLayer.Builder(new LossSparseMCXENT())
                    .nOut(ToyBatches.VOCABULARY)
                    .activation(Activation.SOFTMAX)
                    .build(),
                "lstm"));
  }

  private static GraphBuilder start(IUpdater updater, double l2) {
    return new NeuralNetConfiguration.Builder()
        .seed(7)
        .updater(updater)
        .l2(l2)
        .graphBuilder()
        .addInputs("ids")
        .setInputTypes(InputType.recurrent(ToyBatches.VOCABULARY))
        .addLayer(
            "embedding",
            new EmbeddingSequenceLayer.Builder()
                .nIn(ToyBatches.VOCABULARY)
                .nOut(UNITS)
                .inferInputLength(true)
                .build(),
            "ids");
  }

  private static LSTM lstm(double retain) {
    return new LSTM.Builder().nOut(UNITS).activation(Activation.TANH).dropOut(retain).build();
  }

  private static ComputationGraph initialised(GraphBuilder builder) {
    ComputationGraphConfiguration configuration = builder.setOutputs("output").build();
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    return graph;
  }
}
