package dev.seq4j.core.layer.attention;

import dev.seq4j.core.kernel.DropoutMask;
import dev.seq4j.core.kernel.attention.TransformerBlockShape;
import dev.seq4j.core.layer.LayerParameter;
import dev.seq4j.core.layer.LiveRows;
import dev.seq4j.core.layer.OutsideWorkspaces;
import dev.seq4j.core.layer.Rows;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A transformer block in ND4J operations, for every type and backend.
 *
 * <pre>
 *   x = x + dropout(f(norm(x)))      norm first
 *   x = norm(x + dropout(f(x)))      norm last
 * </pre>
 *
 * <p>for f in turn: attention to itself, to the memory if there is one, feed-forward network.
 * Sequences are {@code [time, batch, width]} in 'c' order, their padding is zero.
 */
final class PortableTransformerBlock implements AttentionPath, AttentionSteps {

  /** Seeds that a sublayer takes: for its result, and for its attention; as in the kernel. */
  private static final int SEEDS_A_SUBLAYER = 2;

  private final TransformerBlockShape shape;
  private final PortableAttention selfAttention;
  private final PortableAttention memoryAttention; // null if there is no memory
  private final List<Sublayer> sublayers = new ArrayList<>();

  private boolean stepping;
  private INDArray there; // [time * batch, 1] of ones and zeros

  PortableTransformerBlock(TransformerBlockShape shape) {
    this.shape = shape;
    AttentionSizes self = TransformerParameters.selfAttention(shape);
    selfAttention = new PortableAttention(self);
    long at = add(new AttentionPart(selfAttention, false), self.parameters(""), 0);
    if (shape.memoryIn() == 0) {
      memoryAttention = null;
    } else {
      AttentionSizes cross = TransformerParameters.memoryAttention(shape);
      memoryAttention = new PortableAttention(cross);
      at = add(new AttentionPart(memoryAttention, true), cross.parameters(""), at);
    }
    add(new NetworkPart(), TransformerParameters.network(shape), at);
  }

  private long add(Part part, List<LayerParameter> parameters, long at) {
    long from = at + 2L * shape.width();
    long to = from + parameters.stream().mapToLong(LayerParameter::length).sum();
    sublayers.add(new Sublayer(part, at, from, to));
    return to;
  }

  /** A function with a residual connection around it. */
  private interface Part {

    INDArray forward(
        INDArray parameters, INDArray x, Attended attended, boolean training, long seed);

    INDArray backward(
        INDArray parameters, INDArray toY, INDArray gradients, INDArray memoryGradient);
  }

  private final class AttentionPart implements Part {

    private final PortableAttention attention;
    private final boolean toMemory;

    AttentionPart(PortableAttention attention, boolean toMemory) {
      this.attention = attention;
      this.toMemory = toMemory;
    }

    @Override
    public INDArray forward(
        INDArray parameters, INDArray x, Attended attended, boolean training, long seed) {
      INDArray y = x.ulike();
      Attended own =
          toMemory
              ? new Attended(x, attended.live(), attended.memory(), attended.memoryLive())
              : new Attended(x, attended.live());
      if (stepping && !toMemory) {
        attention.steps(parameters, own, y);
      } else {
        attention.forward(parameters, own, y, training, seed);
      }
      return y;
    }

    @Override
    public INDArray backward(
        INDArray parameters, INDArray toY, INDArray gradients, INDArray memoryGradient) {
      INDArray toX = toY.ulike();
      attention.backward(parameters, toY, gradients, toX, toMemory ? memoryGradient : null);
      return toX;
    }
  }

  private final class NetworkPart implements Part {

    private final PortableFeedForward network =
        new PortableFeedForward(TransformerParameters.network(shape), shape.activation(), 0);

    @Override
    public INDArray forward(
        INDArray parameters, INDArray x, Attended attended, boolean training, long seed) {
      INDArray y = x.ulike();
      network.forward(parameters, x, attended.live(), y, 0);
      return y;
    }

    @Override
    public INDArray backward(
        INDArray parameters, INDArray toY, INDArray gradients, INDArray memoryGradient) {
      INDArray toX = toY.ulike();
      network.backward(parameters, toY, gradients, toX);
      return toX;
    }
  }

  /** A part with its norm, residual connection and dropout. */
  private final class Sublayer {

    private final Part part;
    private final long at;
    private final long from;
    private final long to;
    private final PortableLayerNorm norm = new PortableLayerNorm(shape.epsilon());
    private final DropoutMask dropout = new DropoutMask(shape.residualDropout());
    private INDArray factors; // of dropout, [time, batch, width], or null

    /**
     * @param at where gain and bias of the norm begin among the block's parameters
     * @param from where those of the part begin
     * @param to where they end
     */
    Sublayer(Part part, long at, long from, long to) {
      this.part = part;
      this.at = at;
      this.from = from;
      this.to = to;
    }

    private INDArray gain(INDArray flat) {
      return flat.get(NDArrayIndex.interval(at, at + shape.width()));
    }

    private INDArray bias(INDArray flat) {
      return flat.get(NDArrayIndex.interval(at + shape.width(), from));
    }

    private INDArray own(INDArray flat) {
      return flat.get(NDArrayIndex.interval(from, to));
    }

    INDArray forward(
        INDArray parameters, INDArray x, Attended attended, boolean training, long seed) {
      INDArray entering = shape.normFirst() ? normalized(parameters, x, attended) : x;
      INDArray y = part.forward(own(parameters), entering, attended, training, seed + 1);
      factors = training && dropout.isActive() ? factors(seed, y) : null;
      if (factors != null) {
        y.muli(factors);
      }
      INDArray sum = y.addi(x);
      return shape.normFirst() ? sum : normalized(parameters, sum, attended);
    }

    private INDArray normalized(INDArray parameters, INDArray x, Attended attended) {
      INDArray y = x.ulike();
      norm.forward(gain(parameters), bias(parameters), x, attended.live(), y);
      return y;
    }

    /** The same factors as those of the kernel. */
    private INDArray factors(long seed, INDArray y) {
      int time = (int) y.size(0);
      int batch = (int) y.size(1);
      int width = (int) y.size(2);
      float[] all = new float[Math.multiplyExact(time * batch, width)];
      for (int t = 0; t < time; t++) {
        for (int row = 0; row < batch; row++) {
          dropout.fill(seed, (long) row * time + t, all, (t * batch + row) * width, width);
        }
      }
      return Nd4j.createFromArray(all).reshape('c', y.shape()).castTo(y.dataType());
    }

    INDArray backward(
        INDArray parameters, INDArray toY, INDArray gradients, INDArray memoryGradient) {
      INDArray toSum = shape.normFirst() ? toY : throughNorm(parameters, toY, gradients);
      INDArray toPart = factors == null ? toSum : toSum.mul(factors);
      INDArray toEntering = part.backward(own(parameters), toPart, own(gradients), memoryGradient);
      if (shape.normFirst()) {
        toEntering = throughNorm(parameters, toEntering, gradients);
      }
      return toEntering.addi(toSum);
    }

    private INDArray throughNorm(INDArray parameters, INDArray toY, INDArray gradients) {
      INDArray toX = toY.ulike();
      norm.backward(gain(parameters), bias(parameters), toY, gain(gradients), bias(gradients), toX);
      return toX;
    }
  }

  @Override
  public void forward(
      INDArray parameters, Attended attended, INDArray output, boolean training, long seed) {
    stepping = false;
    compute(parameters, attended, output, training, seed);
  }

  private void compute(
      INDArray parameters, Attended attended, INDArray output, boolean training, long seed) {
    OutsideWorkspaces.make(
        () -> {
          there = Rows.column(attended.live(), attended.input());
          INDArray x =
              LiveRows.keep(Rows.of(attended.input()), there)
                  .reshape('c', attended.input().shape());
          for (int i = 0; i < sublayers.size(); i++) {
            long own = seed + (long) i * SEEDS_A_SUBLAYER;
            x = sublayers.get(i).forward(parameters, x, attended, training, own);
          }
          return output.assign(x);
        });
  }

  @Override
  public void backward(
      INDArray parameters,
      INDArray outputGradient,
      INDArray gradients,
      INDArray inputGradient,
      INDArray memoryGradient) {
    INDArray to =
        LiveRows.keep(Rows.of(outputGradient), there).reshape('c', outputGradient.shape());
    for (int i = sublayers.size() - 1; i >= 0; i--) {
      to = sublayers.get(i).backward(parameters, to, gradients, memoryGradient);
    }
    inputGradient.assign(to);
  }

  @Override
  public INDArray weights(INDArray parameters, Attended attended, boolean toMemory) {
    INDArray output =
        Nd4j.create(attended.input().dataType(), attended.time(), attended.batch(), shape.width());
    forward(parameters, attended, output, false, 0);
    return (toMemory ? memoryAttention : selfAttention).lastWeights();
  }

  @Override
  public void steps(INDArray parameters, Attended attended, INDArray output) {
    stepping = true;
    compute(parameters, attended, output, false, 0);
  }

  @Override
  public void reset() {
    selfAttention.reset();
  }

  @Override
  public AttentionState state() {
    return selfAttention.state();
  }

  @Override
  public void setState(AttentionState state) {
    selfAttention.setState(state);
  }
}
