package dev.seq4j.models.captioning;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.layer.attention.FeedForward;
import dev.seq4j.core.layer.picture.FramePatchVertex;
import dev.seq4j.core.layer.picture.PatchVertex;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;

/**
 * Convolutions over a picture.
 *
 * <pre>
 *   picture [batch, 3, height, width]
 *   -> convolution 4 x 4, stride 2, GELU, 1 x 1     [batch, maps, height/2, width/2]
 *   -> the same                                     [batch, 2 maps, height/4, width/4]
 *   -> the same                                     [batch, 4 maps, height/8 * width/8]
 * </pre>
 *
 * <p>A convolution is a {@link PatchVertex} and a dense layer at each patch.
 */
final class PictureEncoder {

  private static final int HALVINGS = 3;

  /** The sides of a picture are multiples of this, which is what three convolutions divide by. */
  static final int SIDES = 1 << HALVINGS;

  /** Patches overlap by half, so that there are half as many in each direction. */
  private static final int SIZE = 4;

  private static final int STRIDE = 2;
  private static final int PADDING = 1;

  private PictureEncoder() {}

  /** Checks a side of a picture: a multiple of {@link #SIDES}, no less than twice that. */
  static void requireSide(String name, int value) {
    if (value < 2 * SIDES || value % SIDES != 0) {
      throw new InvalidInputException(
          "%s = %d: must be a multiple of %d, %d or above"
              .formatted(name, value, SIDES, 2 * SIDES));
    }
  }

  /** Returns the places that the last maps are of. */
  static int places(int height, int width) {
    return height / SIDES * (width / SIDES);
  }

  /**
   * Adds the convolutions.
   *
   * @param picture what gives pictures
   * @return what gives the last maps, a step for each place
   */
  static String add(GraphBuilder graph, String picture, int height, int width, int maps) {
    String below = picture;
    for (int i = 1; i <= HALVINGS; i++) {
      graph.addVertex("patches" + i, new PatchVertex(SIZE, STRIDE, PADDING), below);
      below = addMaps(graph, i, maps);
      if (i < HALVINGS) {
        graph.addVertex(
            "grid" + i, new ReshapeVertex(-1, maps << (i - 1), height >> i, width >> i), below);
        below = "grid" + i;
      }
    }
    return below;
  }

  /**
   * Adds the same convolutions for each frame of a film.
   *
   * @param pixels what gives films as sequences of pixels, {@code [batch, 3, frames height width]}
   * @return what gives the last maps, a step for each place of each frame
   */
  static String addToFrames(GraphBuilder graph, String pixels, int height, int width, int maps) {
    String below = pixels;
    for (int i = 1; i <= HALVINGS; i++) {
      graph.addVertex(
          "patches" + i,
          new FramePatchVertex(height >> (i - 1), width >> (i - 1), SIZE, STRIDE, PADDING),
          below);
      below = addMaps(graph, i, maps);
    }
    return below;
  }

  /** With each convolution there are twice as many maps. */
  private static String addMaps(GraphBuilder graph, int i, int maps) {
    int out = maps << (i - 1);
    graph.addLayer("maps" + i, new FeedForward.Builder(2L * out).nOut(out).build(), "patches" + i);
    return "maps" + i;
  }

  /** Returns how many maps the last convolution has. */
  static int maps(int first) {
    return first << (HALVINGS - 1);
  }
}
