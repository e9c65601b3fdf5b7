package dev.seq4j.core.layer.picture;

import dev.seq4j.core.kernel.picture.PatchKernel;
import dev.seq4j.core.layer.HostCopy;
import dev.seq4j.core.layer.Kernels;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.convolution.Convolution;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Cuts pictures into patches and adds these up, by a kernel or by ND4J's {@code im2col}. Films that
 * lie side by side are {@code [frames * batch, channels, height, width]} here, all first frames
 * first; pictures are films of one frame.
 *
 * @param kernel says how
 */
record Patches(PatchKernel kernel) {

  /**
   * @param owner the vertex
   * @throws DL4JInvalidConfigException if the patches do not fill the padded picture
   */
  static Patches of(
      String owner, long channels, long height, long width, int size, int stride, int padding) {
    try {
      return new Patches(
          new PatchKernel(
              Math.toIntExact(channels),
              Math.toIntExact(height),
              Math.toIntExact(width),
              size,
              stride,
              padding));
    } catch (IllegalArgumentException e) {
      throw new DL4JInvalidConfigException(owner + ": " + e.getMessage(), e);
    }
  }

  /** Returns the patches of a picture. */
  int count() {
    return kernel.rows() * kernel.columns();
  }

  /**
   * @param pictures of films side by side
   * @param frames of each film
   * @return {@code [batch, features, frames * patches]}
   */
  INDArray cut(INDArray pictures, int frames) {
    int batch = Math.toIntExact(pictures.size(0) / frames);
    if (Kernels.serve(pictures.dataType())) {
      return sequence(kernel.cut(HostCopy.floats(pictures), frames, batch), batch);
    }
    INDArray cut = Nd4j.create(pictures.dataType(), columns(pictures.size(0)));
    Convolution.im2col(
        pictures.dup('c'),
        kernel.size(),
        kernel.size(),
        kernel.stride(),
        kernel.stride(),
        kernel.padding(),
        kernel.padding(),
        false,
        cut);
    return cut.reshape('c', frames, batch, kernel.features(), count())
        .permute(1, 2, 0, 3)
        .dup('c')
        .reshape('c', batch, kernel.features(), (long) frames * count());
  }

  private INDArray sequence(float[] patches, int batch) {
    long steps = patches.length / ((long) batch * kernel.features());
    return HostCopy.array(patches, steps, batch, kernel.features()).permute(1, 2, 0);
  }

  /** Returns the shape that ND4J has for patches. */
  private long[] columns(long pictures) {
    return new long[] {
      pictures, kernel.channels(), kernel.size(), kernel.size(), kernel.rows(), kernel.columns()
    };
  }

  /**
   * @param patches {@code [batch, features, frames * patches]}
   * @return pictures of films side by side, each pixel the sum of where it was cut to
   */
  INDArray add(INDArray patches) {
    int batch = Math.toIntExact(patches.size(0));
    int frames = Math.toIntExact(patches.size(2) / count());
    long pictures = (long) frames * batch;
    long[] shape = {pictures, kernel.channels(), kernel.height(), kernel.width()};
    if (Kernels.serve(patches.dataType())) {
      float[] ordered = HostCopy.floats(patches.permute(2, 0, 1));
      return HostCopy.array(kernel.add(ordered, frames, batch), shape);
    }
    INDArray added = Nd4j.create(patches.dataType(), shape);
    Convolution.col2im(
        patches
            .dup('c')
            .reshape('c', batch, kernel.features(), frames, count())
            .permute(2, 0, 1, 3)
            .dup('c')
            .reshape('c', columns(pictures)),
        added,
        kernel.stride(),
        kernel.stride(),
        kernel.padding(),
        kernel.padding(),
        kernel.height(),
        kernel.width(),
        1,
        1);
    return added;
  }
}
