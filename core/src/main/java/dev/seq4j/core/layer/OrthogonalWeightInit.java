package dev.seq4j.core.layer;

import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Random orthogonal matrix (Saxe et al. 2014, "Exact solutions to the nonlinear dynamics of
 * learning in deep linear neural networks"): a recurrent product with it neither shrinks nor blows
 * up the state.
 *
 * <pre>
 *   Q R = N(0, 1) matrix,   W = Q sign(diag R)
 * </pre>
 *
 * The signs make all orthogonal matrices equally likely. A matrix that is not square has
 * orthonormal columns or rows, whichever are fewer.
 */
public final class OrthogonalWeightInit implements IWeightInit {

  private static final long serialVersionUID = 1L;

  @Override
  public INDArray init(double fanIn, double fanOut, long[] shape, char order, INDArray paramView) {
    INDArray weights = paramView.reshape(order, shape);
    boolean wide = shape[0] < shape[1];
    INDArray orthogonal =
        OutsideWorkspaces.make(
            () -> orthogonalColumns(Math.max(shape[0], shape[1]), Math.min(shape[0], shape[1])));
    return weights.assign(wide ? orthogonal.transpose() : orthogonal);
  }

  private static INDArray orthogonalColumns(long rows, long columns) {
    INDArray matrix = Nd4j.randn(DataType.DOUBLE, rows, columns).dup('f'); // LAPACK wants columns
    INDArray triangle = Nd4j.create(DataType.DOUBLE, new long[] {columns, columns}, 'f');
    Nd4j.getBlasWrapper().lapack().geqrf(matrix, triangle); // the matrix becomes Q
    return matrix.muliRowVector(Transforms.sign(Nd4j.diag(triangle), false));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OrthogonalWeightInit;
  }

  @Override
  public int hashCode() {
    return OrthogonalWeightInit.class.hashCode();
  }

  @Override
  public String toString() {
    return "OrthogonalWeightInit";
  }
}
