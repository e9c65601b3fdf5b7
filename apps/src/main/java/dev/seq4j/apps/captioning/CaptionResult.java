package dev.seq4j.apps.captioning;

import java.util.Locale;

/**
 * What came of {@code train captions}.
 *
 * @param task {@code captions}
 * @param outcome why the training ended
 * @param validationLoss nats a word of new pictures of seen combinations
 * @param test pictures of each kind that were captioned
 * @param beam beginnings of a caption that were kept
 * @param accuracyUnseen share of captions that are right, of pictures of unseen combinations
 * @param accuracyUnseenGreedy the same with a beam of 1
 * @param accuracySeen the same as the first, of new pictures of seen combinations
 * @param iterations batches that were learnt from
 * @param trainSeconds training and validation
 * @param parameters weights of the network
 * @param file the trained model
 * @param run the run's folder
 */
record CaptionResult(
    String task,
    String outcome,
    double validationLoss,
    int test,
    int beam,
    double accuracyUnseen,
    double accuracyUnseenGreedy,
    double accuracySeen,
    long iterations,
    double trainSeconds,
    long parameters,
    String file,
    String run) {

  String line() {
    return String.format(
        Locale.ROOT,
        "right captions: %.1f %% of %,d pictures of unseen combinations (greedy %.1f %%), %.1f %%"
            + " of as many of seen ones; trained in %.0f s; model: %s",
        100 * accuracyUnseen,
        test,
        100 * accuracyUnseenGreedy,
        100 * accuracySeen,
        trainSeconds,
        file);
  }
}
