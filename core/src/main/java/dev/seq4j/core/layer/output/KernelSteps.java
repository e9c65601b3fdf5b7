package dev.seq4j.core.layer.output;

import dev.seq4j.core.kernel.Blas;
import dev.seq4j.core.layer.LayerSteps;
import dev.seq4j.core.layer.Steppable;
import dev.seq4j.core.layer.embedding.EmbeddingSteps;
import dev.seq4j.core.layer.embedding.TokenEmbeddingInstance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;

/**
 * The fast way: a chain of layers on arrays of its own, without the network around it. A step
 * allocates next to nothing.
 */
final class KernelSteps implements StepwiseNetwork {

  /**
   * A copy of the chain's state.
   *
   * @param rows of the batch
   * @param layers each layer's parts, {@code [rows, size]}
   */
  private record Snapshot(int rows, List<float[][]> layers) implements State {}

  private final int rows;
  private final EmbeddingSteps embedding;
  private final List<LayerSteps> layers;

  /** What goes into each layer, {@code [rows, size]}. */
  private final float[][] inputs;

  private KernelSteps(int rows, EmbeddingSteps embedding, List<LayerSteps> layers) {
    this.rows = rows;
    this.embedding = embedding;
    this.layers = layers;
    inputs = new float[layers.size()][];
    for (int i = 0; i < inputs.length; i++) {
      int size = i == 0 ? embedding.size() : layers.get(i - 1).size();
      inputs[i] = new float[Math.multiplyExact(rows, size)];
    }
  }

  /**
   * @param graph of one input and one output
   * @param rows of the batch
   * @return the network, or null if it is no chain of layers that can be stepped without it
   */
  static KernelSteps of(ComputationGraph graph, int rows) {
    List<Layer> chain = chain(graph);
    int last = chain.size() - 1;
    if (last < 1
        || !(chain.get(0) instanceof TokenEmbeddingInstance first)
        || !(chain.get(last) instanceof SequenceOutputInstance)) {
      return null;
    }
    EmbeddingSteps embedding = first.steps();
    if (embedding == null) {
      return null;
    }
    List<LayerSteps> layers = new ArrayList<>();
    for (Layer layer : chain.subList(1, chain.size())) {
      LayerSteps steps = layer instanceof Steppable steppable ? steppable.steps(rows) : null;
      if (steps == null) {
        layers.forEach(LayerSteps::close);
        return null;
      }
      layers.add(steps);
    }
    return new KernelSteps(rows, embedding, layers);
  }

  /** The layers from input to output if each takes what the one before it gives; else none. */
  private static List<Layer> chain(ComputationGraph graph) {
    List<Layer> chain = new ArrayList<>();
    int before = -1;
    for (int index : graph.topologicalSortOrder()) {
      GraphVertex vertex = graph.getVertices()[index];
      if (!vertex.isInputVertex()) {
        VertexIndices[] from = vertex.getInputVertices();
        if (!(vertex instanceof LayerVertex layer)
            || layer.getLayerPreProcessor() != null
            || from.length != 1
            || from[0].getVertexIndex() != before) {
          return List.of();
        }
        chain.add(layer.getLayer());
      }
      before = index;
    }
    return chain;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int classes() {
    return layers.get(layers.size() - 1).size();
  }

  @Override
  public void step(int[] ids, float[] probabilities) {
    StepwiseChecks.rows("ids", ids.length, rows);
    StepwiseChecks.probabilities(probabilities, this);
    embedding.check(ids);
    Blas.Session session = Blas.singleThreaded();
    try {
      embedding.step(ids, inputs[0]);
      for (int i = 0; i < inputs.length; i++) {
        layers.get(i).step(inputs[i], i + 1 < inputs.length ? inputs[i + 1] : probabilities);
      }
    } finally {
      session.close();
    }
  }

  @Override
  public void read(int[][] ids, float[] probabilities) {
    int time = StepwiseChecks.time(ids, rows);
    StepwiseChecks.probabilities(probabilities, this);
    for (int[] row : ids) {
      embedding.check(row);
    }
    int[] step = new int[rows];
    for (int t = 0; t < time; t++) {
      for (int row = 0; row < rows; row++) {
        step[row] = ids[row][t];
      }
      step(step, probabilities);
    }
  }

  @Override
  public void reset() {
    layers.forEach(LayerSteps::reset);
  }

  @Override
  public State state() {
    return new Snapshot(rows, layers.stream().map(LayerSteps::state).toList());
  }

  @Override
  public void setState(State state, int... from) {
    if (!(state instanceof Snapshot snapshot) || !fits(snapshot)) {
      throw new IllegalArgumentException("state: must be of a network with the same layers");
    }
    int[] origins = StepwiseChecks.origins(from, snapshot.rows(), rows);
    for (int i = 0; i < layers.size(); i++) {
      float[][] parts = snapshot.layers().get(i).clone();
      Arrays.setAll(parts, part -> rowsOf(parts[part], snapshot.rows(), origins));
      layers.get(i).setState(parts);
    }
  }

  private boolean fits(Snapshot state) {
    if (state.layers().size() != layers.size()) {
      return false;
    }
    for (int i = 0; i < layers.size(); i++) {
      if (!layers.get(i).fits(state.layers().get(i), state.rows())) {
        return false;
      }
    }
    return true;
  }

  private static float[] rowsOf(float[] values, int rows, int[] origins) {
    int size = values.length / rows;
    float[] chosen = new float[origins.length * size];
    for (int row = 0; row < origins.length; row++) {
      System.arraycopy(values, origins[row] * size, chosen, row * size, size);
    }
    return chosen;
  }

  @Override
  public void close() {
    layers.forEach(LayerSteps::close);
  }
}
