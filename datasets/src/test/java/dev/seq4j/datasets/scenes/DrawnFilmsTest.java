package dev.seq4j.datasets.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.datasets.batch.DescribedFilm;
import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DrawnFilmsTest {

  private static final int FRAMES = 12;
  private static final HeldOutMoments HELD_OUT = HeldOutMoments.of(1);
  private static final DrawnFilms SEEN = new DrawnFilms(HELD_OUT, false, FRAMES);
  private static final DrawnFilms UNSEEN = new DrawnFilms(HELD_OUT, true, FRAMES);

  @Property(tries = 30, seed = "1")
  void theSameSeedDrawsTheSameFilm(@ForAll long seed) {
    assertThat(UNSEEN.apply(seed)).isEqualTo(UNSEEN.apply(seed));
    assertThat(UNSEEN.apply(seed)).isNotEqualTo(UNSEEN.apply(seed + 1));
    assertThat(UNSEEN.apply(seed).film().length()).isEqualTo(FRAMES);
  }

  /** The films are drawn by several threads. */
  @Test
  void aSampleIsTheSameForTheSameSeed() {
    List<DescribedFilm> sample = SEEN.sample(200, 7);
    Random seeds = new Random(7);
    for (DescribedFilm film : sample) {
      assertThat(film).isEqualTo(SEEN.apply(seeds.nextLong()));
    }
  }

  /** Where the pixels of a thing are, and how many. */
  private record Spot(double x, double y, double pixels) {
    static Spot of(BufferedImage image, Colour colour) {
      double x = 0;
      double y = 0;
      int pixels = 0;
      int side = DrawnFilms.SIDE;
      for (int i = 0; i < side * side; i++) {
        int rgb = image.getRGB(i % side, i / side);
        int red = (rgb >> 16 & 0xFF) - colour.paint().getRed();
        int green = (rgb >> 8 & 0xFF) - colour.paint().getGreen();
        int blue = (rgb & 0xFF) - colour.paint().getBlue();
        if (red * red + green * green + blue * blue < 75 * 75) {
          x += i % side;
          y += i / side;
          pixels++;
        }
      }
      return new Spot(x / pixels, y / pixels, pixels);
    }
  }

  @Property(tries = 60, seed = "1")
  void framesShowWhatTheirDescriptionsSay(@ForAll long seed) {
    List<Moment> moments = SEEN.moments(seed);
    DescribedFilm film = SEEN.apply(seed);
    Spot before = null;
    for (int t = 0; t < FRAMES; t++) {
      Moment moment = moments.get(t);
      assertThat(film.descriptions().get(t)).isEqualTo(moment.toString());
      if (moment.kind() == null) {
        continue;
      }
      Spot now = Spot.of(film.film().frames().get(t).image(), moment.kind().colour());
      Action action = moment.action();
      switch (action) {
        case APPEARS -> assertThat(now.pixels).isGreaterThan(20);
        case DISAPPEARS, IS_GONE -> assertThat(now.pixels).isZero();
        case STANDS_STILL -> {
          assertThat(now.x).isCloseTo(before.x, within(0.5));
          assertThat(now.y).isCloseTo(before.y, within(0.5));
          assertThat(now.pixels / before.pixels).isCloseTo(1, within(0.12));
        }
        case GROWS -> assertThat(now.pixels / before.pixels).isGreaterThan(1.12);
        case SHRINKS -> assertThat(now.pixels / before.pixels).isLessThan(1 / 1.12);
        default -> {
          assertThat(now.x - before.x).isCloseTo(2.75 * action.right(), within(1.1));
          assertThat(now.y - before.y).isCloseTo(2.75 * action.down(), within(1.1));
        }
      }
      before = now;
    }
  }

  /** What a film may go on with. */
  @Property(tries = 300, seed = "1")
  void thingsComeActAndGo(@ForAll long seed) {
    Moment before = Moment.NOTHING;
    for (Moment now : SEEN.moments(seed)) {
      boolean wasThere = before.kind() != null && before.action().shows();
      if (now.equals(Moment.NOTHING)) {
        assertThat(before).isEqualTo(Moment.NOTHING);
      } else if (now.action() == Action.APPEARS) {
        assertThat(wasThere).isFalse();
      } else if (now.action() == Action.IS_GONE) {
        assertThat(wasThere).isFalse();
        assertThat(before.kind()).isEqualTo(now.kind());
      } else {
        assertThat(wasThere).isTrue();
        assertThat(before.kind()).isEqualTo(now.kind());
      }
      before = now;
    }
  }

  @Property(tries = 300, seed = "1")
  void trainingNeverHasWhatIsHeldOutAndTheTestAlwaysHas(@ForAll long seed) {
    assertThat(HELD_OUT.holds(SEEN.moments(seed))).isFalse();
    assertThat(HELD_OUT.holds(UNSEEN.moments(seed))).isTrue();
  }

  @Test
  void trainingHasAllDescriptionsThatAreNotHeldOut() {
    Set<Moment> shown = new HashSet<>();
    for (long seed = 0; seed < 6_000; seed++) {
      shown.addAll(SEEN.moments(seed));
    }
    Set<Moment> expected = new HashSet<>(Moment.all());
    expected.removeAll(HELD_OUT.moments());
    assertThat(expected).hasSize(1 + 24 * 10 - HELD_OUT.moments().size());
    assertThat(shown).isEqualTo(expected);
  }

  /** So that each word of what is held out comes in training with each other one. */
  @Test
  void eachColourAndEachFormIsSeenToDoEverything() {
    Map<String, Integer> ofColour = new HashMap<>();
    Map<String, Integer> ofForm = new HashMap<>();
    for (Moment moment : HELD_OUT.moments()) {
      ofColour.merge(moment.kind().colour() + " " + moment.action(), 1, Integer::sum);
      ofForm.merge(moment.kind().form() + " " + moment.action(), 1, Integer::sum);
    }
    assertThat(HELD_OUT.moments()).hasSize(6 * 7);
    assertThat(ofColour).hasSize(6 * 7);
    assertThat(ofForm.values()).allMatch(colours -> colours == 1 || colours == 2);
    assertThat(HeldOutMoments.of(1)).isEqualTo(HELD_OUT).isNotEqualTo(HeldOutMoments.of(2));
  }

  /** Exercise 3 of the lecture's page on aligned sequences. */
  @Test
  void aFrameAloneDoesNotTellWhatHappens() {
    Map<String, Map<String, Integer>> byThing = new HashMap<>(); // what is seen: what happens
    for (long seed = 0; seed < 4_000; seed++) {
      for (Moment moment : new DrawnFilms(HeldOutMoments.NONE, false, FRAMES).moments(seed)) {
        boolean shows = moment.kind() != null && moment.action().shows();
        byThing
            .computeIfAbsent(shows ? moment.kind().toString() : "nothing", seen -> new HashMap<>())
            .merge(moment.toString(), 1, Integer::sum);
      }
    }
    int all = 0;
    int right = 0;
    for (Map<String, Integer> happens : byThing.values()) {
      all += happens.values().stream().mapToInt(count -> count).sum();
      right += happens.values().stream().mapToInt(count -> count).max().getAsInt();
    }
    assertThat((double) right / all).isBetween(0.2, 0.3);
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> new DrawnFilms(HeldOutMoments.NONE, true, FRAMES))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DrawnFilms(HELD_OUT, true, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("frames = 1: must be 2 or above");
    assertThatThrownBy(() -> new Moment(null, Action.GROWS))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("moment: must have a thing and an action, or none of them");
    assertThat(Moment.NOTHING).hasToString("no thing is there");
    assertThat(Screenplay.write(5, new Random(1))).hasSize(5);
  }
}
