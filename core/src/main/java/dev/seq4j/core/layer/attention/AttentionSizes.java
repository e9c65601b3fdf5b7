package dev.seq4j.core.layer.attention;

import dev.seq4j.core.layer.LayerParameter;
import java.util.ArrayList;
import java.util.List;

/**
 * What a multi-head attention computes.
 *
 * @param in features of the input
 * @param memoryIn features of the memory that it attends to; 0 if to itself
 * @param width of all heads together, and of the output
 * @param heads how many
 * @param causal whether a step sees no later step
 * @param dropped probability that a weight is dropped
 */
record AttentionSizes(
    long in, long memoryIn, long width, int heads, boolean causal, double dropped) {

  /**
   * @param suffix what the names end with
   * @return in the order in which they lie, as {@code MultiHeadAttentionKernel} wants them
   */
  List<LayerParameter> parameters(String suffix) {
    List<LayerParameter> list = new ArrayList<>();
    if (memoryIn == 0) {
      // Three matrices side by side, each of which begins as if it were alone.
      list.add(
          new LayerParameter(
              "Wqkv" + suffix, LayerParameter.Role.WEIGHT, in, width, in, 3 * width));
      list.add(LayerParameter.bias("bqkv" + suffix, 3 * width));
    } else {
      list.add(LayerParameter.weight("Wq" + suffix, in, width));
      list.add(LayerParameter.bias("bq" + suffix, width));
      list.add(
          new LayerParameter(
              "Wkv" + suffix, LayerParameter.Role.WEIGHT, memoryIn, width, memoryIn, 2 * width));
      list.add(LayerParameter.bias("bkv" + suffix, 2 * width));
    }
    list.add(LayerParameter.weight("Wo" + suffix, width, width));
    list.add(LayerParameter.bias("bo" + suffix, width));
    return list;
  }
}
