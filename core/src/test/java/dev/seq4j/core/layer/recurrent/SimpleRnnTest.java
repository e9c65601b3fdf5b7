package dev.seq4j.core.layer.recurrent;

import dev.seq4j.core.layer.SmallNetworks;

class SimpleRnnTest extends RecurrentLayerContract {

  @Override
  SimpleRnn.Builder builder() {
    return new SimpleRnn.Builder().nOut(SmallNetworks.UNITS);
  }
}
