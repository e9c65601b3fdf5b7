package dev.seq4j.datasets.scenes;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.picture.Film;
import dev.seq4j.core.picture.Picture;
import dev.seq4j.datasets.batch.DescribedFilm;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.LongFunction;

/**
 * Films drawn at random, each a function of a seed: for training without the moments that are held
 * out, for a test with one of them at least in each. A thing keeps its look as long as it is there,
 * and the film its ground; the noise is another one in each frame.
 *
 * @param heldOut moments
 * @param unseen whether a held-out moment is in each film; else none is in any
 * @param frames of a film, 1 or more
 */
public record DrawnFilms(HeldOutMoments heldOut, boolean unseen, int frames)
    implements LongFunction<DescribedFilm> {

  /** Pixels of a frame's side. */
  public static final int SIDE = Screenplay.SIDE;

  /**
   * @throws InvalidInputException if there are too few frames for a thing to appear and do
   *     something
   */
  public DrawnFilms {
    Objects.requireNonNull(heldOut, "held out");
    if (frames < 2) {
      throw new InvalidInputException("frames = %d: must be 2 or above".formatted(frames));
    }
    if (unseen && heldOut.moments().isEmpty()) {
      throw new IllegalArgumentException("unseen moments: nothing is held out");
    }
  }

  /**
   * @param seed of the film
   * @return what happens in each of its frames
   */
  public List<Moment> moments(long seed) {
    return moments(shots(new Random(seed)));
  }

  private static List<Moment> moments(List<Shot> shots) {
    return shots.stream().map(Shot::moment).toList();
  }

  private List<Shot> shots(Random random) {
    while (true) {
      List<Shot> shots = Screenplay.write(frames, random);
      if (heldOut.holds(moments(shots)) == unseen) {
        return shots;
      }
    }
  }

  /**
   * @param seed of the film, and of how it is drawn
   * @return the film and what happens in each frame
   */
  @Override
  public DescribedFilm apply(long seed) {
    Random random = new Random(seed);
    List<Shot> shots = shots(random);
    Color ground = Drawing.ground(random);
    Map<Integer, Drawing.Look> looks = new HashMap<>();
    List<Picture> pictures = new ArrayList<>();
    for (Shot shot : shots) {
      BufferedImage image = Drawing.canvas(SIDE, ground);
      if (shot.moment().kind() != null && shot.moment().action().shows()) {
        Graphics2D graphics = Drawing.graphics(image);
        looks
            .computeIfAbsent(
                shot.thing(), first -> Drawing.Look.of(shot.moment().kind().colour(), random))
            .draw(graphics, shot.moment().kind().form(), shot.x(), shot.y(), shot.radius());
        graphics.dispose();
      }
      Drawing.addNoise(image, random);
      pictures.add(Picture.of(image));
    }
    return new DescribedFilm(
        new Film(pictures), shots.stream().map(shot -> shot.moment().words()).toList());
  }

  /**
   * @param count how many
   * @param seed of all of them
   * @return so many films, the same for the same seed
   */
  public List<DescribedFilm> sample(int count, long seed) {
    // The seeds first: a source of random numbers gives them to threads in no order.
    long[] seeds = new Random(seed).longs(count).toArray();
    return Arrays.stream(seeds).parallel().mapToObj(this).toList();
  }
}
