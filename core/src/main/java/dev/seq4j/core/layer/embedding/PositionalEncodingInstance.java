package dev.seq4j.core.layer.embedding;

import dev.seq4j.core.layer.OutsideWorkspaces;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A {@link PositionalEncoding} at work; its table grows with the longest sequence so far. */
final class PositionalEncodingInstance extends PositionLayerInstance<PositionalEncoding> {

  private static final long serialVersionUID = 1L;

  private static final double LONGEST_WAVE = 10_000;

  private static final int SMALLEST_TABLE = 64;

  private transient INDArray table;

  PositionalEncodingInstance(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  @Override
  INDArray table(int length, boolean noise, LayerWorkspaceMgr workspaceMgr) {
    if (table == null || table.size(0) < length) {
      int rows = Math.max(SMALLEST_TABLE, Math.max(length, length + length / 4));
      double[][] waves = waves(rows, Math.toIntExact(layerConf().getNIn()));
      table = OutsideWorkspaces.make(() -> Nd4j.createFromArray(waves).castTo(dataType));
    }
    return table;
  }

  private static double[][] waves(int positions, int features) {
    double[][] waves = new double[positions][features];
    for (int position = 0; position < positions; position++) {
      for (int feature = 0; feature < features; feature++) {
        int pair = feature / 2;
        double angle = position / Math.pow(LONGEST_WAVE, 2.0 * pair / features);
        waves[position][feature] = feature % 2 == 0 ? Math.sin(angle) : Math.cos(angle);
      }
    }
    return waves;
  }

  @Override
  INDArray tableGradient() {
    return null;
  }
}
