package dev.seq4j.models.classifier;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;

/**
 * Many-to-one: word vectors, recurrent layers, the state at the last word, softmax.
 *
 * <pre>
 *   ids [batch, time] -> embedding [batch, embedding, time] -> recurrent [batch, units, time] x layers
 *   -> last live step [batch, units] -> softmax [batch, classes]
 * </pre>
 *
 * The last step is the last one that the mask shows, not the padding's.
 */
final class RnnClassifier {

  private RnnClassifier() {}

  static ComputationGraphConfiguration configure(
      ClassifierSettings settings, int vocabularySize, int classes) {
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
    for (int i = 1; i < settings.layers(); i++) {
      graph.addLayer("recurrent" + i, recurrent(settings), below);
      below = "recurrent" + i;
    }
    return graph
        .addLayer("last", new LastTimeStep(recurrent(settings)), below)
        .addLayer("output", output(settings, classes), "last")
        .setOutputs("output")
        .build();
  }

  private static EmbeddingSequenceLayer embedding(ClassifierSettings settings, int vocabularySize) {
    return new EmbeddingSequenceLayer.Builder()
        .nIn(vocabularySize)
        .nOut(settings.embedding())
        .inferInputLength(true)
        .build();
  }

  private static BaseRecurrentLayer recurrent(ClassifierSettings settings) {
    BaseRecurrentLayer.Builder<?> layer =
        settings.architecture() == ClassifierArchitecture.LSTM
            ? new LSTM.Builder().forgetGateBiasInit(1)
            : new SimpleRnn.Builder();
    layer.activation(Activation.TANH).nOut(settings.units()).dropOut(keep(settings));
    return layer.build();
  }

  private static OutputLayer output(ClassifierSettings settings, int classes) {
    return new OutputLayer.Builder(new LossSparseMCXENT())
        .activation(Activation.SOFTMAX)
        .dropOut(keep(settings))
        .nOut(classes)
        .build();
  }

  /** Deeplearning4j's dropout is the probability of keeping, where 0 means that it is off. */
  private static double keep(ClassifierSettings settings) {
    return settings.dropout() == 0 ? 0 : 1 - settings.dropout();
  }
}
