package dev.seq4j.models.decoding;

import dev.seq4j.core.layer.HostCopy;
import dev.seq4j.core.layer.attention.MemoryReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The decoder of a network of two inputs, what is read and what is written so far, step by step:
 * the encoder has run once, and of the network only the layers between the text so far and its next
 * token are run, each with the state of its last step. Reordering rows reorders their states.
 *
 * <p>What a layer computes of the encoder's states alone is computed again only when texts are done
 * and their rows fall away.
 */
public final class GraphDecoder implements StepwiseDecoder {

  private final List<Layer> layers = new ArrayList<>();
  private final Map<MemoryReader, INDArray> memories = new IdentityHashMap<>();
  private final INDArray sourceMask;
  private final int sentences;
  private final int vocabularySize;
  private int[] sentenceOf;

  /**
   * Runs the encoder.
   *
   * @param graph its first input is what is read, its second the ids of what is written, which meet
   *     the encoder in layers that are {@link MemoryReader}s
   * @param read what is read, a row for each text to be written
   * @param mask of it, {@code [rows, source]}, 0 where nothing is; null if all is there
   * @param begin id of the mark a text begins with
   */
  public GraphDecoder(ComputationGraph graph, INDArray read, INDArray mask, int begin) {
    sentences = Math.toIntExact(read.size(0));
    sourceMask = mask;
    vocabularySize =
        Math.toIntExact(graph.layerSize(graph.getConfiguration().getNetworkOutputs().get(0)));
    Map<MemoryReader, String> encoders = new IdentityHashMap<>(); // hashes of layers change
    Set<String> reached = new HashSet<>(Set.of(graph.getConfiguration().getNetworkInputs().get(1)));
    for (int index : graph.topologicalSortOrder()) {
      GraphVertex vertex = graph.getVertices()[index];
      VertexIndices[] from = vertex.getInputVertices();
      if (from != null && from.length > 0 && reached.contains(name(graph, from[0]))) {
        reached.add(vertex.getVertexName());
        layers.add(vertex.getLayer());
        if (vertex.getLayer() instanceof MemoryReader reader) {
          encoders.put(reader, name(graph, from[1]));
        }
      }
    }
    List<String> outputs = encoders.values().stream().distinct().toList();
    INDArray begins = Nd4j.valueArrayOf(new long[] {sentences, 1}, begin, DataType.INT32);
    INDArray[] masks = mask == null ? null : new INDArray[] {mask, null};
    INDArray[] states = graph.output(outputs, false, new INDArray[] {read, begins}, masks);
    encoders.forEach((reader, name) -> memories.put(reader, states[outputs.indexOf(name)]));
    sentenceOf = IntStream.range(0, sentences).toArray();
    graph.clearLayerMaskArrays(); // they outlive the pass
    for (Layer layer : layers) {
      if (layer instanceof RecurrentLayer recurrent) {
        recurrent.rnnClearPreviousState();
      }
    }
    remember(sentenceOf);
  }

  private static String name(ComputationGraph graph, VertexIndices from) {
    return graph.getVertices()[from.getVertexIndex()].getVertexName();
  }

  @Override
  public int sentences() {
    return sentences;
  }

  @Override
  public int vocabularySize() {
    return vocabularySize;
  }

  @Override
  public void step(int[] from, int[] ids, float[] probabilities) {
    choose(from);
    int[][] column = new int[ids.length][];
    Arrays.setAll(column, row -> new int[] {ids[row]});
    INDArray values = Nd4j.createFromArray(column); // [rows, 1]
    LayerWorkspaceMgr noWorkspaces = LayerWorkspaceMgr.noWorkspaces();
    for (Layer layer : layers) {
      values =
          layer instanceof RecurrentLayer recurrent
              ? recurrent.rnnTimeStep(values, noWorkspaces)
              : layer.activate(values, false, noWorkspaces);
    }
    float[] next = HostCopy.floats(values); // [rows, vocabulary, 1]
    System.arraycopy(next, 0, probabilities, 0, next.length);
  }

  /** Lets each row go on from a row of the last step. */
  private void choose(int[] from) {
    boolean same = from.length == sentenceOf.length;
    for (int row = 0; row < from.length && same; row++) {
      same = from[row] == row;
    }
    if (same) {
      return;
    }
    for (Layer layer : layers) {
      if (layer instanceof RecurrentLayer recurrent) {
        Map<String, INDArray> chosen = new HashMap<>();
        recurrent
            .rnnGetPreviousState()
            .forEach((name, array) -> chosen.put(name, rows(array, from)));
        recurrent.rnnSetPreviousState(chosen);
      }
    }
    int[] next = Arrays.stream(from).map(row -> sentenceOf[row]).toArray();
    if (!Arrays.equals(next, sentenceOf)) {
      remember(next);
    }
  }

  /** Gives each row the encoder's states of its sentence. */
  private void remember(int[] sentenceOfRow) {
    sentenceOf = sentenceOfRow;
    INDArray mask = sourceMask == null ? null : rows(sourceMask, sentenceOf);
    memories.forEach(
        (reader, states) -> {
          boolean ofEachStep = mask != null && states.size(2) == mask.size(1);
          reader.setMemory(rows(states, sentenceOf), ofEachStep ? mask : null);
        });
  }

  /** Rows of an array whose first axis is the batch. */
  private static INDArray rows(INDArray array, int[] from) {
    long[] shape = array.shape().clone();
    INDArray flat = array.dup('c').reshape('c', shape[0], array.length() / shape[0]);
    shape[0] = from.length;
    return Nd4j.pullRows(flat, 1, from, 'c').reshape('c', shape);
  }
}
