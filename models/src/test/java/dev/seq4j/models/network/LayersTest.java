package dev.seq4j.models.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seq4j.core.layer.embedding.TokenEmbedding;
import dev.seq4j.core.layer.recurrent.LSTM;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;

class LayersTest {

  @Test
  void dropoutTurnsIntoTheProbabilityOfKeeping() {
    assertThat(Layers.keep(0.25)).isEqualTo(0.75);
    assertThat(Layers.recurrent(Cell.LSTM, 3, 0.25).getIDropout()).isEqualTo(new Dropout(0.75));
  }

  @ParameterizedTest
  @EnumSource
  void noDropoutIsNoDropout(Cell cell) {
    assertThat(Layers.recurrent(cell, 3, 0).getIDropout()).isNull();
  }

  @Test
  void anLstmBeginsByRemembering() {
    LSTM layer = (LSTM) Layers.recurrent(Cell.LSTM, 3, 0);
    assertThat(layer.getForgetGateBiasInit()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void recurrentLayersHaveTheirUnitsAndTanh(Cell cell) {
    BaseRecurrentLayer layer = Layers.recurrent(cell, 5, 0.5);
    assertThat(layer.getNOut()).isEqualTo(5);
    assertThat(layer.getActivationFn()).isEqualTo(Activation.TANH.getActivationFunction());
    assertThat(layer.getIDropout()).isEqualTo(new Dropout(0.5));
  }

  @Test
  void anEmbeddingHasAVectorForEachTokenAndNoBias() {
    TokenEmbedding layer = Layers.embedding(20, 4);
    assertThat(layer.getNIn()).isEqualTo(20);
    assertThat(layer.getNOut()).isEqualTo(4);
    assertThat(layer.isPadding()).isTrue();
  }
}
