package dev.seq4j.models.classifier;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.models.network.Hyperparameters;
import java.util.List;

/**
 * What a network looks like: how many layers of which size, and how the states at all words become
 * one vector. What an architecture does not have keeps its plainest value: one layer, one head, not
 * bidirectional, no widths.
 *
 * @param embedding size of a word's vector, 1 or more; the width of a transformer, which its heads
 *     divide
 * @param units of each recurrent or hidden layer, or of the feed-forward network of a transformer's
 *     block, or feature maps of each width of a convolution; 1 or more
 * @param layers recurrent or hidden layers or blocks, 1 or more
 * @param heads of the attention of a transformer's block, 1 or more
 * @param bidirectional whether recurrent layers read in both directions
 * @param pooling how the states at all words become one vector
 * @param widths words that a convolution sees at once, one convolution each
 */
public record NetworkShape(
    int embedding,
    int units,
    int layers,
    int heads,
    boolean bidirectional,
    Pooling pooling,
    List<Integer> widths) {

  /**
   * @throws InvalidInputException if a setting is missing or out of its range
   */
  public NetworkShape {
    Hyperparameters.requireAtLeastOne("embedding", embedding);
    Hyperparameters.requireAtLeastOne("units", units);
    Hyperparameters.requireAtLeastOne("layers", layers);
    Hyperparameters.requireAtLeastOne("heads", heads);
    if (pooling == null) {
      throw new InvalidInputException(
          "pooling: is missing, must be one of " + String.join(", ", Pooling.names()));
    }
    if (widths == null) {
      throw new InvalidInputException("widths: is missing");
    }
    for (int width : widths) {
      Hyperparameters.requireAtLeastOne("width", width);
    }
    widths = List.copyOf(widths);
  }

  /**
   * @param size of a word's vector
   * @return the same with another embedding
   */
  public NetworkShape withEmbedding(int size) {
    return new NetworkShape(size, units, layers, heads, bidirectional, pooling, widths);
  }

  /**
   * @param size of each layer
   * @return the same with other layers
   */
  public NetworkShape withUnits(int size) {
    return new NetworkShape(embedding, size, layers, heads, bidirectional, pooling, widths);
  }

  /**
   * @param number of recurrent or hidden layers or blocks
   * @return the same with another number of layers
   */
  public NetworkShape withLayers(int number) {
    return new NetworkShape(embedding, units, number, heads, bidirectional, pooling, widths);
  }

  /**
   * @param number of heads of the attention
   * @return the same with another number of heads
   */
  public NetworkShape withHeads(int number) {
    return new NetworkShape(embedding, units, layers, number, bidirectional, pooling, widths);
  }

  /**
   * @param both whether recurrent layers read in both directions
   * @return the same with one direction or two
   */
  public NetworkShape withBidirectional(boolean both) {
    return new NetworkShape(embedding, units, layers, heads, both, pooling, widths);
  }

  /**
   * @param how the states at all words become one vector
   * @return the same with another pooling
   */
  public NetworkShape withPooling(Pooling how) {
    return new NetworkShape(embedding, units, layers, heads, bidirectional, how, widths);
  }

  /**
   * @param words that a convolution sees at once
   * @return the same with other convolutions
   */
  public NetworkShape withWidths(List<Integer> words) {
    return new NetworkShape(embedding, units, layers, heads, bidirectional, pooling, words);
  }
}
