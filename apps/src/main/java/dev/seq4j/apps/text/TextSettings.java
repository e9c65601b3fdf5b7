package dev.seq4j.apps.text;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.seq4j.apps.console.Limits;
import dev.seq4j.apps.run.Pace;
import dev.seq4j.apps.run.Schedule;
import dev.seq4j.core.InvalidInputException;
import dev.seq4j.models.language.LanguageSettings;

/**
 * All settings of {@code train text}.
 *
 * @param recipe name of the recipe that they are from, or null
 * @param model architecture and hyper-parameters
 * @param tokens how the text is cut, and what is known of it
 * @param feed in which order the text is read
 * @param batch portions or streams of text a batch, 1 or more
 * @param time tokens of each a batch, 1 or more; no more than a transformer's context
 * @param iterations batches to learn from at most, 1 or more
 * @param schedule how the learning rate changes over these iterations
 * @param validateEvery iterations between validations, 1 or more
 * @param sampleEvery iterations between samples of what the model writes, 0 for none
 * @param clip largest norm of the gradient, 0 for any
 * @param minutes of training at most, 0 for any
 * @param validation share of the text, before the held-out one, by which the best weights are
 *     chosen; 0 to keep the last
 * @param heldOut share of the text, at its end, that measures the weights, above 0 and below 1
 * @param data file or folder, or null for what is found
 * @param offline whether nothing may be downloaded
 */
public record TextSettings(
    @JsonInclude(JsonInclude.Include.NON_NULL) String recipe,
    LanguageSettings model,
    TokenSettings tokens,
    Feed feed,
    int batch,
    int time,
    int iterations,
    Schedule schedule,
    int validateEvery,
    int sampleEvery,
    double clip,
    double minutes,
    double validation,
    double heldOut,
    String data,
    boolean offline) {

  public TextSettings {
    Limits.present("model", model);
    Limits.present("tokens", tokens);
    Limits.present("feed", feed);
    Limits.atLeast("batch", batch, 1);
    Limits.atLeast("time", time, 1);
    Limits.atLeast("iterations", iterations, 1);
    Limits.present("schedule", schedule);
    Limits.atLeast("validate every", validateEvery, 1);
    Limits.atLeast("sample every", sampleEvery, 0);
    Limits.zeroOrAbove("clip", clip);
    Limits.zeroOrAbove("minutes", minutes);
    Limits.parts(validation, heldOut);
    if (!model.architecture().isRecurrent()) {
      requireContext(model, feed, time);
    }
  }

  /** Returns how fast the network learns, and how long. */
  Pace pace() {
    return new Pace(schedule, clip, minutes);
  }

  private static void requireContext(LanguageSettings model, Feed feed, int time) {
    if (feed == Feed.STREAMS) {
      throw new InvalidInputException(
          "feed = %s: needs a state to carry, which a %s has not"
              .formatted(feed, model.architecture()));
    }
    if (time > model.context()) {
      throw new InvalidInputException(
          "time = %d: must be at most the context, %d".formatted(time, model.context()));
    }
  }
}
