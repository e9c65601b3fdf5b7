package dev.seq4j.core.layer;

class SimpleRnnTest extends RecurrentLayerContract {

  @Override
  SimpleRnn.Builder builder() {
    return new SimpleRnn.Builder().nOut(SmallNetworks.UNITS);
  }
}
