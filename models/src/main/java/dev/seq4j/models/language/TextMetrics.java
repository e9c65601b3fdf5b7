package dev.seq4j.models.language;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * How well a text was foreseen. Models whose tokens are characters, words or subwords compare by
 * the loss a character.
 *
 * @param loss mean cross-entropy, in nats a token
 * @param accuracy share of tokens that were the likeliest, 0 to 1
 * @param tokens how many were foreseen: all but the first
 * @param characters of the text, white space included, but those of the first token
 * @param unknown tokens that were foreseen only as unknown ones, so that the loss holds nothing of
 *     which they were
 */
public record TextMetrics(
    double loss, double accuracy, long tokens, long characters, long unknown) {

  /**
   * @return the loss in bits a token
   */
  @JsonIgnore
  public double bits() {
    return loss / Math.log(2);
  }

  /**
   * @return {@code exp(loss)}: between how many equally likely tokens the model wavers
   */
  @JsonIgnore
  public double perplexity() {
    return Math.exp(loss);
  }

  /**
   * @return the loss in nats a character
   */
  @JsonIgnore
  public double lossPerCharacter() {
    return loss * tokens / characters;
  }

  /**
   * @return the loss in bits a character
   */
  @JsonIgnore
  public double bitsPerCharacter() {
    return lossPerCharacter() / Math.log(2);
  }

  /**
   * @return share of unknown tokens, 0 to 1
   */
  @JsonIgnore
  public double unknownRate() {
    return (double) unknown / tokens;
  }
}
