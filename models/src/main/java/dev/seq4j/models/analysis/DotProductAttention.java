package dev.seq4j.models.analysis;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.layer.attention.AttentionWeights;
import dev.seq4j.core.layer.attention.SelfAttention;
import dev.seq4j.core.layer.embedding.TokenEmbedding;
import dev.seq4j.models.network.Layers;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Self-attention without parameters of the vectors of one text, with everything that is computed on
 * the way: what a {@link SelfAttention} layer does.
 *
 * <pre>
 *   scores[t, s]  = scale x_t . x_s
 *   weights[t, s] = softmax over s of scores[t, s]     causal: over the s that are not after t
 *   outputs[t]    = sum over s of weights[t, s] x_s
 * </pre>
 *
 * @param scores {@code [time, time]}, later steps included
 * @param weights {@code [time, time]}; rows sum to 1
 * @param outputs {@code [time, features]}
 */
public record DotProductAttention(double[][] scores, double[][] weights, double[][] outputs) {

  private static final String LAYER = "attention";

  /**
   * @param vectors {@code [time, features]}, of FLOAT
   * @param scaled whether scale is 1 / sqrt(features), else 1
   * @param causal whether a step sees only itself and those before it
   * @return what comes out, step by step of the computation
   */
  public static DotProductAttention of(INDArray vectors, boolean scaled, boolean causal) {
    long features = vectors.size(1);
    ComputationGraph graph = graph(features, scaled, causal);
    INDArray sequence = // [1, features, time]
        vectors.transpose().reshape(1, features, vectors.size(0)).dup('c');
    INDArray weights = AttentionWeights.of(graph, LAYER, sequence); // [1, 1, time, time]
    INDArray outputs = graph.feedForward(sequence, false).get(LAYER); // [1, features, time]
    double scale = scaled ? 1 / Math.sqrt(features) : 1;
    return new DotProductAttention(
        rows(vectors.mmul(vectors.transpose()).mul(scale)),
        rows(weights.slice(0).slice(0)),
        rows(outputs.slice(0).transpose()));
  }

  private static ComputationGraph graph(long features, boolean scaled, boolean causal) {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("vectors")
                .setInputTypes(InputType.recurrent(features))
                .addLayer(
                    LAYER,
                    new SelfAttention.Builder().scaled(scaled).causal(causal).build(),
                    "vectors")
                .addLayer("output", Layers.output(2, 0), LAYER) // a network has to have one
                .setOutputs("output")
                .build());
    graph.init();
    return graph;
  }

  /**
   * Takes the vectors of a text's tokens out of a trained network: what its first embedding gives.
   *
   * @param graph the network
   * @param features of a batch of one text, without masks
   * @return {@code [time, size]}
   * @throws InvalidInputException if no layer of the network is a {@link TokenEmbedding}
   */
  public static INDArray vectors(ComputationGraph graph, INDArray... features) {
    for (int index : graph.topologicalSortOrder()) {
      String name = graph.getVertices()[index].getVertexName();
      if (graph.getVertices()[index].hasLayer()
          && graph.getLayer(name).conf().getLayer() instanceof TokenEmbedding) {
        return graph.feedForward(features, false).get(name).slice(0).transpose().dup('c');
      }
    }
    throw new InvalidInputException("network: must have an embedding of tokens");
  }

  private static double[][] rows(INDArray matrix) {
    return matrix.castTo(DataType.DOUBLE).toDoubleMatrix();
  }
}
