package dev.seq4j.core.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into its characters: one token a Unicode code point, white space included.
 *
 * <p>{@link #join} gives back exactly the text that was cut, whatever it holds.
 */
public record CharTokenizer() implements Tokenizer {

  /** The kind in {@link #spec()}. */
  static final String KIND = "char";

  /** Most text is of these; shared, they cost a reference each. */
  private static final String[] SHARED = new String[256];

  static {
    for (char c = 0; c < SHARED.length; c++) {
      SHARED[c] = String.valueOf(c);
    }
  }

  @Override
  public List<String> tokenize(String text) {
    List<String> tokens = new ArrayList<>(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c < SHARED.length) {
        tokens.add(SHARED[c]);
        i++;
      } else {
        int end = text.offsetByCodePoints(i, 1);
        tokens.add(text.substring(i, end));
        i = end;
      }
    }
    return tokens;
  }

  @Override
  public String join(List<String> tokens) {
    return String.join("", tokens);
  }

  @Override
  public boolean concatenates() {
    return true;
  }

  @Override
  public String spec() {
    return KIND;
  }
}
