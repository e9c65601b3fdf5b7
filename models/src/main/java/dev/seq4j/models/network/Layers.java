package dev.seq4j.models.network;

import dev.seq4j.core.layer.FeatureDropout;
import dev.seq4j.core.layer.embedding.TokenEmbedding;
import dev.seq4j.core.layer.output.SequenceOutput;
import dev.seq4j.core.layer.recurrent.CellLayer;
import dev.seq4j.core.layer.recurrent.GRU;
import dev.seq4j.core.layer.recurrent.LSTM;
import dev.seq4j.core.layer.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** Layers as all architectures here use them. */
public final class Layers {

  /** What {@link #words} calls the layer of the word vectors. */
  public static final String EMBEDDING = "embedding";

  private Layers() {}

  /**
   * The beginning of a configuration: Adam, and the first weights of Glorot and Bengio (2010).
   *
   * @param seed of the first weights
   * @param learningRate of Adam
   * @return a configuration without layers
   */
  public static NeuralNetConfiguration.Builder network(long seed, double learningRate) {
    return new NeuralNetConfiguration.Builder()
        .seed(seed)
        .updater(new Adam(learningRate))
        .weightInit(WeightInit.XAVIER);
  }

  /**
   * The beginning of a network that reads tokens: ids {@code [batch, time]} to {@link #EMBEDDING}
   * {@code [batch, size, time]}.
   *
   * @param network made by {@link #network}
   * @param vocabularySize how many ids there are
   * @param size of a vector
   * @param dropout probability that a feature is dropped in training
   * @return the network, with this layer alone
   */
  public static GraphBuilder words(
      NeuralNetConfiguration.Builder network, int vocabularySize, int size, double dropout) {
    return network
        .graphBuilder()
        .addInputs("ids")
        .setInputTypes(InputType.recurrent(vocabularySize))
        .addLayer(EMBEDDING, embedding(vocabularySize, size, dropout), "ids");
  }

  /**
   * A vector for each token: ids {@code [batch, time]} or {@code [batch, 1, time]} to {@code
   * [batch, size, time]}, without bias.
   *
   * @param vocabularySize how many ids there are
   * @param size of a vector
   * @return the layer
   */
  public static TokenEmbedding embedding(int vocabularySize, int size) {
    return new TokenEmbedding.Builder(vocabularySize, size).build();
  }

  /**
   * A vector for each token, with dropout of whole features: one that is dropped is so at all steps
   * of its row (Gal and Ghahramani 2016), which costs one random number a feature, not one a step.
   *
   * @param vocabularySize how many ids there are
   * @param size of a vector
   * @param dropout probability that a feature is dropped in training
   * @return the layer
   */
  public static TokenEmbedding embedding(int vocabularySize, int size, double dropout) {
    TokenEmbedding.Builder embedding = new TokenEmbedding.Builder(vocabularySize, size);
    if (dropout > 0) {
      embedding.dropOut(new FeatureDropout(dropout));
    }
    return embedding.build();
  }

  /**
   * Softmax over classes and cross-entropy with integer labels: once a sequence for {@code [batch,
   * features]}, at each step for {@code [batch, features, time]}.
   *
   * @param classes how many there are
   * @param dropout probability that an input is dropped in training
   * @return the layer
   */
  public static SequenceOutput output(int classes, double dropout) {
    return new SequenceOutput.Builder().nOut(classes).dropOut(keep(dropout)).build();
  }

  /**
   * Numbers once a sequence and their mean squared error: {@code [batch, features]} to {@code
   * [batch, count]}.
   *
   * @param count how many numbers
   * @return the layer
   */
  public static OutputLayer numbers(int count) {
    return new OutputLayer.Builder(new LossMSE())
        .nOut(count)
        .activation(Activation.IDENTITY)
        .build();
  }

  /**
   * Recurrent layer: {@code [batch, features, time]} to {@code [batch, units, time]}.
   *
   * @param cell what it computes at a step
   * @param units of the layer
   * @param dropout probability that an input is dropped in training
   * @return the layer
   */
  public static CellLayer recurrent(Cell cell, int units, double dropout) {
    return recurrent(builder(cell), units, dropout, true);
  }

  /**
   * Recurrent layer that gives its state after the last live step: {@code [batch, features, time]}
   * to {@code [batch, units]}.
   *
   * @param cell what it computes at a step
   * @param units of the layer
   * @param dropout probability that an input is dropped in training
   * @return the layer
   */
  public static CellLayer lastState(Cell cell, int units, double dropout) {
    return recurrent(builder(cell), units, dropout, false);
  }

  private static CellLayer.Builder<?> builder(Cell cell) {
    return switch (cell) {
      case RNN -> new SimpleRnn.Builder();
      case LSTM -> new LSTM.Builder();
      case GRU -> new GRU.Builder();
    };
  }

  private static CellLayer recurrent(
      CellLayer.Builder<?> builder, int units, double dropout, boolean sequences) {
    builder.nOut(units);
    builder.dropOut(keep(dropout));
    builder.returnSequences(sequences);
    return builder.build();
  }

  /**
   * Says a dropout as Deeplearning4j does, by the probability of keeping, where 0 means that it is
   * off.
   *
   * @param dropout probability that an input is dropped
   * @return what {@code dropOut} of a layer's builder takes
   */
  public static double keep(double dropout) {
    return dropout == 0 ? 0 : 1 - dropout;
  }
}
