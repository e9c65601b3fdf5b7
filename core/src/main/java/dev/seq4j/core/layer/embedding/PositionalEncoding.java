package dev.seq4j.core.layer.embedding;

import dev.seq4j.core.layer.LayerParameter;
import dev.seq4j.core.layer.SequenceLayer;
import dev.seq4j.core.layer.SequenceLayerInstance;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Sinusoidal positional encoding (Vaswani et al. 2017): adds to each step waves of its position, so
 * that attention, which sees a set, can tell where a token stands. No parameters, no maximal
 * length.
 *
 * <pre>
 *   y_t = x_t + P_p,   p: how many live steps of the row came before step t
 *   P_p[2 i]     = sin(p / 10000^(2 i / features))
 *   P_p[2 i + 1] = cos(p / 10000^(2 i / features))
 * </pre>
 *
 * <p>Input and output {@code [batch, features, time]}. Mask {@code [batch, time]}: the output of a
 * step masked 0 is zero, and it has no position. Step by step ({@code rnnTimeStep}) the counting
 * goes on until {@code rnnClearPreviousState}.
 *
 * <p>As the paper has it, the embedding before is multiplied by the root of its size, and dropout
 * comes after the sum: the option {@code dropOut} holds for the output here.
 *
 * <pre>{@code
 * graph
 *     .addLayer("tokens", new TokenEmbedding.Builder(words, 512).scaled(true).build(), "ids")
 *     .addLayer("positions", new PositionalEncoding.Builder().dropOut(0.9).build(), "tokens")
 * }</pre>
 */
public final class PositionalEncoding extends SequenceLayer {

  private static final long serialVersionUID = 1L;

  /** For Jackson. */
  PositionalEncoding() {}

  private PositionalEncoding(Builder builder) {
    super(builder);
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
  }

  @Override
  protected List<LayerParameter> parameters() {
    return List.of();
  }

  @Override
  protected SequenceLayerInstance<PositionalEncoding> instance(
      NeuralNetConfiguration conf, DataType type) {
    return new PositionalEncodingInstance(conf, type);
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

  /** Builds a {@link PositionalEncoding}; nothing is required where the input type is set. */
  @SuppressWarnings("unchecked") // build() is declared with a type that the caller infers
  public static final class Builder extends SequenceLayer.Builder<Builder> {

    /** With all defaults. */
    public Builder() {}

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    public PositionalEncoding build() {
      return new PositionalEncoding(this);
    }
  }
}
