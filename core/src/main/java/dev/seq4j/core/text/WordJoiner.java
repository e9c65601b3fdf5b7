package dev.seq4j.core.text;

import java.util.List;

/** Sets words and punctuation as they are printed in English; {@link WordTokenizer}'s way back. */
class WordJoiner {

  /** To what a token is set close, with no space between. */
  enum Close {
    NEITHER,
    LEFT,
    RIGHT,
    BOTH;

    boolean left() {
      return this == LEFT || this == BOTH;
    }

    boolean right() {
      return this == RIGHT || this == BOTH;
    }
  }

  /** How far on a closing single quote is looked for. */
  private static final int LONGEST_QUOTE = 50;

  private final List<String> tokens;
  private boolean openDoubleQuote;
  private boolean openSingleQuote;

  WordJoiner(List<String> tokens) {
    this.tokens = tokens;
  }

  /** Joins all tokens; to be called once. */
  String join() {
    StringBuilder text = new StringBuilder(6 * tokens.size());
    boolean close = true;
    for (int i = 0; i < tokens.size(); i++) {
      String token = tokens.get(i);
      Close side = side(i, token);
      if (!close && !side.left() || i > 0 && wouldMerge(tokens.get(i - 1), token)) {
        text.append(' ');
      }
      text.append(token);
      close = side.right();
    }
    return text.toString();
  }

  /** To what the token at this place is set close. */
  Close side(int i, String token) {
    String before = before(i);
    String after = i + 1 < tokens.size() ? tokens.get(i + 1) : "";
    if (Contractions.isClitic(token)) {
      return endsLikeWord(before) ? Close.LEFT : Close.NEITHER;
    }
    switch (token) {
      case "(", "[", "{", "“", "‘", "``", "«":
        return Close.RIGHT;
      case ")", "]", "}", "”", "’", "''", "»":
        return Close.LEFT;
      case "\"":
        openDoubleQuote = !openDoubleQuote;
        return openDoubleQuote ? Close.RIGHT : Close.LEFT;
      case "'":
        return singleQuote(i);
      case "$", "£", "€", "¥":
        return startsWithNumber(after) ? Close.RIGHT : afterDigit(before);
      case "%", "°", "¢":
        return afterDigit(before);
      case "#":
        return startsWithNumber(after) ? Close.RIGHT : Close.NEITHER;
      case "/":
        return endKind(before) == Characters.LETTER && startKind(after) == Characters.LETTER
            ? Close.BOTH
            : Close.NEITHER;
      case "—":
        return endsLikeWord(before) && Characters.isWord(startKind(after))
            ? Close.BOTH
            : Close.NEITHER;
      case "–":
        return endKind(before) == Characters.DIGIT && startKind(after) == Characters.DIGIT
            ? Close.BOTH
            : Close.NEITHER;
      default:
        return isStop(token) ? Close.LEFT : Close.NEITHER;
    }
  }

  /** The token before a place; an empty one before the first. */
  final String before(int i) {
    return i > 0 ? tokens.get(i - 1) : "";
  }

  /** Tells a quote's beginning and end from a plural's apostrophe, as in dogs' bones. */
  private Close singleQuote(int i) {
    int last = Math.min(tokens.size(), i + LONGEST_QUOTE);
    int more = 0;
    int moreQuotes = 0;
    for (int k = i + 1; k < last; k++) {
      if (tokens.get(k).equals("'")) {
        more++;
        moreQuotes += mayBePlural(k) ? 0 : 1;
      }
    }
    boolean plural = mayBePlural(i) && (openSingleQuote ? more % 2 == 1 : moreQuotes == 0);
    if (plural) {
      return Close.LEFT;
    }
    boolean afterWord = i > 0 && Characters.isWord(endKind(tokens.get(i - 1)));
    openSingleQuote = !openSingleQuote && (more > 0 || !afterWord);
    return openSingleQuote ? Close.RIGHT : Close.LEFT;
  }

  private boolean mayBePlural(int i) {
    boolean within = i > 0 && i + 1 < tokens.size();
    return within
        && (tokens.get(i - 1).endsWith("s") || tokens.get(i - 1).endsWith("S"))
        && Characters.isWord(startKind(tokens.get(i + 1)));
  }

  /** Whether two tokens set close would read, or be cut, as something else. */
  private static boolean wouldMerge(String left, String right) {
    char l = left.charAt(left.length() - 1);
    char r = right.charAt(0);
    return switch (r) {
      case '.' -> l == r && (isStop(left) || right.length() == 1);
      case ',', '!', '?', ':', ';', '\'' -> l == r || l == '(' && (r == ':' || r == ';');
      case '(', ')', '[', ']', '{', '}' -> left.length() == 1 && (l == ':' || l == ';' || l == '=');
      default -> false;
    };
  }

  private static Close afterDigit(String before) {
    return endKind(before) == Characters.DIGIT ? Close.LEFT : Close.NEITHER;
  }

  private static boolean startsWithNumber(String token) {
    boolean decimal = token.length() > 1 && token.charAt(0) == '.';
    return startKind(decimal ? token.substring(1) : token) == Characters.DIGIT;
  }

  static boolean endsLikeWord(String token) {
    if (token.isEmpty()) {
      return false;
    }
    return Characters.isWord(endKind(token))
        || ".)]>\"”".indexOf(token.charAt(token.length() - 1)) >= 0;
  }

  /** Whether the token is nothing but marks that end or part a sentence. */
  private static boolean isStop(String token) {
    for (int i = 0; i < token.length(); i++) {
      if (".,;:!?…".indexOf(token.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  private static int startKind(String token) {
    return token.isEmpty() ? Characters.SPACE : Characters.kind(token.codePointAt(0));
  }

  private static int endKind(String token) {
    return token.isEmpty()
        ? Characters.SPACE
        : Characters.kind(token.codePointBefore(token.length()));
  }
}
