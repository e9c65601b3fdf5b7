package dev.seq4j.core.layer.picture;

import dev.seq4j.core.kernel.picture.PatchKernel;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Cuts pictures into square patches that may overlap, each a step of a sequence: {@code [batch,
 * channels, height, width]} to {@code [batch, channels * size * size, patches]}.
 *
 * <pre>
 *   out[b, (c, i, j), p] = in[b, c, y_p stride - padding + i, x_p stride - padding + j]
 * </pre>
 *
 * <p>What a layer does with every step it then does with every patch, by the same weights: a dense
 * layer is a convolution, a {@code FeedForward} one with a second of size 1 on top of it. The
 * patches stand row by row, so that a {@code ReshapeVertex(-1, features, rows, columns)} makes the
 * layer's maps of them. Outside of the picture is 0. The patches must fill the padded picture: what
 * is left over at an edge would never be seen.
 *
 * <pre>{@code
 * graph.addVertex("patches", new PatchVertex(8, 4, 2), "picture")
 *      .addLayer("maps", new FeedForward.Builder(64).nOut(32).build(), "patches")
 * }</pre>
 */
public final class PatchVertex extends GraphVertex {

  private static final long serialVersionUID = 1L;

  private int size;
  private int stride;
  private int padding;

  /** For Jackson. */
  PatchVertex() {}

  /**
   * @param size of a patch's side, 1 or more
   * @param stride from one patch to the next, 1 or more
   * @param padding pixels of 0 around the picture, 0 or more
   * @throws DL4JInvalidConfigException if a number is out of its range
   */
  public PatchVertex(int size, int stride, int padding) {
    if (size < 1 || stride < 1 || padding < 0) {
      throw new DL4JInvalidConfigException(
          "PatchVertex: size = %d, stride = %d, padding = %d: must be at least 1, 1 and 0"
              .formatted(size, stride, padding));
    }
    this.size = size;
    this.stride = stride;
    this.padding = padding;
  }

  /**
   * @return of a patch's side
   */
  public int getSize() {
    return size;
  }

  /**
   * @param size of a patch's side
   */
  public void setSize(int size) {
    this.size = size;
  }

  /**
   * @return from one patch to the next
   */
  public int getStride() {
    return stride;
  }

  /**
   * @param stride from one patch to the next
   */
  public void setStride(int stride) {
    this.stride = stride;
  }

  /**
   * @return pixels of 0 around the picture
   */
  public int getPadding() {
    return padding;
  }

  /**
   * @param padding pixels of 0 around the picture
   */
  public void setPadding(int padding) {
    this.padding = padding;
  }

  /** Returns the patches of pictures of this size. */
  PatchKernel patches(long channels, long height, long width) {
    try {
      return new PatchKernel(
          Math.toIntExact(channels),
          Math.toIntExact(height),
          Math.toIntExact(width),
          size,
          stride,
          padding);
    } catch (IllegalArgumentException e) {
      throw new DL4JInvalidConfigException("PatchVertex: " + e.getMessage(), e);
    }
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType... vertexInputs) {
    if (vertexInputs.length != 1
        || !(vertexInputs[0] instanceof InputType.InputTypeConvolutional picture)) {
      throw new DL4JInvalidConfigException(
          "PatchVertex: input must be one of type convolutional, pictures");
    }
    PatchKernel patches = patches(picture.getChannels(), picture.getHeight(), picture.getWidth());
    return InputType.recurrent(patches.features(), (long) patches.rows() * patches.columns());
  }

  @Override
  public PatchVertexInstance instantiate(
      ComputationGraph graph,
      String name,
      int idx,
      INDArray paramsView,
      boolean initializeParams,
      DataType networkDatatype) {
    return new PatchVertexInstance(graph, name, idx, networkDatatype, this);
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
    return new LayerMemoryReport.Builder(null, PatchVertex.class, inputTypes[0], output)
        .standardMemory(0, 0)
        .workingMemory(0, 0, 0, 0)
        .cacheMemory(0, 0)
        .build();
  }

  @Override
  public PatchVertex clone() {
    return new PatchVertex(size, stride, padding);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PatchVertex vertex
        && vertex.size == size
        && vertex.stride == stride
        && vertex.padding == padding;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * size + stride) + padding;
  }
}
