package dev.seq4j.models.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;

class LayersTest {

  @Test
  void dropoutTurnsIntoTheProbabilityOfKeeping() {
    assertThat(Layers.keep(0.25)).isEqualTo(0.75);
    LSTM layer = Layers.lstm(3, 0.25);
    assertThat(layer.getIDropout()).isEqualTo(new Dropout(0.75));
  }

  @Test
  void noDropoutIsNoDropout() {
    assertThat(Layers.lstm(3, 0).getIDropout()).isNull();
    assertThat(Layers.simpleRnn(3, 0).getIDropout()).isNull();
  }

  @Test
  void anLstmBeginsByRemembering() {
    assertThat(Layers.lstm(3, 0).getForgetGateBiasInit()).isEqualTo(1);
  }

  @Test
  void recurrentLayersHaveTheirUnitsAndTanh() {
    SimpleRnn layer = Layers.simpleRnn(5, 0.5);
    assertThat(layer.getNOut()).isEqualTo(5);
    assertThat(layer.getActivationFn()).isEqualTo(Activation.TANH.getActivationFunction());
    assertThat(layer.getIDropout()).isEqualTo(new Dropout(0.5));
  }

  @Test
  void anEmbeddingHasAVectorForEachTokenAndNoBias() {
    EmbeddingSequenceLayer layer = Layers.embedding(20, 4);
    assertThat(layer.getNIn()).isEqualTo(20);
    assertThat(layer.getNOut()).isEqualTo(4);
    assertThat(layer.hasBias()).isFalse();
  }
}
