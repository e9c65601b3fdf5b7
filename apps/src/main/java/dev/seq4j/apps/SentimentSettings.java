package dev.seq4j.apps;

import dev.seq4j.datasets.imdb.TableFormat;
import dev.seq4j.models.classifier.ClassifierSettings;

/**
 * All settings of {@code train sentiment}.
 *
 * @param model architecture and hyper-parameters
 * @param vocabulary most frequent training words that are known, besides padding and unknown; 1 or
 *     more
 * @param minCount how often a word must occur in the training texts to be known, 1 or more
 * @param keepCase whether {@code Good} and {@code good} are two words
 * @param batch texts a batch, 1 or more
 * @param epochs passes over the training texts at most, 1 or more
 * @param patience epochs without a better validation after which training stops, 0 for never
 * @param clip largest norm of the gradient, 0 for any
 * @param minutes of training at most, 0 for any
 * @param limit reviews to train on at most, and a quarter of them to validate and to test; 0 for
 *     all
 * @param validation share of the training texts that validate, above 0 and below 1
 * @param columns of a CSV file
 * @param data file or folder, or null for what is found
 * @param offline whether nothing may be downloaded
 */
record SentimentSettings(
    ClassifierSettings model,
    int vocabulary,
    int minCount,
    boolean keepCase,
    int batch,
    int epochs,
    int patience,
    double clip,
    double minutes,
    int limit,
    double validation,
    TableFormat columns,
    String data,
    boolean offline) {

  SentimentSettings {
    Limits.present("model", model);
    Limits.atLeast("vocabulary", vocabulary, 1);
    Limits.atLeast("min count", minCount, 1);
    Limits.atLeast("batch", batch, 1);
    Limits.atLeast("epochs", epochs, 1);
    Limits.atLeast("patience", patience, 0);
    Limits.zeroOrAbove("clip", clip);
    Limits.zeroOrAbove("minutes", minutes);
    Limits.atLeast("limit", limit, 0);
    Limits.share("validation", validation);
    Limits.present("columns", columns);
  }
}
