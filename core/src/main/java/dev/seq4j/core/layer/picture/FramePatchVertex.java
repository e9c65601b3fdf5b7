package dev.seq4j.core.layer.picture;

import dev.seq4j.core.layer.TimeMajor;
import java.util.Objects;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Cuts each frame of a film into square patches that may overlap, as {@link PatchVertex} cuts a
 * picture. A film is a sequence of pixels, frame after frame, and so are its patches: {@code
 * [batch, channels, frames * height * width]} to {@code [batch, channels * size * size, frames *
 * patches]}.
 *
 * <p>What goes out after a layer can come in again, as pictures with as many rows and columns as
 * there were patches; no reshaping is needed, and how many frames there are does not matter. No
 * patch reaches into another frame.
 *
 * <pre>{@code
 * graph.addVertex("pixels", StepsVertex.split(32 * 32), "film") // [batch, 3 * 32 * 32, frames]
 *      .addVertex("patches1", new FramePatchVertex(32, 32, 4, 2, 1), "pixels")
 *      .addLayer("maps1", new FeedForward.Builder(32).nOut(16).build(), "patches1")
 *      .addVertex("patches2", new FramePatchVertex(16, 16, 4, 2, 1), "maps1")
 * }</pre>
 */
public final class FramePatchVertex extends ReorderingVertex {

  private static final long serialVersionUID = 1L;

  private int height;
  private int width;
  private int size;
  private int stride;
  private int padding;

  /** For Jackson. */
  FramePatchVertex() {}

  /**
   * @param height of a frame
   * @param width of a frame
   * @param size of a patch's side, 1 or more
   * @param stride from one patch to the next, 1 or more
   * @param padding pixels of 0 around the frame, 0 or more
   * @throws DL4JInvalidConfigException if the patches do not fill the padded frame
   */
  public FramePatchVertex(int height, int width, int size, int stride, int padding) {
    this.height = height;
    this.width = width;
    this.size = size;
    this.stride = stride;
    this.padding = padding;
    patches(1);
  }

  /**
   * @return of a frame
   */
  public int getHeight() {
    return height;
  }

  /**
   * @param height of a frame
   */
  public void setHeight(int height) {
    this.height = height;
  }

  /**
   * @return of a frame
   */
  public int getWidth() {
    return width;
  }

  /**
   * @param width of a frame
   */
  public void setWidth(int width) {
    this.width = width;
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
   * @return pixels of 0 around the frame
   */
  public int getPadding() {
    return padding;
  }

  /**
   * @param padding pixels of 0 around the frame
   */
  public void setPadding(int padding) {
    this.padding = padding;
  }

  private Patches patches(long channels) {
    return Patches.of("FramePatchVertex", channels, height, width, size, stride, padding);
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType... vertexInputs) {
    if (vertexInputs.length != 1
        || !(vertexInputs[0] instanceof InputType.InputTypeRecurrent film)) {
      throw new DL4JInvalidConfigException(
          "FramePatchVertex: input must be one of type recurrent, films");
    }
    Patches patches = patches(film.getSize());
    long pixels = film.getTimeSeriesLength();
    return pixels > 0
        ? InputType.recurrent(
            patches.kernel().features(), pixels / ((long) height * width) * patches.count())
        : InputType.recurrent(patches.kernel().features());
  }

  @Override
  INDArray forward(INDArray film) {
    long batch = film.size(0);
    long channels = film.size(1);
    int pixels = height * width;
    if (film.size(2) % pixels != 0) {
      throw new IllegalArgumentException(
          "%s: %d pixels, must be %d for each frame".formatted(this, film.size(2), pixels));
    }
    int frames = Math.toIntExact(film.size(2) / pixels);
    INDArray pixelMajor = TimeMajor.of(film, null); // [frames pixels, batch, channels]
    INDArray pictures =
        transposed(
            pixelMajor,
            frames,
            pixels,
            batch * channels,
            1,
            frames * batch,
            channels,
            height,
            width);
    return patches(channels).cut(pictures, frames);
  }

  @Override
  INDArray backward(INDArray toPatches, long[] shape) {
    long batch = shape[0];
    long channels = shape[1];
    int pixels = height * width;
    int frames = Math.toIntExact(shape[2] / pixels);
    INDArray pictures = patches(channels).add(toPatches); // [frames batch, channels, height, width]
    INDArray film =
        transposed(pictures, frames, batch * channels, pixels, 1, shape[2], batch, channels);
    return TimeMajor.back(film, null);
  }

  @Override
  public FramePatchVertex clone() {
    return new FramePatchVertex(height, width, size, stride, padding);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FramePatchVertex vertex
        && vertex.height == height
        && vertex.width == width
        && vertex.size == size
        && vertex.stride == stride
        && vertex.padding == padding;
  }

  @Override
  public int hashCode() {
    return Objects.hash(height, width, size, stride, padding);
  }

  @Override
  public String toString() {
    return "FramePatchVertex(%d x %d, %d, stride %d, padding %d)"
        .formatted(width, height, size, stride, padding);
  }
}
