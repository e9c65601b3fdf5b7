package dev.seq4j.core.layer.attention;

import dev.seq4j.core.kernel.attention.TransformerBlockShape;
import dev.seq4j.core.layer.LayerParameter;
import java.util.ArrayList;
import java.util.List;

/**
 * The parameters of a transformer block by name, in the order in which {@code
 * TransformerBlockKernel} wants them. Names of attention to a memory end with {@value
 * #MEMORY_SUFFIX}.
 */
final class TransformerParameters {

  static final String MEMORY_SUFFIX = "m";

  private TransformerParameters() {}

  static AttentionSizes selfAttention(TransformerBlockShape shape) {
    return new AttentionSizes(
        shape.width(), 0, shape.width(), shape.heads(), shape.causal(), shape.attentionDropout());
  }

  static AttentionSizes memoryAttention(TransformerBlockShape shape) {
    return new AttentionSizes(
        shape.width(),
        shape.memoryIn(),
        shape.width(),
        shape.heads(),
        false,
        shape.attentionDropout());
  }

  static List<LayerParameter> network(TransformerBlockShape shape) {
    return FeedForward.parameters(shape.width(), shape.hidden(), shape.width());
  }

  static List<LayerParameter> all(TransformerBlockShape shape) {
    List<LayerParameter> all = new ArrayList<>();
    norm(all, 1, shape.width());
    all.addAll(selfAttention(shape).parameters(""));
    int last = 2;
    if (shape.memoryIn() > 0) {
      norm(all, last++, shape.width());
      all.addAll(memoryAttention(shape).parameters(MEMORY_SUFFIX));
    }
    norm(all, last, shape.width());
    all.addAll(network(shape));
    return all;
  }

  private static void norm(List<LayerParameter> all, int number, long width) {
    all.add(LayerParameter.gain("gain" + number, width));
    all.add(LayerParameter.bias("shift" + number, width));
  }
}
