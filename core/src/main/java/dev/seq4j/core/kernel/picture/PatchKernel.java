package dev.seq4j.core.kernel.picture;

import dev.seq4j.core.kernel.Shards;

/**
 * Cuts pictures into square patches that may overlap, and adds patches up to pictures again, which
 * is the derivative. A dense layer over the patches is a convolution.
 *
 * <pre>
 *   patch[p, b, (c, i, j)] = picture[b, c, y_p stride - padding + i, x_p stride - padding + j]
 * </pre>
 *
 * <p>Outside of a picture is 0. Patches p are counted row by row.
 *
 * @param channels of a picture, c
 * @param height of a picture
 * @param width of a picture
 * @param size of a patch's side
 * @param stride from one patch to the next
 * @param padding pixels around the picture
 */
public record PatchKernel(int channels, int height, int width, int size, int stride, int padding) {

  /**
   * @throws IllegalArgumentException if the patches do not fill the padded picture
   */
  public PatchKernel {
    requireFilled("height", height, size, stride, padding);
    requireFilled("width", width, size, stride, padding);
  }

  private static void requireFilled(String name, int length, int size, int stride, int padding) {
    int rest = length + 2 * padding - size;
    if (length < 1 || size < 1 || stride < 1 || padding < 0 || rest < 0 || rest % stride != 0) {
      throw new IllegalArgumentException(
          "%s = %d: patches of %d with stride %d and padding %d must fill it"
              .formatted(name, length, size, stride, padding));
    }
  }

  /**
   * @return patches in a column
   */
  public int rows() {
    return (height + 2 * padding - size) / stride + 1;
  }

  /**
   * @return patches in a row
   */
  public int columns() {
    return (width + 2 * padding - size) / stride + 1;
  }

  /**
   * @return numbers in a patch
   */
  public int features() {
    return channels * size * size;
  }

  /**
   * @return numbers in a picture
   */
  private int numbers() {
    return channels * height * width;
  }

  /**
   * Cuts.
   *
   * @param pictures {@code [frames, batch, channels, height, width]}
   * @param frames of films that lie side by side; 1 for pictures
   * @param batch pictures, or films
   * @return {@code [frames, rows * columns, batch, features]}
   */
  public float[] cut(float[] pictures, int frames, int batch) {
    float[] patches = new float[frames * rows() * columns() * batch * features()];
    Shards.shared().run(frames, frame -> walk(frame, batch, pictures, patches, false));
    return patches;
  }

  /**
   * Adds up.
   *
   * @param patches {@code [frames, rows * columns, batch, features]}
   * @param frames of films that lie side by side; 1 for pictures
   * @param batch pictures, or films
   * @return {@code [frames, batch, channels, height, width]}, each pixel the sum of where it was
   *     cut to
   */
  public float[] add(float[] patches, int frames, int batch) {
    float[] pictures = new float[frames * batch * numbers()];
    Shards.shared().run(frames, frame -> walk(frame, batch, pictures, patches, true));
    return pictures;
  }

  /** Goes through all rows of all patches, and copies or adds what lies inside of the picture. */
  private void walk(int frame, int batch, float[] pictures, float[] patches, boolean add) {
    int picture = frame * batch * numbers(); // where the first begins
    int patch = frame * rows() * columns() * batch * features(); // where it begins
    for (int p = 0; p < rows() * columns(); p++) {
      int top = p / columns() * stride - padding;
      int left = p % columns() * stride - padding;
      int from = Math.max(0, -left);
      int to = Math.min(size, width - left);
      for (int plane = 0; plane < batch * channels; plane++) {
        for (int i = Math.max(0, -top); i < Math.min(size, height - top); i++) {
          int pixel = picture + (plane * height + top + i) * width + left;
          int cell = patch + i * size;
          if (add) {
            for (int j = from; j < to; j++) {
              pictures[pixel + j] += patches[cell + j];
            }
          } else {
            for (int j = from; j < to; j++) {
              patches[cell + j] = pictures[pixel + j];
            }
          }
        }
        patch += size * size;
      }
    }
  }
}
