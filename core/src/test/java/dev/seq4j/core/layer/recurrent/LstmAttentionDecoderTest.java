package dev.seq4j.core.layer.recurrent;

import dev.seq4j.core.layer.MemoryLayerContract;
import org.deeplearning4j.nn.conf.layers.Layer;

class LstmAttentionDecoderTest extends MemoryLayerContract {

  @Override
  protected Layer layer() {
    return AttentionDecoderTest.decoder(new LSTM.Builder().nOut(2).build());
  }
}
