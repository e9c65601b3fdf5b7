package dev.seq4j.core.text;

import java.util.List;

/** The tokenizer of a model that reads numbers: no text has a token. */
public record NoTokenizer() implements Tokenizer {

  /** The kind in {@link #spec()}. */
  static final String KIND = "none";

  @Override
  public List<String> tokenize(String text) {
    return List.of();
  }

  @Override
  public String join(List<String> tokens) {
    return "";
  }

  @Override
  public String spec() {
    return KIND;
  }
}
