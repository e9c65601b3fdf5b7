package dev.seq4j.core.text;

import java.util.Objects;

/**
 * A text and the name of its class.
 *
 * @param text the text as it was read
 * @param label the name of its class, such as {@code positive}
 */
public record LabelledText(String text, String label) {

  public LabelledText {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(label, "label");
  }
}
