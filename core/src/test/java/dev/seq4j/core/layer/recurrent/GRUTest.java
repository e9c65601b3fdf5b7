package dev.seq4j.core.layer.recurrent;

import dev.seq4j.core.layer.SmallNetworks;

class GRUTest extends RecurrentLayerContract {

  @Override
  GRU.Builder builder() {
    return new GRU.Builder().nOut(SmallNetworks.UNITS);
  }
}
