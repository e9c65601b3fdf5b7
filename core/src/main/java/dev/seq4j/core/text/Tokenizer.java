package dev.seq4j.core.text;

import java.util.List;

/**
 * Cuts a text into tokens and joins tokens into a text.
 *
 * <p>Implementations are immutable and safe for use by several threads. The {@link #spec()} of a
 * tokenizer is kept in model files; {@link Tokenizers#fromSpec} makes an equal tokenizer from it.
 */
public interface Tokenizer {

  /**
   * @param text any text, {@code ""} included
   * @return the tokens in their order; never null, never holding an empty string
   */
  List<String> tokenize(String text);

  /**
   * Joins tokens as a reader would expect to see them. The inverse of {@link #tokenize} up to white
   * space and whatever the tokenizer drops on purpose.
   *
   * @param tokens as {@link #tokenize} makes them
   * @return the text
   */
  String join(List<String> tokens);

  /**
   * @return whether {@link #join} sets the tokens one after the other as they are, so that a text
   *     can be written token by token
   */
  default boolean concatenates() {
    return false;
  }

  /**
   * @return kind and options as one line, such as {@code word?case=lower}
   */
  String spec();
}
