package dev.seq4j.apps.translation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.seq4j.apps.console.Limits;
import dev.seq4j.apps.run.Pace;
import dev.seq4j.apps.run.Schedule;
import dev.seq4j.core.InvalidInputException;
import dev.seq4j.models.translation.ScheduledSampling;
import dev.seq4j.models.translation.TranslatorSettings;

/**
 * All settings of {@code train translation}.
 *
 * @param recipe name of the recipe that they are from, or null
 * @param model architecture and hyper-parameters
 * @param subwords joins of both languages' subwords that are learned at most; 0 for whole words
 * @param minCount how often a whole word must occur to be known, 1 or more
 * @param division which pairs are taken, and which part is for what
 * @param batch pairs a batch, 1 or more
 * @param epochs passes over the training pairs at most, 1 or more
 * @param patience epochs without a better validation after which training stops, 0 for never
 * @param clip largest norm of the gradient, 0 for any
 * @param minutes of training at most, 0 for any
 * @param schedule how the learning rate changes
 * @param teacherForcing share of the true translation's tokens that is read at the end of the
 *     training, in [0, 1]; it falls from 1, and the other tokens are the model's own
 * @param beam beginnings of a translation that are kept when the test is translated, 1 or more
 * @param data file or folder, or null for what is found
 * @param offline whether nothing may be downloaded
 */
record TranslationSettings(
    @JsonInclude(JsonInclude.Include.NON_NULL) String recipe,
    TranslatorSettings model,
    int subwords,
    int minCount,
    PairOptions.Division division,
    int batch,
    int epochs,
    int patience,
    double clip,
    double minutes,
    Schedule schedule,
    double teacherForcing,
    int beam,
    String data,
    boolean offline) {

  TranslationSettings {
    Limits.present("model", model);
    Limits.atLeast("subwords", subwords, 0);
    Limits.atLeast("min count", minCount, 1);
    Limits.present("division", division);
    Limits.atLeast("batch", batch, 1);
    Limits.atLeast("epochs", epochs, 1);
    Limits.atLeast("patience", patience, 0);
    if (patience > 0 && division.validation() == 0) {
      throw new InvalidInputException(
          "patience = %d: must be 0 where validation = 0".formatted(patience));
    }
    Limits.zeroOrAbove("clip", clip);
    Limits.zeroOrAbove("minutes", minutes);
    Limits.present("schedule", schedule);
    ScheduledSampling.requireShare(teacherForcing);
    Limits.atLeast("beam", beam, 1);
  }

  /** Returns how fast the network learns, and how long. */
  Pace pace() {
    return new Pace(schedule, clip, minutes);
  }
}
