package dev.seq4j.datasets.scenes;

import dev.seq4j.core.picture.Picture;
import dev.seq4j.datasets.batch.CaptionedPicture;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.LongFunction;

/**
 * Scenes drawn at random, each a function of a seed: for training without the pairs that are held
 * out, for a test with these alone.
 *
 * @param heldOut pairs of coloured forms
 * @param unseen whether each scene is of a held-out pair; else none is
 */
public record DrawnScenes(HeldOut heldOut, boolean unseen)
    implements LongFunction<CaptionedPicture> {

  public DrawnScenes {
    Objects.requireNonNull(heldOut, "held out");
    if (unseen && heldOut.pairs().isEmpty()) {
      throw new IllegalArgumentException("unseen scenes: nothing is held out");
    }
  }

  /**
   * @param seed of the scene
   * @return the scene
   */
  public Scene scene(long seed) {
    return scene(new Random(seed));
  }

  private Scene scene(Random random) {
    while (true) {
      Scene scene = new Scene(thing(random), any(Relation.values(), random), thing(random));
      if (heldOut.holds(scene) == unseen) {
        return scene;
      }
    }
  }

  private static Thing thing(Random random) {
    return new Thing(
        any(Size.values(), random), any(Colour.values(), random), any(Form.values(), random));
  }

  private static <T> T any(T[] values, Random random) {
    return values[random.nextInt(values.length)];
  }

  /**
   * @param seed of the scene, and of how it is drawn
   * @return its picture and its caption
   */
  @Override
  public CaptionedPicture apply(long seed) {
    Random random = new Random(seed);
    Scene scene = scene(random);
    return new CaptionedPicture(Picture.of(Drawing.of(scene, random)), scene.toString());
  }

  /**
   * @param count how many
   * @param seed of all of them
   * @return so many pictures, the same for the same seed
   */
  public List<CaptionedPicture> sample(int count, long seed) {
    return new Random(seed).longs(count).mapToObj(this).toList();
  }
}
