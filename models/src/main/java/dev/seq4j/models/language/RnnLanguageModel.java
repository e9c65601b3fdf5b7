package dev.seq4j.models.language;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;

/**
 * Many-to-many, aligned: at each step the probabilities of the next token.
 *
 * <pre>
 *   ids [batch, time] -> embedding [batch, embedding, time] -> recurrent [batch, units, time] x layers
 *   -> softmax at each step [batch, vocabulary, time]
 * </pre>
 */
final class RnnLanguageModel {

  private RnnLanguageModel() {}

  static ComputationGraphConfiguration configure(LanguageSettings settings, int vocabularySize) {
    ComputationGraphConfiguration.GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(settings.seed())
            .updater(new Adam(settings.learningRate()))
            .weightInit(WeightInit.XAVIER)
            .graphBuilder()
            .addInputs("ids")
            .setInputTypes(InputType.recurrent(vocabularySize))
            .addLayer("embedding", embedding(settings, vocabularySize), "ids");
    String below = "embedding";
    for (int i = 1; i <= settings.layers(); i++) {
      graph.addLayer("recurrent" + i, recurrent(settings), below);
      below = "recurrent" + i;
    }
    return graph
        .addLayer("output", output(settings, vocabularySize), below)
        .setOutputs("output")
        .build();
  }

  private static EmbeddingSequenceLayer embedding(LanguageSettings settings, int vocabularySize) {
    return new EmbeddingSequenceLayer.Builder()
        .nIn(vocabularySize)
        .nOut(settings.embedding())
        .inferInputLength(true)
        .build();
  }

  private static LSTM recurrent(LanguageSettings settings) {
    return new LSTM.Builder()
        .forgetGateBiasInit(1)
        .activation(Activation.TANH)
        .nOut(settings.units())
        .dropOut(keep(settings))
        .build();
  }

  private static RnnOutputLayer output(LanguageSettings settings, int vocabularySize) {
    return new RnnOutputLayer.Builder(new LossSparseMCXENT())
        .activation(Activation.SOFTMAX)
        .dataFormat(RNNFormat.NCW)
        .dropOut(keep(settings))
        .nOut(vocabularySize)
        .build();
  }

  /** Deeplearning4j's dropout is the probability of keeping, where 0 means that it is off. */
  private static double keep(LanguageSettings settings) {
    return settings.dropout() == 0 ? 0 : 1 - settings.dropout();
  }
}
