package dev.seq4j.apps.translation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.seq4j.models.translation.TranslationReport;
import java.util.Locale;

/**
 * What came of {@code train translation}.
 *
 * @param task {@code translation}
 * @param recipe name of the recipe that it follows, or null
 * @param model the architecture
 * @param outcome why the training ended
 * @param validationLoss nats a token of the validation pairs, of the weights that were kept; null
 *     if none validated
 * @param beam beginnings of a translation that were kept
 * @param report how good the test translations are
 * @param iterations batches that were learnt from
 * @param trainSeconds training and validation
 * @param parameters weights of the network
 * @param file the trained model
 * @param run the run's folder
 */
record TranslationResult(
    String task,
    @JsonInclude(JsonInclude.Include.NON_NULL) String recipe,
    String model,
    String outcome,
    @JsonInclude(JsonInclude.Include.NON_NULL) Double validationLoss,
    int beam,
    @JsonUnwrapped TranslationReport report,
    long iterations,
    double trainSeconds,
    long parameters,
    String file,
    String run) {

  String line() {
    return String.format(
        Locale.ROOT, "%s; trained in %.0f s; model: %s", report.line(), trainSeconds, file);
  }
}
