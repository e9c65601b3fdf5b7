package dev.seq4j.models.network;

import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.nd4j.linalg.activations.Activation;

/** The layers of Deeplearning4j as all architectures here use them. */
public final class Layers {

  /** An LSTM begins by remembering (Gers et al. 2000; Jozefowicz et al. 2015). */
  private static final double FORGET_GATE_BIAS = 1;

  private Layers() {}

  /**
   * A vector for each token: ids {@code [batch, time]} or {@code [batch, 1, time]} to {@code
   * [batch, size, time]}, without bias.
   *
   * @param vocabularySize how many ids there are
   * @param size of a vector
   * @return the layer
   */
  public static EmbeddingSequenceLayer embedding(int vocabularySize, int size) {
    return new EmbeddingSequenceLayer.Builder()
        .nIn(vocabularySize)
        .nOut(size)
        .inferInputLength(true)
        .build();
  }

  /**
   * Long short-term memory: {@code [batch, features, time]} to {@code [batch, units, time]}.
   *
   * @param units of the layer
   * @param dropout probability that an input is dropped in training
   * @return the layer
   */
  public static LSTM lstm(int units, double dropout) {
    return recurrent(new LSTM.Builder().forgetGateBiasInit(FORGET_GATE_BIAS), units, dropout)
        .build();
  }

  /**
   * A simple recurrent layer: {@code [batch, features, time]} to {@code [batch, units, time]}.
   *
   * @param units of the layer
   * @param dropout probability that an input is dropped in training
   * @return the layer
   */
  public static SimpleRnn simpleRnn(int units, double dropout) {
    return recurrent(new SimpleRnn.Builder(), units, dropout).build();
  }

  private static <B extends BaseRecurrentLayer.Builder<B>> B recurrent(
      B builder, int units, double dropout) {
    return builder.activation(Activation.TANH).nOut(units).dropOut(keep(dropout));
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
