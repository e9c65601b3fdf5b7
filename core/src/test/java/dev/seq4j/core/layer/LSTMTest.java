package dev.seq4j.core.layer;

class LSTMTest extends RecurrentLayerContract {

  @Override
  LSTM.Builder builder() {
    return new LSTM.Builder().nOut(SmallNetworks.UNITS);
  }
}
