package dev.seq4j.core.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scatter.ScatterUpdate.UpdateOp;
import org.nd4j.linalg.factory.Nd4j;

/** An embedding in ND4J operations, for every type and backend. */
final class PortableEmbedding implements EmbeddingPath {

  @Override
  public void forward(INDArray weights, StepIntegers ids, INDArray output) {
    INDArray rows =
        Nd4j.pullRows(weights, 1, timeMajor(ids), 'c') // [time * batch, size]
            .muliColumnVector(timeMajorOnes(ids, weights));
    output.assign(rows.reshape('c', output.shape()));
  }

  @Override
  @SuppressWarnings("deprecation") // the one scatter that adds in place
  public void backward(INDArray outputGradient, StepIntegers ids, INDArray weightGradient) {
    weightGradient.assign(0);
    long size = weightGradient.size(1);
    INDArray rows =
        LiveRows.keep(
            outputGradient.dup('c').reshape('c', (long) ids.time() * ids.batch(), size),
            timeMajorOnes(ids, weightGradient));
    INDArray numbers = Nd4j.createFromArray(timeMajor(ids));
    Nd4j.scatterUpdate(UpdateOp.ADD, weightGradient, numbers, rows, 1);
  }

  private static int[] timeMajor(StepIntegers ids) {
    int[] turned = new int[ids.values().length];
    for (int t = 0; t < ids.time(); t++) {
      for (int row = 0; row < ids.batch(); row++) {
        turned[t * ids.batch() + row] = ids.values()[row * ids.time() + t];
      }
    }
    return turned;
  }

  private static INDArray timeMajorOnes(StepIntegers ids, INDArray like) {
    return Nd4j.createFromArray(ids.ones())
        .reshape(ids.batch(), ids.time())
        .transpose()
        .dup('c')
        .reshape('c', (long) ids.batch() * ids.time(), 1)
        .castTo(like.dataType());
  }
}
