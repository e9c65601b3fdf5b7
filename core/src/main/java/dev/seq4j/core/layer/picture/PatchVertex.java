package dev.seq4j.core.layer.picture;

import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.inputs.InputType;
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
public final class PatchVertex extends ReorderingVertex {

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

  private Patches patches(long channels, long height, long width) {
    return Patches.of("PatchVertex", channels, height, width, size, stride, padding);
  }

  @Override
  INDArray forward(INDArray pictures) {
    return patches(pictures.size(1), pictures.size(2), pictures.size(3)).cut(pictures, 1);
  }

  @Override
  INDArray backward(INDArray toPatches, long[] shape) {
    return patches(shape[1], shape[2], shape[3]).add(toPatches);
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType... vertexInputs) {
    if (vertexInputs.length != 1
        || !(vertexInputs[0] instanceof InputType.InputTypeConvolutional picture)) {
      throw new DL4JInvalidConfigException(
          "PatchVertex: input must be one of type convolutional, pictures");
    }
    Patches patches = patches(picture.getChannels(), picture.getHeight(), picture.getWidth());
    return InputType.recurrent(patches.kernel().features(), patches.count());
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

  @Override
  public String toString() {
    return "PatchVertex(%d, stride %d, padding %d)".formatted(size, stride, padding);
  }
}
