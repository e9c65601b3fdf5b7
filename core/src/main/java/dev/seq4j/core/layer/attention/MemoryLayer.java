package dev.seq4j.core.layer.attention;

import org.deeplearning4j.nn.conf.inputs.InputType;

/**
 * The configuration of a layer that reads a second sequence beside its input, its memory: what an
 * encoder has left for a decoder. It stands in a {@link MemoryVertex}; the layer at work is a
 * {@link MemoryReader}.
 */
public interface MemoryLayer {

  /**
   * Takes the number of the memory's features, unless it has been set.
   *
   * @param memoryType the type of the memory, which is recurrent
   */
  void setMemoryType(InputType memoryType);
}
