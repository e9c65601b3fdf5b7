package dev.seq4j.apps.text;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;

/**
 * What came of {@code train text}.
 *
 * @param task {@code text}
 * @param recipe name of the recipe that it follows, or null
 * @param model the architecture
 * @param level what a token is
 * @param outcome why the training ended
 * @param validationLoss nats a token of the validation text, of the weights that were kept; null if
 *     nothing was validated
 * @param heldOutLoss nats a token of the held-out text, read from its beginning to its end
 * @param heldOutBits the same in bits
 * @param heldOutPerplexity the same as {@code exp}
 * @param heldOutLossPerCharacter nats a character, which compares across levels
 * @param heldOutBitsPerCharacter the same in bits
 * @param heldOutUnknownRate share of held-out tokens that are not known, 0 to 1
 * @param heldOutTokens how many tokens were foreseen
 * @param heldOutCharacters how many characters these are, white space included
 * @param vocabulary tokens that are known
 * @param iterations batches that were learnt from
 * @param trainSeconds training and validation
 * @param parameters weights of the network
 * @param file the trained model
 * @param run the run's folder
 */
public record TextResult(
    String task,
    @JsonInclude(JsonInclude.Include.NON_NULL) String recipe,
    String model,
    Level level,
    String outcome,
    @JsonInclude(JsonInclude.Include.NON_NULL) Double validationLoss,
    double heldOutLoss,
    double heldOutBits,
    double heldOutPerplexity,
    double heldOutLossPerCharacter,
    double heldOutBitsPerCharacter,
    double heldOutUnknownRate,
    long heldOutTokens,
    long heldOutCharacters,
    int vocabulary,
    long iterations,
    double trainSeconds,
    long parameters,
    String file,
    String run) {

  /**
   * @return the result, in a line for the reader
   */
  public String line() {
    return String.format(
        Locale.ROOT,
        "held-out loss %s, trained in %.0f s; model: %s",
        level == Level.CHARACTER ? ofCharacters() : ofTokens(),
        trainSeconds,
        file);
  }

  private String ofCharacters() {
    return String.format(
        Locale.ROOT,
        "%.4f nats a character (%.3f bits, perplexity %.2f)",
        heldOutLoss,
        heldOutBits,
        heldOutPerplexity);
  }

  private String ofTokens() {
    return String.format(
        Locale.ROOT,
        "%.4f nats a %s (perplexity %.2f, %.2f %% unknown), %.4f nats a character (%.3f bits)",
        heldOutLoss,
        level,
        heldOutPerplexity,
        100 * heldOutUnknownRate,
        heldOutLossPerCharacter,
        heldOutBitsPerCharacter);
  }
}
