package dev.seq4j.core.layer.picture;

import dev.seq4j.core.kernel.Transpose;
import dev.seq4j.core.layer.HostCopy;
import dev.seq4j.core.layer.Kernels;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A vertex of one input and without parameters, which only puts numbers elsewhere, some of them
 * several times; its derivative adds up what went to different places.
 */
abstract class ReorderingVertex extends GraphVertex {

  private static final long serialVersionUID = 1L;

  /** Returns the numbers in their new places. */
  abstract INDArray forward(INDArray input);

  /**
   * Returns the gradient of the input.
   *
   * @param toOutput gradient of what was made of it
   * @param shape of the input
   */
  abstract INDArray backward(INDArray toOutput, long[] shape);

  /**
   * Transposes matrices that lie one after the other and whose entries are runs of numbers.
   *
   * @param ordered whose numbers in 'c' order are {@code [blocks, rows, columns, length]}
   * @param shape of what comes out, in 'c' order {@code [blocks, columns, rows, length]}
   */
  static INDArray transposed(
      INDArray ordered, long blocks, long rows, long columns, long length, long... shape) {
    if (Kernels.serve(ordered.dataType())) {
      float[] turned =
          Transpose.blocks(
              HostCopy.floats(ordered),
              Math.toIntExact(blocks),
              Math.toIntExact(rows),
              Math.toIntExact(columns),
              Math.toIntExact(length));
      return HostCopy.array(turned, shape);
    }
    return ordered
        .dup('c')
        .reshape('c', blocks, rows, columns, length)
        .permute(0, 2, 1, 3)
        .dup('c')
        .reshape('c', shape);
  }

  @Override
  public ReorderingVertexInstance instantiate(
      ComputationGraph graph,
      String name,
      int idx,
      INDArray paramsView,
      boolean initializeParams,
      DataType networkDatatype) {
    return new ReorderingVertexInstance(graph, name, idx, networkDatatype, this);
  }

  @Override
  public long numParams(boolean backprop) {
    return 0;
  }

  @Override
  public int minVertexInputs() {
    return 1;
  }

  @Override
  public int maxVertexInputs() {
    return 1;
  }

  @Override
  public MemoryReport getMemoryReport(InputType... inputTypes) {
    InputType output = getOutputType(-1, inputTypes);
    return new LayerMemoryReport.Builder(null, getClass(), inputTypes[0], output)
        .standardMemory(0, 0)
        .workingMemory(0, 0, 0, 0)
        .cacheMemory(0, 0)
        .build();
  }
}
