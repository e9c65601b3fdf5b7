package dev.seq4j.core.layer.recurrent;

import dev.seq4j.core.layer.LayerParameter;
import dev.seq4j.core.layer.SequenceLayer;
import dev.seq4j.core.layer.SequenceLayerInstance;
import dev.seq4j.core.layer.attention.AttentionWeights;
import dev.seq4j.core.layer.attention.MemoryLayer;
import dev.seq4j.core.layer.attention.MemoryReader;
import dev.seq4j.core.layer.attention.MemoryVertex;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The decoder of Bahdanau et al. 2015: a recurrent cell that before each step looks at all states
 * of an encoder, its memory, and gets what it sees as a further input.
 *
 * <pre>
 *   e_(t,j) = v' tanh(s_(t-1) Q + m_j U + b_U)              what state and memory have in common
 *   a_t     = softmax over the memory's live j of e_(t,j)
 *   c_t     = sum of a_(t,j) m_j                            the context
 *   s_t     = cell([c_t, x_t], s_(t-1))
 *   s_0     = tanh(mean of the live m_j times I + b_I)      for an LSTM its cell state alike
 *   y_t     = [s_t, c_t]
 * </pre>
 *
 * <p>It stands in a {@link MemoryVertex}. Input {@code [batch, in, time]}, the target's tokens so
 * far, embedded; memory {@code [batch, memory features, steps]}; output {@code [batch, units +
 * memory features, time]}, the state and then the context, from which the next token is read.
 * Teacher forcing is training with the true target, shifted by one step, as input.
 *
 * <p>Masks: a step of the input masked 0 passes the state on, and its output is zero. A step of the
 * memory masked 0 is not seen; where none is left, context and mean are zero. {@link
 * AttentionWeights} reads {@code a} out, and {@link MemoryReader} says how to decode step by step.
 *
 * <p>Parameters: those of the cell, {@code W} {@code [memory features + in, gates * units]}, whose
 * first rows meet the context, {@code RW} and {@code b}; {@code Q} {@code [units, attention]},
 * {@code U} {@code [memory features, attention]}, {@code bU}, {@code v}; {@code I} {@code [memory
 * features, units]}, twice as wide for an LSTM, and {@code bI}. The options of the cell hold where
 * this layer's builder says nothing else. Truncated back-propagation would cut the memory, too, and
 * is refused.
 *
 * <pre>{@code
 * graph.addVertex(
 *     "decoder",
 *     new MemoryVertex(new AttentionDecoder.Builder(new GRU.Builder().nOut(256).build(), 256).build()),
 *     "target", "encoder")
 * }</pre>
 */
public final class AttentionDecoder extends SequenceLayer implements MemoryLayer {

  static final String WEIGHTS = "W";
  static final String RECURRENT_WEIGHTS = "RW";
  static final String BIAS = "b";
  static final String QUERY = "Q";
  static final String KEY = "U";
  static final String KEY_BIAS = "bU";
  static final String SCORE = "v";
  static final String INITIAL = "I";
  static final String INITIAL_BIAS = "bI";

  private static final long serialVersionUID = 1L;

  private CellLayer cell;
  private long nMemory;
  private long attention;

  /** For Jackson. */
  AttentionDecoder() {}

  private AttentionDecoder(Builder builder) {
    super(builder);
    cell = (CellLayer) builder.cell.clone();
    nMemory = builder.nMemory;
    attention = builder.attention;
    if (nOut != 0) {
      throw invalid("nOut", nOut, "must not be set: it is the cell's units and the memory's");
    }
    cell.giveOptions(this);
    check();
    setSizes();
  }

  @Override
  protected void check() {
    super.check();
    cell.check();
    if (attention < 1) {
      throw invalid("attention", attention, "must be at least 1");
    }
    if (nMemory < 0) {
      throw invalid(
          "nMemory", nMemory, "must be at least 1, or 0 to take it from the memory's type");
    }
  }

  /** As soon as the sizes of input and memory are known, those of cell and output are. */
  private void setSizes() {
    if (nMemory > 0) {
      nOut = cell.getNOut() + nMemory;
      if (nIn > 0) {
        cell.setNIn(nMemory + nIn);
      }
    }
  }

  /**
   * @return what computes a step, with its options
   */
  public CellLayer getCell() {
    return cell;
  }

  /**
   * @param cell what computes a step, with its options
   */
  public void setCell(CellLayer cell) {
    this.cell = cell;
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

  /**
   * @return attention units: the size of v
   */
  public long getAttention() {
    return attention;
  }

  /**
   * @param attention attention units: the size of v
   */
  public void setAttention(long attention) {
    this.attention = attention;
  }

  private long states() {
    return cell.portableCell().hasCellState() ? 2 : 1;
  }

  @Override
  protected List<LayerParameter> parameters() {
    long units = cell.getNOut();
    return List.of(
        LayerParameter.weight(WEIGHTS, nMemory + nIn, cell.gates() * units),
        LayerParameter.weight(RECURRENT_WEIGHTS, units, cell.gates() * units),
        LayerParameter.bias(BIAS, cell.biasBlocks() * units),
        LayerParameter.weight(QUERY, units, attention),
        LayerParameter.weight(KEY, nMemory, attention),
        LayerParameter.bias(KEY_BIAS, attention),
        new LayerParameter(SCORE, LayerParameter.Role.WEIGHT, attention, 1, attention),
        LayerParameter.weight(INITIAL, nMemory, states() * units),
        LayerParameter.bias(INITIAL_BIAS, states() * units));
  }

  @Override
  protected void initialize(Map<String, INDArray> params) {
    IWeightInit ofCell = cell.getWeightInitFnRecurrent();
    IWeightInit recurrent = ofCell == null ? getWeightInitFn() : ofCell;
    CellParamInitializer.initializeByGate(getWeightInitFn(), cell, params.get(WEIGHTS));
    CellParamInitializer.initializeByGate(recurrent, cell, params.get(RECURRENT_WEIGHTS));
    cell.initializeBias(params.get(BIAS));
  }

  @Override
  protected SequenceLayerInstance<AttentionDecoder> instance(
      NeuralNetConfiguration conf, DataType type) {
    if (nMemory < 1) {
      throw invalid("nMemory", nMemory, "must be set, or the input types be");
    }
    return new AttentionDecoderInstance(conf, type);
  }

  @Override
  protected long trainingMemoryOfAStep() {
    return nIn + 2 * nMemory + attention + (cell.gates() + 2) * cell.getNOut();
  }

  @Override
  public void setNIn(InputType inputType, boolean override) {
    long out = nOut;
    super.setNIn(inputType, override);
    nOut = out; // it has nothing to do with the input's
    setSizes();
  }

  @Override
  public void setMemoryType(InputType memoryType) {
    if (nMemory == 0) {
      nMemory = sequence(memoryType).getSize();
    }
    setSizes();
  }

  @Override
  public BaseLayer clone() {
    AttentionDecoder clone = (AttentionDecoder) super.clone();
    clone.cell = (CellLayer) cell.clone();
    return clone;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof AttentionDecoder decoder
        && nMemory == decoder.nMemory
        && attention == decoder.attention
        && cell.equals(decoder.cell);
  }

  @Override
  public int hashCode() {
    int hash = 31 * super.hashCode() + Long.hashCode(nMemory);
    return 31 * (31 * hash + Long.hashCode(attention)) + cell.hashCode();
  }

  /** Builds an {@link AttentionDecoder}. */
  @SuppressWarnings("unchecked") // build() is declared with a type that the caller infers
  public static final class Builder extends SequenceLayer.Builder<Builder> {

    private final CellLayer cell;
    private final long attention;
    private long nMemory;

    /**
     * @param cell what computes a step, with its units and options
     * @param attention attention units: the size of v
     */
    public Builder(CellLayer cell, long attention) {
      this.cell = cell;
      this.attention = attention;
    }

    /**
     * @param features of the memory; needed only where input types are not set
     * @return this
     */
    public Builder nMemory(long features) {
      nMemory = features;
      return this;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    public AttentionDecoder build() {
      return new AttentionDecoder(this);
    }
  }
}
