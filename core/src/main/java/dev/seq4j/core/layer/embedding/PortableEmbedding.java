package dev.seq4j.core.layer.embedding;

import dev.seq4j.core.layer.LiveRows;
import dev.seq4j.core.layer.Rows;
import dev.seq4j.core.layer.StepIntegers;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scatter.ScatterUpdate.UpdateOp;
import org.nd4j.linalg.factory.Nd4j;

/** An embedding in ND4J operations, for every type and backend. */
final class PortableEmbedding implements EmbeddingPath {

  @Override
  public void forward(INDArray weights, StepIntegers ids, INDArray output) {
    INDArray rows =
        Nd4j.pullRows(weights, 1, Rows.timeMajor(ids.values(), output), 'c') // [time * batch, size]
            .muliColumnVector(Rows.column(ids.ones(), output));
    Rows.write(rows, output);
  }

  @Override
  @SuppressWarnings("deprecation") // the one scatter that adds in place
  public void backward(
      INDArray outputGradient, StepIntegers ids, INDArray weightGradient, boolean add) {
    if (!add) {
      weightGradient.assign(0);
    }
    INDArray rows = LiveRows.keep(Rows.of(outputGradient), Rows.column(ids.ones(), outputGradient));
    INDArray numbers = Nd4j.createFromArray(Rows.timeMajor(ids.values(), outputGradient));
    Nd4j.scatterUpdate(UpdateOp.ADD, weightGradient, numbers, rows, 1);
  }
}
