package dev.seq4j.core.text;

/** Makes tokenizers from the line that describes them. */
public final class Tokenizers {

  private Tokenizers() {}

  /**
   * @param spec as {@link Tokenizer#spec()} returns it
   * @return a tokenizer equal to the one described
   */
  public static Tokenizer fromSpec(String spec) {
    throw new dev.seq4j.core.InvalidInputException("tokenizer = " + spec + ": unknown");
  }
}
