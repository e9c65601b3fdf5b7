package dev.seq4j.core.layer;

import org.deeplearning4j.nn.conf.layers.Layer;

class LstmAttentionDecoderTest extends MemoryLayerContract {

  @Override
  Layer layer() {
    return AttentionDecoderTest.decoder(new LSTM.Builder().nOut(2).build());
  }
}
