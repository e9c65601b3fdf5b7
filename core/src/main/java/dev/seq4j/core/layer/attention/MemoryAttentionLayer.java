package dev.seq4j.core.layer.attention;

import dev.seq4j.core.layer.SequenceLayerInstance;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A layer whose steps attend to a memory, another sequence such as an encoder's output: what {@link
 * CrossAttention} and {@link TransformerDecoderBlock} have in common. It stands in a {@link
 * MemoryVertex}.
 *
 * <p>Memory {@code [batch, memory features, steps]}, with a mask of its own: a step masked 0 is
 * seen by nobody, and the heads of a row without a live step give zeros. The layer can go step by
 * step, with {@code rnnTimeStep}; see {@link MemoryReader}.
 */
public abstract sealed class MemoryAttentionLayer extends AttentionLayer implements MemoryLayer
    permits CrossAttention, TransformerDecoderBlock {

  private static final long serialVersionUID = 1L;

  private long nMemory;

  /** For Jackson. */
  MemoryAttentionLayer() {}

  MemoryAttentionLayer(Builder<?> builder) {
    super(builder);
    nMemory = builder.nMemory;
  }

  @Override
  protected void check() {
    super.check();
    if (nMemory < 0) {
      throw invalid(
          "nMemory", nMemory, "must be at least 1, or 0 to take it from the memory's type");
    }
  }

  @Override
  final boolean canStep() {
    return true;
  }

  @Override
  protected final SequenceLayerInstance<?> instance(NeuralNetConfiguration conf, DataType type) {
    if (nMemory < 1) {
      throw invalid("nMemory", nMemory, "must be set, or the input types be");
    }
    return new MemoryAttentionInstance(conf, type);
  }

  @Override
  public void setMemoryType(InputType memoryType) {
    InputType.InputTypeRecurrent memory = sequence(memoryType);
    if (nMemory == 0) {
      nMemory = memory.getSize();
    }
  }

  /**
   * @return features of the memory
   */
  public long getNMemory() {
    return nMemory;
  }

  /**
   * @param nMemory features of the memory
   */
  public void setNMemory(long nMemory) {
    this.nMemory = nMemory;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof MemoryAttentionLayer layer
        && nMemory == layer.nMemory;
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + Long.hashCode(nMemory);
  }

  /**
   * The options of every layer whose steps attend to a memory.
   *
   * @param <T> the builder itself
   */
  public abstract static sealed class Builder<T extends Builder<T>>
      extends AttentionLayer.Builder<T>
      permits CrossAttention.Builder, TransformerDecoderBlock.Builder {

    private long nMemory;

    Builder() {}

    /**
     * @param features of the memory; by default what the input types say
     * @return this
     */
    public T nMemory(long features) {
      nMemory = features;
      return self();
    }
  }
}
