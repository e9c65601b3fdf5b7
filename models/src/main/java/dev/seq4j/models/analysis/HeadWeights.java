package dev.seq4j.models.analysis;

import dev.seq4j.core.layer.attention.AdditiveAttentionPooling;
import dev.seq4j.core.layer.attention.Attends;
import dev.seq4j.core.layer.attention.AttentionWeights;
import dev.seq4j.core.layer.attention.MemoryReader;
import dev.seq4j.core.layer.attention.TransformerDecoderBlock;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What one head of a trained network looks at as it reads one text.
 *
 * @param layer the name of the layer in the network
 * @param head its number, from 1; additive attention has but one
 * @param kind what looks at what
 * @param weights {@code [rows, columns]}: what the row's step gives to each column's step; rows sum
 *     to 1
 */
public record HeadWeights(String layer, int head, Kind kind, double[][] weights) {

  /** What looks at what. */
  public enum Kind {
    /** Each step of the first input at the steps of the same. */
    SELF,
    /** Each step of what a decoder reads, its own translation, at those up to itself. */
    DECODER_SELF,
    /** Each step of a decoder at the states of the encoder. */
    MEMORY,
    /** The one vector of a pooling at all steps. */
    POOLING
  }

  /**
   * @param graph the network
   * @param features of a batch of one text, without masks
   * @return all heads of all layers that attend, in the order of the network; none if none does
   */
  public static List<HeadWeights> of(ComputationGraph graph, INDArray... features) {
    List<HeadWeights> heads = new ArrayList<>();
    for (int index : graph.topologicalSortOrder()) {
      Layer layer = graph.getVertices()[index].getLayer();
      if (!(layer instanceof Attends)) {
        continue;
      }
      String name = graph.getVertices()[index].getVertexName();
      if (layer instanceof MemoryReader) {
        if (layer.conf().getLayer() instanceof TransformerDecoderBlock) {
          add(heads, name, Kind.DECODER_SELF, AttentionWeights.of(graph, name, features));
        }
        add(heads, name, Kind.MEMORY, AttentionWeights.toMemory(graph, name, features, null));
      } else {
        boolean pools = layer.conf().getLayer() instanceof AdditiveAttentionPooling;
        Kind kind = pools ? Kind.POOLING : Kind.SELF;
        add(heads, name, kind, AttentionWeights.of(graph, name, features));
      }
    }
    return heads;
  }

  private static void add(List<HeadWeights> heads, String layer, Kind kind, INDArray weights) {
    INDArray ofText = weights.slice(0).castTo(DataType.DOUBLE); // [heads, rows, columns]
    for (int head = 0; head < ofText.size(0); head++) {
      heads.add(new HeadWeights(layer, head + 1, kind, ofText.slice(head).toDoubleMatrix()));
    }
  }

  /**
   * @return over how many steps a row spreads its weights: e to the mean entropy of the rows, 1 if
   *     each looks at one step only
   */
  public double spread() {
    double entropy = 0;
    for (double[] row : weights) {
      for (double weight : row) {
        entropy -= weight > 0 ? weight * Math.log(weight) : 0;
      }
    }
    return Math.exp(entropy / weights.length);
  }

  /**
   * What a head gives to steps at a certain distance.
   *
   * @param back 0: the step itself, 1: the one before, and so on
   * @return the mean over the rows that have such a step; 0 if there is none
   */
  public double meanAt(int back) {
    double sum = 0;
    int rows = 0;
    for (int row = back; row < weights.length && row - back < weights[row].length; row++) {
      sum += weights[row][row - back];
      rows++;
    }
    return rows == 0 ? 0 : sum / rows;
  }
}
