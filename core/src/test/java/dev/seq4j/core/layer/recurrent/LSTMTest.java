package dev.seq4j.core.layer.recurrent;

import dev.seq4j.core.layer.SmallNetworks;

class LSTMTest extends RecurrentLayerContract {

  @Override
  LSTM.Builder builder() {
    return new LSTM.Builder().nOut(SmallNetworks.UNITS);
  }
}
