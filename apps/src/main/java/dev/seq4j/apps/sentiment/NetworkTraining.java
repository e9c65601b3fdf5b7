package dev.seq4j.apps.sentiment;

import dev.seq4j.apps.console.Limits;
import dev.seq4j.apps.run.Pace;
import dev.seq4j.apps.run.Schedule;

/**
 * How a network learns from reviews.
 *
 * @param batch texts a batch, 1 or more
 * @param epochs passes over the training texts at most, 1 or more
 * @param patience epochs without a better validation after which training stops, 0 for never
 * @param clip largest norm of the gradient, 0 for any
 * @param minutes of training at most, 0 for any
 * @param schedule how the learning rate changes
 * @param wordDropout probability that a word is read as an unknown one, in [0, 1)
 * @param vectors file with word vectors to begin with, or null
 */
public record NetworkTraining(
    int batch,
    int epochs,
    int patience,
    double clip,
    double minutes,
    Schedule schedule,
    double wordDropout,
    String vectors) {

  public NetworkTraining {
    Limits.atLeast("batch", batch, 1);
    Limits.atLeast("epochs", epochs, 1);
    Limits.atLeast("patience", patience, 0);
    Limits.zeroOrAbove("clip", clip);
    Limits.zeroOrAbove("minutes", minutes);
    Limits.present("schedule", schedule);
    Limits.probability("word dropout", wordDropout);
  }

  /** Returns how fast the network learns, and how long. */
  Pace pace() {
    return new Pace(schedule, clip, minutes);
  }
}
