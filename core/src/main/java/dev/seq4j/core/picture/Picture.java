package dev.seq4j.core.picture;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.AtomicFile;
import dev.seq4j.core.file.FileProblems;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A picture as a network reads it: three planes, red, green and blue, of numbers from 0 to 1, row
 * by row from above.
 */
public final class Picture {

  /** Red, green and blue. */
  public static final int CHANNELS = 3;

  private static final float FULL = 255;

  private final int width;
  private final int height;
  private final float[] planes; // [3, height, width]

  private Picture(int width, int height, float[] planes) {
    this.width = width;
    this.height = height;
    this.planes = planes;
  }

  /**
   * @param image any; what shines through is seen on white
   * @return the picture
   */
  public static Picture of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] pixels = onWhite(image, width, height).getRGB(0, 0, width, height, null, 0, width);
    float[] planes = new float[CHANNELS * pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      planes[i] = (pixels[i] >> 16 & 0xFF) / FULL;
      planes[pixels.length + i] = (pixels[i] >> 8 & 0xFF) / FULL;
      planes[2 * pixels.length + i] = (pixels[i] & 0xFF) / FULL;
    }
    return new Picture(width, height, planes);
  }

  /**
   * Reads a file: PNG, JPEG, GIF or BMP.
   *
   * @param file a picture
   * @return the picture
   * @throws InvalidInputException if the file cannot be read or is no such picture
   */
  public static Picture read(Path file) {
    FileProblems.requireReadable(file);
    BufferedImage image;
    try {
      image = ImageIO.read(file.toFile());
    } catch (IOException | RuntimeException e) { // the readers throw both at damaged files
      throw new InvalidInputException(file + ": is a damaged picture, it cannot be read", e);
    }
    if (image == null) {
      throw new InvalidInputException(file + ": is no picture, must be PNG, JPEG, GIF or BMP");
    }
    return of(image);
  }

  /**
   * @param file a PNG file, replaced if it is there; each number is rounded to one of 256
   * @throws InvalidInputException if it cannot be written
   */
  public void write(Path file) {
    BufferedImage image = image();
    AtomicFile.write(
        file,
        out -> {
          // In memory, where ImageIO by itself would use the temporary folder.
          try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            ImageIO.write(image, "PNG", stream);
          }
        });
  }

  /**
   * @param newWidth in pixels, 1 or more
   * @param newHeight in pixels, 1 or more
   * @return this picture stretched to that size, each pixel the mean of what it covers
   */
  public Picture scaled(int newWidth, int newHeight) {
    float[] scaled = new float[CHANNELS * newWidth * newHeight];
    for (int i = 0; i < scaled.length; i++) {
      int y = i / newWidth % newHeight;
      int x = i % newWidth;
      scaled[i] =
          mean(
              i / (newWidth * newHeight),
              (double) y * height / newHeight,
              (double) (y + 1) * height / newHeight,
              (double) x * width / newWidth,
              (double) (x + 1) * width / newWidth);
    }
    return new Picture(newWidth, newHeight, scaled);
  }

  private float mean(int channel, double top, double bottom, double left, double right) {
    double sum = 0;
    for (int y = (int) top; y < Math.min(height, bottom); y++) {
      double rows = Math.min(y + 1, bottom) - Math.max(y, top);
      for (int x = (int) left; x < Math.min(width, right); x++) {
        double columns = Math.min(x + 1, right) - Math.max(x, left);
        sum += rows * columns * planes[(channel * height + y) * width + x];
      }
    }
    return (float) (sum / ((bottom - top) * (right - left)));
  }

  private static BufferedImage onWhite(BufferedImage image, int width, int height) {
    BufferedImage opaque = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = opaque.createGraphics();
    graphics.drawImage(image, 0, 0, Color.WHITE, null);
    graphics.dispose();
    return opaque;
  }

  /**
   * @return a picture to show
   */
  public BufferedImage image() {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int pixels = width * height;
    for (int i = 0; i < pixels; i++) {
      int red = Math.round(planes[i] * FULL);
      int green = Math.round(planes[pixels + i] * FULL);
      int blue = Math.round(planes[2 * pixels + i] * FULL);
      image.setRGB(i % width, i / width, red << 16 | green << 8 | blue);
    }
    return image;
  }

  /**
   * Copies the numbers, {@code [3, height, width]} in 'c' order.
   *
   * @param target receives them
   * @param offset where in it
   */
  public void copyTo(float[] target, int offset) {
    System.arraycopy(planes, 0, target, offset, planes.length);
  }

  /**
   * Copies the numbers pixel by pixel, {@code [height, width, 3]} in 'c' order.
   *
   * @param target receives them
   * @param offset where in it
   */
  public void copyPixelsTo(float[] target, int offset) {
    int pixels = width * height;
    for (int channel = 0; channel < CHANNELS; channel++) {
      for (int i = 0; i < pixels; i++) {
        target[offset + i * CHANNELS + channel] = planes[channel * pixels + i];
      }
    }
  }

  /**
   * @param other any
   * @return whether it has as many pixels in both directions
   */
  public boolean sameSize(Picture other) {
    return width == other.width && height == other.height;
  }

  /**
   * @return how many numbers it is
   */
  public int numbers() {
    return planes.length;
  }

  /**
   * @return in pixels
   */
  public int width() {
    return width;
  }

  /**
   * @return in pixels
   */
  public int height() {
    return height;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Picture picture
        && picture.width == width
        && picture.height == height
        && Arrays.equals(picture.planes, planes);
  }

  @Override
  public int hashCode() {
    return 31 * width + Arrays.hashCode(planes);
  }

  @Override
  public String toString() {
    return "picture of %d x %d pixels".formatted(width, height);
  }
}
