package dev.seq4j.core.layer;

class GRUTest extends RecurrentLayerContract {

  @Override
  GRU.Builder builder() {
    return new GRU.Builder().nOut(SmallNetworks.UNITS);
  }
}
