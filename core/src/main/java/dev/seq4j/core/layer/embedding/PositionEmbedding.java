package dev.seq4j.core.layer.embedding;

import dev.seq4j.core.layer.LayerParameter;
import dev.seq4j.core.layer.SequenceLayer;
import dev.seq4j.core.layer.SequenceLayerInstance;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Learned positions (Gehring et al. 2017; GPT, BERT): adds to each step a vector of its position.
 *
 * <pre>
 *   y_t = x_t + P[p],   p: how many live steps of the row came before step t
 * </pre>
 *
 * <p>Input and output {@code [batch, features, time]}. Mask {@code [batch, time]}: the output of a
 * step masked 0 is zero, and it has no position. A row with more live steps than {@code maxLength}
 * is a {@link org.deeplearning4j.exception.DL4JInvalidInputException}. Step by step ({@code
 * rnnTimeStep}) the counting goes on until {@code rnnClearPreviousState}, and so does the limit.
 *
 * <p>Parameter {@code P} {@code [maxLength, features]}; weight initialisations see one input and
 * {@code features} outputs. The option {@code dropOut} holds for the output.
 *
 * <pre>{@code
 * graph
 *     .addLayer("tokens", new TokenEmbedding.Builder(letters, 384).build(), "ids")
 *     .addLayer("positions", new PositionEmbedding.Builder(256).build(), "tokens")
 * }</pre>
 */
public final class PositionEmbedding extends SequenceLayer {

  static final String POSITIONS = "P";

  private static final long serialVersionUID = 1L;

  private long maxLength;

  /** For Jackson. */
  PositionEmbedding() {}

  private PositionEmbedding(Builder builder) {
    super(builder);
    maxLength = builder.maxLength;
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
    if (maxLength < 1) {
      throw invalid("maxLength", maxLength, "must be at least 1");
    }
  }

  /**
   * @return how many positions there are
   */
  public long getMaxLength() {
    return maxLength;
  }

  /**
   * @param maxLength how many positions there are
   */
  public void setMaxLength(long maxLength) {
    this.maxLength = maxLength;
  }

  @Override
  protected List<LayerParameter> parameters() {
    // A row is the product with a one-hot vector: one input, however many positions there are.
    return List.of(
        new LayerParameter(POSITIONS, LayerParameter.Role.WEIGHT, 1, nIn, maxLength, nIn));
  }

  @Override
  protected SequenceLayerInstance<PositionEmbedding> instance(
      NeuralNetConfiguration conf, DataType type) {
    return new PositionEmbeddingInstance(conf, type);
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
        && other instanceof PositionEmbedding embedding
        && maxLength == embedding.maxLength;
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + Long.hashCode(maxLength);
  }

  /** Builds a {@link PositionEmbedding}. */
  @SuppressWarnings("unchecked") // build() is declared with a type that the caller infers
  public static final class Builder extends SequenceLayer.Builder<Builder> {

    private final long maxLength;

    /**
     * @param maxLength how many positions there are: the most steps a row may have
     */
    public Builder(long maxLength) {
      this.maxLength = maxLength;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    public PositionEmbedding build() {
      return new PositionEmbedding(this);
    }
  }
}
