package dev.seq4j.apps.captioning;

import dev.seq4j.apps.console.Limits;
import dev.seq4j.apps.run.Pace;
import dev.seq4j.apps.run.Schedule;
import dev.seq4j.models.captioning.CaptionerSettings;

/**
 * All settings of {@code train captions}.
 *
 * @param model sizes and hyper-parameters
 * @param pictures drawn for an epoch, a batch or more
 * @param batch pictures a batch, 1 or more
 * @param epochs of so many pictures, 1 or more
 * @param clip largest norm of the gradient, 0 for any
 * @param minutes of training at most, 0 for any
 * @param schedule how the learning rate changes
 * @param test pictures of combinations that were never seen, and as many of others, 1 or more
 * @param beam beginnings of a caption that are kept in the test, 1 or more
 */
record CaptionSettings(
    CaptionerSettings model,
    int pictures,
    int batch,
    int epochs,
    double clip,
    double minutes,
    Schedule schedule,
    int test,
    int beam) {

  CaptionSettings {
    Limits.present("model", model);
    Limits.atLeast("batch", batch, 1);
    Limits.atLeast("pictures", pictures, batch);
    Limits.atLeast("epochs", epochs, 1);
    Limits.zeroOrAbove("clip", clip);
    Limits.zeroOrAbove("minutes", minutes);
    Limits.present("schedule", schedule);
    Limits.atLeast("test", test, 1);
    Limits.atLeast("beam", beam, 1);
  }

  /** Returns how fast the network learns, and how long. */
  Pace pace() {
    return new Pace(schedule, clip, minutes);
  }
}
