package dev.seq4j.models.language;

import dev.seq4j.core.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Joins tokens as they come: the pieces that it hands out make what {@link Tokenizer#join} makes of
 * all tokens, less those of the prompt.
 *
 * <p>How a token is set may depend on what follows: {@code and /} becomes {@code and/or}, and
 * {@code dogs '} waits for another quotation mark. So a piece is handed out once it stays as it is
 * whatever follows, which is tried out with a few {@link #CONTINUATIONS}.
 *
 * <p>Tokens that are merely set one after the other, as characters are, are handed out as they are.
 *
 * <p>The work a token is bounded: only the last tokens are joined again. What came before them
 * matters by the quotation marks that it left open, so these stand for it.
 */
final class TextStream {

  /** How many tokens are joined again, at least; joiners look back and ahead less far. */
  private static final int KEPT = 100;

  /**
   * What may follow: nothing, a word, a number, a quotation of either kind, the end of one after a
   * word, with or without another, and a plural's apostrophe.
   */
  private static final List<List<String>> CONTINUATIONS =
      List.of(
          List.of(),
          List.of("a"),
          List.of("1"),
          List.of("'", "a", "'"),
          List.of("\"", "a", "\""),
          List.of("a", "'"),
          List.of("a", "'", "a", "'"),
          List.of("as", "'", "a"),
          List.of("as", "'", "a", "'"),
          List.of("'"),
          List.of("'", "a"));

  /** Quotation marks that may be open. */
  private static final List<List<String>> OPEN_QUOTES =
      List.of(List.of(), List.of("\""), List.of("'"), List.of("\"", "'"), List.of("'", "\""));

  private final Tokenizer tokenizer;
  private final Consumer<String> sink;
  private List<String> tokens;

  /** When so many tokens are held, it is time to forget the first. */
  private int limit = 2 * KEPT;

  /** How many characters of the tokens' text were handed out. */
  private int shown;

  /** How many characters that can be seen follow, which belong to the prompt. */
  private int ofPrompt;

  /**
   * @param prompt tokens whose text is not handed out
   * @param sink gets the pieces, none of them empty
   */
  TextStream(Tokenizer tokenizer, List<String> prompt, Consumer<String> sink) {
    this.tokenizer = tokenizer;
    this.sink = sink;
    tokens = new ArrayList<>(prompt);
    String text = tokenizer.join(prompt);
    shown = settled(text);
    ofPrompt = (int) text.chars().skip(shown).filter(c -> !Character.isWhitespace(c)).count();
    forget();
  }

  /** Adds a token and hands out what is settled by it. */
  void add(String token) {
    if (tokenizer.concatenates()) {
      sink.accept(token);
      return;
    }
    tokens.add(token);
    String text = tokenizer.join(tokens);
    show(text, settled(text));
    forget();
  }

  /** Hands out what is left. */
  void end() {
    if (!tokenizer.concatenates()) {
      String text = tokenizer.join(tokens);
      show(text, text.length());
    }
  }

  private void show(String text, int end) {
    for (; ofPrompt > 0 && shown < end; shown++) {
      ofPrompt -= Character.isWhitespace(text.charAt(shown)) ? 0 : 1;
    }
    if (end > shown) {
      String piece = text.substring(shown, end);
      shown = end;
      sink.accept(piece);
    }
  }

  /** How many characters of the text stay as they are, whatever follows. */
  private int settled(String text) {
    int settled = text.length();
    for (List<String> continuation : CONTINUATIONS) {
      String other = join(tokens, continuation);
      int same = 0;
      while (same < settled && same < other.length() && text.charAt(same) == other.charAt(same)) {
        same++;
      }
      settled = same;
    }
    return settled;
  }

  /** Lets open quotation marks stand for the first tokens, if the rest is set alike after them. */
  private void forget() {
    if (tokens.size() < limit) {
      return;
    }
    List<String> last = tokens.subList(tokens.size() - KEPT, tokens.size());
    for (List<String> quotes : OPEN_QUOTES) {
      List<String> fewer = new ArrayList<>(quotes);
      fewer.addAll(last);
      int fewerShown = shown - tokenizer.join(tokens).length() + tokenizer.join(fewer).length();
      if (fewerShown >= 0 && alike(fewer, fewerShown)) {
        tokens = fewer;
        shown = fewerShown;
        break;
      }
    }
    limit = Math.max(2 * KEPT, 2 * tokens.size());
  }

  private boolean alike(List<String> fewer, int fewerShown) {
    return CONTINUATIONS.stream()
        .allMatch(
            continuation -> {
              String text = join(tokens, continuation);
              String other = join(fewer, continuation);
              return other.length() - fewerShown == text.length() - shown
                  && other.regionMatches(fewerShown, text, shown, text.length() - shown);
            });
  }

  private String join(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return tokenizer.join(all);
  }
}
