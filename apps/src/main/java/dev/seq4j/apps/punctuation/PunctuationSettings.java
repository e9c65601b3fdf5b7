package dev.seq4j.apps.punctuation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.seq4j.apps.console.Limits;
import dev.seq4j.apps.run.Pace;
import dev.seq4j.apps.run.Schedule;
import dev.seq4j.models.labelling.PunctuatorSettings;

/**
 * All settings of {@code train punctuation}.
 *
 * @param model hyper-parameters
 * @param threshold probability from which a capital or mark is set, in (0, 1); null to choose that
 *     of each by the validation part
 * @param vocabulary words that are known at most, 1 or more
 * @param minCount how often a word must occur to be known, 1 or more
 * @param batch portions of text a batch, 1 or more
 * @param iterations batches to learn from at most, 1 or more
 * @param schedule how the learning rate changes over these iterations
 * @param validateEvery iterations between validations, 1 or more
 * @param clip largest norm of the gradient, 0 for any
 * @param minutes of training at most, 0 for any
 * @param validation share of the text, before the held-out one, by which the best weights are
 *     chosen; 0 to keep the last
 * @param heldOut share of the text, at its end, that measures the weights, above 0 and below 1
 * @param data file or folder, or null for what is found
 * @param offline whether nothing may be downloaded
 */
record PunctuationSettings(
    PunctuatorSettings model,
    @JsonInclude(JsonInclude.Include.NON_NULL) Double threshold,
    int vocabulary,
    int minCount,
    int batch,
    int iterations,
    Schedule schedule,
    int validateEvery,
    double clip,
    double minutes,
    double validation,
    double heldOut,
    String data,
    boolean offline) {

  PunctuationSettings {
    Limits.present("model", model);
    if (threshold != null) {
      Limits.share("threshold", threshold);
    }
    Limits.atLeast("vocabulary", vocabulary, 1);
    Limits.atLeast("min count", minCount, 1);
    Limits.atLeast("batch", batch, 1);
    Limits.atLeast("iterations", iterations, 1);
    Limits.present("schedule", schedule);
    Limits.atLeast("validate every", validateEvery, 1);
    Limits.zeroOrAbove("clip", clip);
    Limits.zeroOrAbove("minutes", minutes);
    Limits.parts(validation, heldOut);
  }

  /** Returns how fast the network learns, and how long. */
  Pace pace() {
    return new Pace(schedule, clip, minutes);
  }
}
