package dev.seq4j.apps;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;

/**
 * What came of {@code train text}.
 *
 * @param task {@code text}
 * @param recipe name of the recipe that it follows, or null
 * @param model the architecture
 * @param outcome why the training ended
 * @param heldOutLoss nats a token of the held-out text, read from its beginning to its end
 * @param heldOutBits the same in bits
 * @param heldOutPerplexity the same as {@code exp}
 * @param heldOutTokens how many tokens were foreseen
 * @param iterations batches that were learnt from
 * @param trainSeconds training and validation
 * @param parameters weights of the network
 * @param file the trained model
 * @param run the run's folder
 */
record TextResult(
    String task,
    @JsonInclude(JsonInclude.Include.NON_NULL) String recipe,
    String model,
    String outcome,
    double heldOutLoss,
    double heldOutBits,
    double heldOutPerplexity,
    long heldOutTokens,
    long iterations,
    double trainSeconds,
    long parameters,
    String file,
    String run) {

  String line() {
    return String.format(
        Locale.ROOT,
        "held-out loss %.4f nats a character (%.3f bits, perplexity %.2f), trained in %.0f s;"
            + " model: %s",
        heldOutLoss,
        heldOutBits,
        heldOutPerplexity,
        trainSeconds,
        file);
  }
}
