package dev.seq4j.datasets.scenes;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes films: things come one after the other, each does this and that for some frames, and goes.
 * A thing moves by a tenth of the picture a frame, and grows or shrinks by more than a pixel, so
 * that nobody has to guess.
 */
final class Screenplay {

  /** Pixels of a frame's side. */
  static final int SIDE = 24;

  private static final double MARGIN = 1; // around the picture
  private static final double SMALLEST = 4;
  private static final double LARGEST = 8;
  private static final double SLOWEST = 2; // pixels a frame
  private static final double FASTEST = 3.5;
  private static final double LEAST_GROWTH = 1.1;
  private static final double MOST_GROWTH = 1.7;
  private static final int MOST_EMPTY = 2; // frames without a thing
  private static final int MOST_PARTS = 3; // of what a thing does
  private static final int MOST_FRAMES = 2; // of a part

  /** What a thing can do while it is there. */
  static final List<Action> CHOICES =
      List.of(
          Action.STANDS_STILL,
          Action.MOVES_LEFT,
          Action.MOVES_RIGHT,
          Action.MOVES_UP,
          Action.MOVES_DOWN,
          Action.GROWS,
          Action.SHRINKS);

  private final int frames;
  private final Random random;
  private final List<Shot> shots = new ArrayList<>();
  private int things;

  private Screenplay(int frames, Random random) {
    this.frames = frames;
    this.random = random;
  }

  /**
   * @param frames of the film
   * @param random what happens
   * @return a film
   */
  static List<Shot> write(int frames, Random random) {
    Screenplay screenplay = new Screenplay(frames, random);
    for (int i = random.nextInt(2 * MOST_EMPTY) - MOST_EMPTY; i > 0; i--) {
      screenplay.shots.add(new Shot(Moment.NOTHING, 0, 0, 0, 0));
    }
    while (screenplay.shots.size() < frames) {
      screenplay.addThing();
    }
    return List.copyOf(screenplay.shots.subList(0, frames));
  }

  private void addThing() {
    HeldOut.Kind kind =
        new HeldOut.Kind(
            Colour.values()[random.nextInt(Colour.values().length)],
            Form.values()[random.nextInt(Form.values().length)]);
    things++;
    double radius = Drawing.between(SMALLEST, LARGEST, random.nextDouble());
    double room = SIDE - MARGIN - radius;
    Shot shot =
        new Shot(
            new Moment(kind, Action.APPEARS),
            things,
            Drawing.between(MARGIN + radius, room, random.nextDouble()),
            Drawing.between(MARGIN + radius, room, random.nextDouble()),
            radius);
    shots.add(shot);
    for (int parts = 1 + random.nextInt(MOST_PARTS); parts > 0; parts--) {
      shot = addPart(shot);
    }
    shots.add(next(shot, Action.DISAPPEARS, 0, 0));
    for (int i = random.nextInt(MOST_EMPTY + 1); i > 0; i--) {
      shots.add(next(shot, Action.IS_GONE, 0, 0));
    }
  }

  /** Adds what a thing does for some frames, as long as there is room for it. */
  private Shot addPart(Shot shot) {
    double speed = Drawing.between(SLOWEST, FASTEST, random.nextDouble());
    double growth = Drawing.between(LEAST_GROWTH, MOST_GROWTH, random.nextDouble());
    List<Action> possible =
        CHOICES.stream().filter(choice -> fits(next(shot, choice, speed, growth))).toList();
    Action action = possible.get(random.nextInt(possible.size()));
    Shot last = shot;
    for (int i = 1 + random.nextInt(MOST_FRAMES); i > 0; i--) {
      Shot next = next(last, action, speed, growth);
      if (fits(next)) {
        shots.add(next);
        last = next;
      }
    }
    return last;
  }

  private static Shot next(Shot shot, Action action, double speed, double growth) {
    return new Shot(
        new Moment(shot.moment().kind(), action),
        shot.thing(),
        shot.x() + speed * action.right(),
        shot.y() + speed * action.down(),
        shot.radius() + growth * action.larger());
  }

  private static boolean fits(Shot shot) {
    double least = MARGIN + shot.radius();
    double most = SIDE - MARGIN - shot.radius();
    return shot.radius() >= SMALLEST
        && shot.radius() <= LARGEST
        && Math.min(shot.x(), shot.y()) >= least
        && Math.max(shot.x(), shot.y()) <= most;
  }
}
