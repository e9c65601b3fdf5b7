package dev.seq4j.core.layer;

class ResetBeforeGruTest extends RecurrentLayerContract {

  @Override
  GRU.Builder builder() {
    return new GRU.Builder().resetAfter(false).nOut(SmallNetworks.UNITS);
  }
}
