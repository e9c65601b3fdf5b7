package dev.seq4j.apps.captioning;

import dev.seq4j.apps.console.Limits;
import dev.seq4j.apps.run.Pace;
import dev.seq4j.apps.run.Schedule;
import dev.seq4j.models.captioning.FilmDescriberSettings;

/**
 * All settings of {@code train films}.
 *
 * @param model sizes and hyper-parameters
 * @param frames of a film, 2 or more
 * @param films drawn for an epoch, a batch or more
 * @param batch films a batch, 1 or more
 * @param epochs of so many films, 1 or more
 * @param clip largest norm of the gradient, 0 for any
 * @param minutes of training at most, 0 for any
 * @param schedule how the learning rate changes
 * @param test films with descriptions that were never seen, and as many of others, 1 or more
 */
record FilmSettings(
    FilmDescriberSettings model,
    int frames,
    int films,
    int batch,
    int epochs,
    double clip,
    double minutes,
    Schedule schedule,
    int test) {

  FilmSettings {
    Limits.present("model", model);
    Limits.atLeast("frames", frames, 2);
    Limits.atLeast("batch", batch, 1);
    Limits.atLeast("films", films, batch);
    Limits.atLeast("epochs", epochs, 1);
    Limits.zeroOrAbove("clip", clip);
    Limits.zeroOrAbove("minutes", minutes);
    Limits.present("schedule", schedule);
    Limits.atLeast("test", test, 1);
  }

  /** Returns how fast the network learns, and how long. */
  Pace pace() {
    return new Pace(schedule, clip, minutes);
  }
}
