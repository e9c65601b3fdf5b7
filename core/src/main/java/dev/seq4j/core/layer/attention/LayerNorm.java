package dev.seq4j.core.layer.attention;

import dev.seq4j.core.layer.LayerParameter;
import dev.seq4j.core.layer.SequenceLayer;
import dev.seq4j.core.layer.SequenceLayerInstance;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Layer normalization (Ba et al. 2016): at each step the features get mean 0 and variance 1, then a
 * gain and a bias of their own.
 *
 * <pre>
 *   m = mean(x_t),   v = mean((x_t - m)^2)                     over the features of one step
 *   y_t = gain * (x_t - m) / sqrt(v + epsilon) + bias
 * </pre>
 *
 * <p>Input and output {@code [batch, features, time]}. Mask {@code [batch, time]}: the output of a
 * step masked 0 is zero. Parameters {@code gain} and {@code b}, {@code [features]}; they begin as
 * ones and zeros, and penalties of weights do not hold for them.
 *
 * <pre>{@code
 * graph.addLayer("norm", new LayerNorm.Builder().build(), "embedding")
 * }</pre>
 */
public final class LayerNorm extends SequenceLayer {

  /** Added to the variance, so that equal features do not divide by zero. */
  public static final double DEFAULT_EPSILON = 1e-5;

  static final String GAIN = "gain";
  static final String BIAS = "b";

  private static final long serialVersionUID = 1L;

  private double epsilon;

  /** For Jackson. */
  LayerNorm() {}

  private LayerNorm(Builder builder) {
    super(builder);
    epsilon = builder.epsilon;
    if (nOut == 0) {
      nOut = nIn;
    }
    check();
  }

  @Override
  protected void check() {
    super.check();
    if (nIn != nOut) {
      throw invalid("nOut", nOut, "must be nIn = " + nIn);
    }
    if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
      throw invalid("epsilon", epsilon, "must be above 0");
    }
  }

  /**
   * @return what is added to the variance
   */
  public double getEpsilon() {
    return epsilon;
  }

  /**
   * @param epsilon what is added to the variance
   */
  public void setEpsilon(double epsilon) {
    this.epsilon = epsilon;
  }

  @Override
  protected List<LayerParameter> parameters() {
    return List.of(LayerParameter.gain(GAIN, nIn), LayerParameter.bias(BIAS, nIn));
  }

  @Override
  protected SequenceLayerInstance<LayerNorm> instance(NeuralNetConfiguration conf, DataType type) {
    return new LayerNormInstance(conf, type);
  }

  @Override
  protected long trainingMemoryOfAStep() {
    return nIn;
  }

  @Override
  public void setNIn(InputType inputType, boolean override) {
    super.setNIn(inputType, override);
    nOut = nIn;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof LayerNorm norm
        && Double.compare(epsilon, norm.epsilon) == 0;
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + Double.hashCode(epsilon);
  }

  /** Builds a {@link LayerNorm}; nothing is required where the input type is set. */
  @SuppressWarnings("unchecked") // build() is declared with a type that the caller infers
  public static final class Builder extends SequenceLayer.Builder<Builder> {

    private double epsilon = DEFAULT_EPSILON;

    /** With all defaults. */
    public Builder() {}

    /**
     * @param epsilon what is added to the variance, above 0; {@value #DEFAULT_EPSILON} by default
     * @return this
     */
    public Builder epsilon(double epsilon) {
      this.epsilon = epsilon;
      return this;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    public LayerNorm build() {
      return new LayerNorm(this);
    }
  }
}
