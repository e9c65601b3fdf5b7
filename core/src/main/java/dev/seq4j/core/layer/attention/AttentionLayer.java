package dev.seq4j.core.layer.attention;

import dev.seq4j.core.layer.SequenceLayer;
import dev.seq4j.core.layer.SequenceLayerInstance;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A layer whose steps look at other steps, in proportion to how well they fit: what {@link
 * SelfAttentionLayer}s and {@link MemoryAttentionLayer}s have in common.
 *
 * <p>Input {@code [batch, in, time]}, output {@code [batch, out, time]}. Mask {@code [batch,
 * time]}: a step masked 0 is seen by nobody and costs nothing, whatever it holds; its output is
 * zero, and nothing of it gets into a gradient.
 */
public abstract sealed class AttentionLayer extends SequenceLayer
    permits SelfAttentionLayer, MemoryAttentionLayer {

  /** No weight is dropped. */
  public static final double DEFAULT_ATTENTION_DROPOUT = 0;

  private static final long serialVersionUID = 1L;

  private double attentionDropOut;

  /** For Jackson. */
  AttentionLayer() {}

  AttentionLayer(Builder<?> builder) {
    super(builder);
    attentionDropOut = builder.attentionDropOut;
  }

  @Override
  protected void check() {
    super.check();
    if (!(attentionDropOut >= 0 && attentionDropOut <= 1)) {
      throw invalid(
          "attentionDropOut",
          attentionDropOut,
          "must be a probability of keeping, or 0 for no dropout");
    }
  }

  /** Turns Deeplearning4j's probability of keeping into one of dropping. */
  static double dropped(double keep) {
    return keep == 0 ? 0 : 1 - keep;
  }

  final void requireHeads(int heads) {
    if (heads < 1) {
      throw invalid("heads", heads, "must be at least 1");
    }
    if (nOut % heads != 0) {
      throw invalid("heads", heads, "must divide nOut = " + nOut);
    }
  }

  final void requireSameFeatures() {
    if (nIn != nOut) {
      throw invalid("nOut", nOut, "must be nIn = " + nIn);
    }
  }

  /**
   * @return the fast way
   */
  abstract AttentionPath kernelPath();

  /**
   * @return the way that is open everywhere
   */
  abstract AttentionPath portablePath();

  /**
   * @return whether the layer can go step by step
   */
  abstract boolean canStep();

  /**
   * @return the fast way, step by step
   */
  abstract AttentionSteps kernelSteps();

  /**
   * @return the way that is open everywhere, step by step
   */
  abstract AttentionSteps portableSteps();

  /**
   * @return numbers that are remembered of a step
   */
  abstract long stateSize();

  @Override
  protected SequenceLayerInstance<?> instance(NeuralNetConfiguration conf, DataType type) {
    return new AttentionLayerInstance(conf, type);
  }

  /**
   * @return whether there is any dropout inside
   */
  boolean drops() {
    return droppedWeights() > 0;
  }

  final double droppedWeights() {
    return dropped(attentionDropOut);
  }

  /**
   * @return the probability that an attention weight is kept in training; 0 if none is dropped
   */
  public double getAttentionDropOut() {
    return attentionDropOut;
  }

  /**
   * @param attentionDropOut the probability that an attention weight is kept in training; 0 if none
   *     is dropped
   */
  public void setAttentionDropOut(double attentionDropOut) {
    this.attentionDropOut = attentionDropOut;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof AttentionLayer layer
        && Double.compare(attentionDropOut, layer.attentionDropOut) == 0;
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + Double.hashCode(attentionDropOut);
  }

  /**
   * The options of every layer that attends.
   *
   * @param <T> the builder itself
   */
  public abstract static sealed class Builder<T extends Builder<T>> extends SequenceLayer.Builder<T>
      permits SelfAttentionLayer.Builder, MemoryAttentionLayer.Builder {

    private double attentionDropOut = DEFAULT_ATTENTION_DROPOUT;

    Builder() {}

    /**
     * @param keep the probability that an attention weight is kept in training, as Deeplearning4j's
     *     {@code dropOut}; 0, the default, drops nothing
     * @return this
     */
    public T attentionDropOut(double keep) {
      attentionDropOut = keep;
      return self();
    }
  }
}
