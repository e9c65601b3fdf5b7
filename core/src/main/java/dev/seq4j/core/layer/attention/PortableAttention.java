package dev.seq4j.core.layer.attention;

import dev.seq4j.core.layer.LayerParameter;
import dev.seq4j.core.layer.LiveRows;
import dev.seq4j.core.layer.OutsideWorkspaces;
import dev.seq4j.core.layer.Rows;
import java.util.Iterator;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Multi-head attention with its projections in ND4J operations, for every type and backend.
 *
 * <p>A row of a matrix is a step of a row of the batch, time-major.
 */
final class PortableAttention implements AttentionPath, AttentionSteps {

  private final AttentionSizes sizes;
  private final PortableDotProducts products;

  // The last pass.
  private INDArray input; // [time * batch, in]
  private INDArray memory; // [steps * batch, memoryIn], or null
  private INDArray mixed; // [time * batch, width]
  private INDArray there; // [time * batch, 1] of ones and zeros
  private AttentionState past; // null before the first step, and in passes over whole sequences
  private AttentionState latest;

  PortableAttention(AttentionSizes sizes) {
    this.sizes = sizes;
    double scale = 1 / Math.sqrt((double) sizes.width() / sizes.heads());
    products = new PortableDotProducts(sizes.heads(), scale, sizes.causal(), sizes.dropped());
  }

  /** The parameters, or their gradients, by what they are for. */
  private record Parts(
      INDArray weights,
      INDArray bias,
      INDArray memoryWeights,
      INDArray memoryBias,
      INDArray lastWeights,
      INDArray lastBias) {}

  private Parts parts(INDArray flat) {
    Map<String, INDArray> split = LayerParameter.split(sizes.parameters(""), flat);
    Iterator<INDArray> next = split.values().iterator();
    INDArray weights = next.next();
    INDArray bias = next.next();
    boolean self = sizes.memoryIn() == 0;
    INDArray memoryWeights = self ? null : next.next();
    INDArray memoryBias = self ? null : next.next();
    return new Parts(weights, bias, memoryWeights, memoryBias, next.next(), next.next());
  }

  @Override
  public void forward(
      INDArray parameters, Attended attended, INDArray output, boolean training, long seed) {
    past = null;
    compute(parameters, attended, output, training, seed);
  }

  private void compute(
      INDArray parameters, Attended attended, INDArray output, boolean training, long seed) {
    OutsideWorkspaces.make(
        () -> {
          Parts parts = parts(parameters);
          long width = sizes.width();
          long batch = attended.batch();
          there = Rows.column(attended.live(), attended.input());
          input = LiveRows.keep(Rows.of(attended.input()), there);
          INDArray projected = input.mmul(parts.weights).addiRowVector(parts.bias);
          INDArray queries = sequence(columns(projected, 0, width), batch);
          INDArray pairs; // keys and values, [batch, keys, 2 * width]
          float[] keyLive;
          if (sizes.memoryIn() == 0) {
            pairs = sequence(columns(projected, width, 3 * width), batch);
            latest = AttentionState.after(past, pairs, attended.live());
            pairs = latest.pairs();
            keyLive = latest.ones();
          } else {
            keyLive = attended.memoryLive();
            memory =
                LiveRows.keep(Rows.of(attended.memory()), Rows.column(keyLive, attended.memory()));
            pairs =
                sequence(memory.mmul(parts.memoryWeights).addiRowVector(parts.memoryBias), batch);
          }
          INDArray result =
              products.forward(
                  queries,
                  part(pairs, 0, width),
                  part(pairs, width, 2 * width),
                  attended.live(),
                  keyLive,
                  training,
                  seed);
          mixed = rows(result);
          INDArray y = mixed.mmul(parts.lastWeights).addiRowVector(parts.lastBias);
          Rows.write(y.muliColumnVector(there), output);
          return output;
        });
  }

  private static INDArray columns(INDArray matrix, long from, long to) {
    return matrix.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to)).dup('c');
  }

  private static INDArray part(INDArray sequence, long from, long to) {
    return sequence.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(from, to));
  }

  /** Time-major rows to {@code [batch, time, features]}. */
  private static INDArray sequence(INDArray rows, long batch) {
    return rows.dup('c')
        .reshape('c', rows.size(0) / batch, batch, rows.size(1))
        .permute(1, 0, 2)
        .dup('c');
  }

  /** The way back of {@link #sequence}. */
  private static INDArray rows(INDArray sequence) {
    return sequence
        .permute(1, 0, 2)
        .dup('c')
        .reshape('c', sequence.size(0) * sequence.size(1), sequence.size(2));
  }

  @Override
  public void backward(
      INDArray parameters,
      INDArray outputGradient,
      INDArray gradients,
      INDArray inputGradient,
      INDArray memoryGradient) {
    Parts parts = parts(parameters);
    Parts targets = parts(gradients);
    INDArray toY = LiveRows.keep(Rows.of(outputGradient), there);
    linear(mixed, toY, targets.lastWeights, targets.lastBias);
    INDArray toMixed = toY.mmul(parts.lastWeights.transpose());
    PortableDotProducts.Gradients to = products.backward(sequence(toMixed, outputGradient.size(1)));
    INDArray toPairs = Nd4j.concat(1, rows(to.keys()), rows(to.values()));
    INDArray toProjected = rows(to.queries());
    if (sizes.memoryIn() == 0) {
      toProjected = Nd4j.concat(1, toProjected, toPairs);
    } else {
      linear(memory, toPairs, targets.memoryWeights, targets.memoryBias);
      Rows.write(toPairs.mmul(parts.memoryWeights.transpose()), memoryGradient);
    }
    linear(input, toProjected, targets.weights, targets.bias);
    Rows.write(toProjected.mmul(parts.weights.transpose()), inputGradient);
  }

  /** The gradients of {@code y = x W + b}; those of rows that are not there are zero. */
  private static void linear(INDArray x, INDArray toY, INDArray toWeights, INDArray toBias) {
    toWeights.assign(x.transpose().mmul(toY));
    toBias.assign(toY.sum(0));
  }

  @Override
  public INDArray weights(INDArray parameters, Attended attended, boolean toMemory) {
    INDArray output =
        Nd4j.create(attended.input().dataType(), attended.time(), attended.batch(), sizes.width());
    forward(parameters, attended, output, false, 0);
    return lastWeights();
  }

  /** Returns those of the last pass. */
  INDArray lastWeights() {
    return products.weights().dup('c');
  }

  @Override
  public void steps(INDArray parameters, Attended attended, INDArray output) {
    compute(parameters, attended, output, false, 0);
    past = latest;
  }

  @Override
  public void reset() {
    past = null;
  }

  @Override
  public AttentionState state() {
    return past == null ? null : past.detached();
  }

  @Override
  public void setState(AttentionState state) {
    past = state.detached();
  }
}
