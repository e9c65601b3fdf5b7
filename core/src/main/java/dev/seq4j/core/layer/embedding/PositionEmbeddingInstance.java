package dev.seq4j.core.layer.embedding;

import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A {@link PositionEmbedding} at work. */
final class PositionEmbeddingInstance extends PositionLayerInstance<PositionEmbedding> {

  private static final long serialVersionUID = 1L;

  PositionEmbeddingInstance(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  @Override
  INDArray table(int length, boolean noise, LayerWorkspaceMgr workspaceMgr) {
    if (length > layerConf().getMaxLength()) {
      throw new DL4JInvalidInputException(
          "length of a row = %d: must be at most %d, the positions learned %s"
              .formatted(length, layerConf().getMaxLength(), layerId()));
    }
    return parameter(PositionEmbedding.POSITIONS, noise, workspaceMgr);
  }

  @Override
  INDArray tableGradient() {
    return gradientViews.get(PositionEmbedding.POSITIONS);
  }
}
