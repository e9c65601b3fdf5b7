package dev.seq4j.core.layer;

import dev.seq4j.core.InvalidInputException;
import java.util.Objects;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.api.ops.random.impl.DropOutInverted;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Dropout of whole features of a sequence: one that is dropped is so at all steps of its row, the
 * others are divided by what is kept (Gal and Ghahramani 2016).
 *
 * <pre>
 *   y[b, f, t] = x[b, f, t] * m[b, f],   m = 0 with probability p, else 1 / (1 - p)
 * </pre>
 *
 * <p>The same as Deeplearning4j's {@code SpatialDropout}, which takes several times as long on
 * sequences that lie time-major, as those of this package's layers do. The number is the
 * probability of dropping.
 */
public final class FeatureDropout implements IDropout {

  private static final long serialVersionUID = 1L;

  private final double probability;
  private transient INDArray factors; // [batch, features]

  /**
   * @param probability that a feature is dropped, in (0, 1)
   * @throws InvalidInputException if it is not
   */
  public FeatureDropout(@JsonProperty("probability") double probability) {
    if (!(probability > 0 && probability < 1)) {
      throw new InvalidInputException("feature dropout = " + probability + ": must be in (0, 1)");
    }
    this.probability = probability;
  }

  /**
   * @return that a feature is dropped
   */
  public double getProbability() {
    return probability;
  }

  @Override
  public INDArray applyDropout(
      INDArray input, INDArray result, int iteration, int epoch, LayerWorkspaceMgr workspaceMgr) {
    factors =
        workspaceMgr
            .createUninitialized(ArrayType.INPUT, result.dataType(), input.size(0), input.size(1))
            .assign(1);
    Nd4j.getExecutioner().exec(new DropOutInverted(factors, 1 - probability));
    multiply(input, result);
    return result;
  }

  @Override
  public INDArray backprop(INDArray gradAtOutput, INDArray gradAtInput, int iteration, int epoch) {
    multiply(gradAtOutput, gradAtInput);
    factors = null;
    return gradAtInput;
  }

  /** What lies time-major is a matrix whose rows are multiplied by one vector. */
  private void multiply(INDArray from, INDArray to) {
    INDArray source = TimeMajor.of(from, null);
    INDArray target = TimeMajor.of(to, null);
    long time = source.size(0);
    long row = factors.length();
    if (isOrdered(source) && isOrdered(target)) {
      Nd4j.getExecutioner()
          .exec(
              new BroadcastMulOp(
                  source.reshape('c', time, row),
                  factors.reshape(row),
                  target.reshape('c', time, row),
                  1));
    } else {
      Nd4j.getExecutioner().exec(new BroadcastMulOp(from, factors, to, 0, 1));
    }
  }

  private static boolean isOrdered(INDArray array) {
    return array.ordering() == 'c' && Shape.hasDefaultStridesForShape(array);
  }

  @Override
  public void clear() {
    factors = null;
  }

  @Override
  public FeatureDropout clone() {
    return new FeatureDropout(probability);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FeatureDropout that && probability == that.probability;
  }

  @Override
  public int hashCode() {
    return Objects.hash(probability);
  }

  @Override
  public String toString() {
    return "FeatureDropout(" + probability + ")";
  }
}
