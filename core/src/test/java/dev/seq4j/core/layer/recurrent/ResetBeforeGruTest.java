package dev.seq4j.core.layer.recurrent;

import dev.seq4j.core.layer.SmallNetworks;

class ResetBeforeGruTest extends RecurrentLayerContract {

  @Override
  GRU.Builder builder() {
    return new GRU.Builder().resetAfter(false).nOut(SmallNetworks.UNITS);
  }
}
