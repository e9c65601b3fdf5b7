package dev.seq4j.apps;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.seq4j.models.language.LanguageSettings;

/**
 * All settings of {@code train text}.
 *
 * @param recipe name of the recipe that they are from, or null
 * @param model architecture and hyper-parameters
 * @param feed in which order the text is read
 * @param batch portions or streams of text a batch, 1 or more
 * @param time characters of each a batch, 1 or more
 * @param iterations batches to learn from at most, 1 or more
 * @param validateEvery iterations between validations, 1 or more
 * @param sampleEvery iterations between samples of what the model writes, 0 for none
 * @param clip largest norm of the gradient, 0 for any
 * @param minutes of training at most, 0 for any
 * @param heldOut share of the text, at its end, that is not trained on, above 0 and below 1
 * @param data file or folder, or null for what is found
 * @param offline whether nothing may be downloaded
 */
record TextSettings(
    @JsonInclude(JsonInclude.Include.NON_NULL) String recipe,
    LanguageSettings model,
    Feed feed,
    int batch,
    int time,
    int iterations,
    int validateEvery,
    int sampleEvery,
    double clip,
    double minutes,
    double heldOut,
    String data,
    boolean offline) {

  TextSettings {
    Limits.present("model", model);
    Limits.present("feed", feed);
    Limits.atLeast("batch", batch, 1);
    Limits.atLeast("time", time, 1);
    Limits.atLeast("iterations", iterations, 1);
    Limits.atLeast("validate every", validateEvery, 1);
    Limits.atLeast("sample every", sampleEvery, 0);
    Limits.zeroOrAbove("clip", clip);
    Limits.zeroOrAbove("minutes", minutes);
    Limits.share("held out", heldOut);
  }
}
