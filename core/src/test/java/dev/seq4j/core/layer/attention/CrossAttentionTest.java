package dev.seq4j.core.layer.attention;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.junit.jupiter.api.Test;

class CrossAttentionTest extends MemoryAttentionContract {

  @Override
  CrossAttention.Builder builder(int heads) {
    return new CrossAttention.Builder(heads).nOut(2 * heads);
  }

  @Override
  CrossAttention.Builder dropping(int heads) {
    return builder(heads).attentionDropOut(0.6);
  }

  @Test
  void refusesHeadsThatDoNotDivide() {
    assertThatThrownBy(() -> new CrossAttention.Builder(3).nOut(8).build())
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("heads = 3: must divide nOut = 8");
  }
}
