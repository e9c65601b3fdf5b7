package dev.seq4j.apps.sentiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.seq4j.apps.console.Limits;
import dev.seq4j.core.InvalidInputException;
import dev.seq4j.datasets.imdb.TableFormat;
import dev.seq4j.models.classifier.ClassifierSettings;

/**
 * All settings of {@code train sentiment}.
 *
 * @param recipe name of the recipe that they are from, or null
 * @param model architecture and hyper-parameters
 * @param training how a network learns; has no meaning for a linear model
 * @param vocabulary most frequent training words that are known, besides padding and unknown; 1 or
 *     more
 * @param minCount how often a word must occur in the training texts to be known, 1 or more
 * @param keepCase whether {@code Good} and {@code good} are two words
 * @param limit reviews to train on at most, and a quarter of them to validate and to test; 0 for
 *     all
 * @param validation share of the training texts that validate, 0 to keep the last weights, below 1
 * @param seed of the split and the order of the texts
 * @param columns of a CSV file
 * @param data file or folder, or null for what is found
 * @param offline whether nothing may be downloaded
 */
public record SentimentSettings(
    @JsonInclude(JsonInclude.Include.NON_NULL) String recipe,
    ClassifierSettings model,
    NetworkTraining training,
    int vocabulary,
    int minCount,
    boolean keepCase,
    int limit,
    double validation,
    long seed,
    TableFormat columns,
    String data,
    boolean offline) {

  public SentimentSettings {
    Limits.present("model", model);
    Limits.present("training", training);
    Limits.atLeast("vocabulary", vocabulary, 1);
    Limits.atLeast("min count", minCount, 1);
    Limits.atLeast("limit", limit, 0);
    Limits.probability("validation", validation);
    if (training.patience() > 0 && validation == 0) {
      throw new InvalidInputException(
          "patience = %d: must be 0 where validation = 0".formatted(training.patience()));
    }
    Limits.present("columns", columns);
  }
}
