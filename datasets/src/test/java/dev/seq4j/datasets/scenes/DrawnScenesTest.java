package dev.seq4j.datasets.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.picture.Picture;
import dev.seq4j.datasets.batch.CaptionedPicture;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class DrawnScenesTest {

  private static final HeldOut HELD_OUT = HeldOut.of(1);
  private static final DrawnScenes SEEN = new DrawnScenes(HELD_OUT, false);
  private static final DrawnScenes UNSEEN = new DrawnScenes(HELD_OUT, true);

  /** Between the largest small thing and the smallest large one, as area over unit area. */
  private static final double BETWEEN_SIZES = 32;

  @Property(tries = 50, seed = "1")
  void theSameSeedDrawsTheSamePicture(@ForAll long seed) {
    assertThat(UNSEEN.apply(seed)).isEqualTo(UNSEEN.apply(seed));
    assertThat(UNSEEN.apply(seed)).isNotEqualTo(UNSEEN.apply(seed + 1));
  }

  @Property(tries = 300, seed = "1")
  void captionsSayTheAttributes(@ForAll long seed) {
    Scene scene = SEEN.scene(seed);
    String relation = scene.relation().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    assertThat(SEEN.apply(seed).caption())
        .isEqualTo(said(scene.first()) + " " + relation + " " + said(scene.second()));
  }

  private static String said(Thing thing) {
    return ("a " + thing.size().name() + " " + thing.colour().name() + " " + thing.form().name())
        .toLowerCase(Locale.ROOT);
  }

  /** Where pixels of a colour are. */
  private record Spot(double x, double y, int pixels) {
    static Spot of(BufferedImage image, Colour colour) {
      double x = 0;
      double y = 0;
      int pixels = 0;
      for (int i = 0; i < Drawing.SIDE * Drawing.SIDE; i++) {
        int rgb = image.getRGB(i % Drawing.SIDE, i / Drawing.SIDE);
        int red = (rgb >> 16 & 0xFF) - colour.paint().getRed();
        int green = (rgb >> 8 & 0xFF) - colour.paint().getGreen();
        int blue = (rgb & 0xFF) - colour.paint().getBlue();
        if (red * red + green * green + blue * blue < 75 * 75) {
          x += i % Drawing.SIDE;
          y += i / Drawing.SIDE;
          pixels++;
        }
      }
      return new Spot(x / pixels, y / pixels, pixels);
    }
  }

  @Property(tries = 300, seed = "1")
  void picturesShowWhatTheirCaptionsSay(@ForAll @LongRange(min = 0) long seed) {
    Scene scene = SEEN.scene(seed);
    if (scene.first().colour() == scene.second().colour()) {
      return; // whose pixels are whose?
    }
    BufferedImage image = SEEN.apply(seed).picture().image();
    Spot first = Spot.of(image, scene.first().colour());
    Spot second = Spot.of(image, scene.second().colour());

    double right = second.x - first.x;
    double below = second.y - first.y;
    switch (scene.relation()) {
      case LEFT_OF -> assertThat(right).isGreaterThan(1.3 * Math.abs(below));
      case ABOVE -> assertThat(below).isGreaterThan(1.3 * Math.abs(right));
    }
    assertThat(size(first, scene.first())).isEqualTo(scene.first().size());
    assertThat(size(second, scene.second())).isEqualTo(scene.second().size());
  }

  private static Size size(Spot spot, Thing thing) {
    double unit =
        switch (thing.form()) {
          case CIRCLE -> Math.PI;
          case SQUARE -> 1.8 * 1.8;
          case TRIANGLE -> 1.85;
          case CROSS -> 2 * 2 * 0.7 - 0.7 * 0.7;
        };
    return spot.pixels / unit < BETWEEN_SIZES ? Size.SMALL : Size.LARGE;
  }

  @Property(tries = 500, seed = "1")
  void trainingNeverShowsWhatIsHeldOutAndTheTestNothingElse(@ForAll long seed) {
    assertThat(HELD_OUT.holds(SEEN.scene(seed))).isFalse();
    Scene unseen = UNSEEN.scene(seed);
    assertThat(HELD_OUT.holds(unseen)).isTrue();
    assertThat(HELD_OUT.holds(new Scene(unseen.second(), Relation.ABOVE, unseen.first()))).isTrue();
  }

  @Test
  void trainingShowsEveryThingAndThePairsThatAreNotHeldOut() {
    Set<Thing> shown = new HashSet<>();
    Set<HeldOut.Pair> pairs = new HashSet<>();
    for (long seed = 0; seed < 6_000; seed++) {
      Scene scene = SEEN.scene(seed);
      shown.add(scene.first());
      shown.add(scene.second());
      pairs.add(HeldOut.Pair.of(scene));
    }
    assertThat(shown).hasSize(2 * 6 * 4);
    assertThat(pairs).hasSize(300 - 60).doesNotContainAnyElementsOf(HELD_OUT.pairs());
  }

  /** Exercise 2 of the lecture's page on captions. */
  @Test
  void aCaptionInFiveIsNeverSeenInTraining() {
    List<Thing> things =
        Arrays.stream(Size.values())
            .flatMap(
                size ->
                    HeldOut.Kind.all().stream()
                        .map(kind -> new Thing(size, kind.colour(), kind.form())))
            .toList();
    Set<String> all = new HashSet<>();
    int unseen = 0;
    for (Thing first : things) {
      for (Thing second : things) {
        for (Relation relation : Relation.values()) {
          Scene scene = new Scene(first, relation, second);
          all.add(scene.toString());
          unseen += HeldOut.of(123).holds(scene) ? 1 : 0;
        }
      }
    }
    assertThat(all).hasSize(48 * 2 * 48);
    assertThat(unseen / 4_608.0).isBetween(0.18, 0.22);
  }

  @Test
  void samplesAreTheSameForTheSameSeed() {
    List<CaptionedPicture> sample = UNSEEN.sample(5, 7);
    assertThat(UNSEEN.sample(8, 7).subList(0, 5)).isEqualTo(sample);
    assertThat(UNSEEN.sample(5, 8)).isNotEqualTo(sample);
    Picture picture = sample.get(0).picture();
    assertThat(picture.width()).isEqualTo(Drawing.SIDE);
    assertThat(picture.height()).isEqualTo(Drawing.SIDE);
  }

  @Test
  void refusesWhatMakesNoSense() {
    HeldOut.Kind circle = new HeldOut.Kind(Colour.RED, Form.CIRCLE);
    HeldOut.Kind cross = new HeldOut.Kind(Colour.RED, Form.CROSS);
    assertThatThrownBy(() -> new HeldOut.Pair(cross, circle))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("must stand the other way round");
    assertThatThrownBy(() -> new DrawnScenes(HeldOut.NONE, true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Thing(Size.SMALL, null, Form.CROSS))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("thing: must have size, colour and form");
    assertThat(HeldOut.of(1)).isEqualTo(HELD_OUT).isNotEqualTo(HeldOut.of(2));
  }
}
