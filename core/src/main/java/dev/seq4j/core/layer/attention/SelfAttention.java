package dev.seq4j.core.layer.attention;

import dev.seq4j.core.layer.LayerParameter;
import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;

/**
 * Self-attention without parameters: each step becomes a mean of all steps, weighted by how similar
 * they are to it. Where to begin to understand attention, and what stands in the middle of {@link
 * MultiHeadAttention}.
 *
 * <pre>
 *   w_(t,s) = softmax over s of (scale x_t . x_s)
 *   y_t     = sum over s of w_(t,s) x_s
 * </pre>
 *
 * <p>The scale is 1; with {@link Builder#scaled scaled(true)} it is {@code 1 / sqrt(features)}, so
 * that the softmax does not saturate where there are many features. Shapes and masks are those of
 * {@link AttentionLayer} and {@link SelfAttentionLayer}; as many features go out as come in.
 *
 * <pre>{@code
 * graph.addLayer("attention", new SelfAttention.Builder().scaled(true).build(), "embedding")
 * }</pre>
 */
public final class SelfAttention extends SelfAttentionLayer {

  /** Dot products as they are. */
  public static final boolean DEFAULT_SCALED = false;

  private static final long serialVersionUID = 1L;

  private boolean scaled;

  /** For Jackson. */
  SelfAttention() {}

  private SelfAttention(Builder builder) {
    super(builder);
    scaled = builder.scaled;
    if (nOut == 0) {
      nOut = nIn;
    }
    check();
  }

  @Override
  protected void check() {
    super.check();
    requireSameFeatures();
  }

  /**
   * @return factor of the dot products
   */
  double scale() {
    return scaled ? 1 / Math.sqrt(nIn) : 1;
  }

  /**
   * @return whether the dot products are divided by the square root of the features
   */
  public boolean isScaled() {
    return scaled;
  }

  /**
   * @param scaled whether the dot products are divided by the square root of the features
   */
  public void setScaled(boolean scaled) {
    this.scaled = scaled;
  }

  @Override
  protected List<LayerParameter> parameters() {
    return List.of();
  }

  @Override
  AttentionPath kernelPath() {
    return new KernelDotProducts(this);
  }

  @Override
  AttentionPath portablePath() {
    return new PortableSelfAttention(this);
  }

  @Override
  AttentionSteps kernelSteps() {
    return portableSteps();
  }

  @Override
  AttentionSteps portableSteps() {
    return new PortableSelfAttention(this);
  }

  @Override
  long stateSize() {
    return nIn;
  }

  @Override
  protected long trainingMemoryOfAStep() {
    return 5 * nIn;
  }

  @Override
  public void setNIn(InputType inputType, boolean override) {
    super.setNIn(inputType, override);
    nOut = nIn;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other) && other instanceof SelfAttention layer && scaled == layer.scaled;
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + Boolean.hashCode(scaled);
  }

  /** Builds a {@link SelfAttention}; nothing is required where the input type is set. */
  @SuppressWarnings("unchecked") // build() is declared with a type that the caller infers
  public static final class Builder extends SelfAttentionLayer.Builder<Builder> {

    private boolean scaled = DEFAULT_SCALED;

    /** With all defaults. */
    public Builder() {}

    /**
     * @param scaled whether the dot products are divided by the square root of the features;
     *     {@value SelfAttention#DEFAULT_SCALED} by default
     * @return this
     */
    public Builder scaled(boolean scaled) {
      this.scaled = scaled;
      return this;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    public SelfAttention build() {
      return new SelfAttention(this);
    }
  }
}
