package dev.seq4j.core.text;

import static dev.seq4j.core.text.Characters.DIGIT;
import static dev.seq4j.core.text.Characters.LETTER;
import static dev.seq4j.core.text.Characters.MARK;
import static dev.seq4j.core.text.Characters.SPACE;
import static dev.seq4j.core.text.Characters.isWord;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts one text into words, in one pass over its characters; the rules are {@link WordTokenizer}'s.
 *
 * <p>No rule looks at case, so that a text cuts alike before and after it is lower-cased, and none
 * looks further ahead than a bounded number of characters or what its own token takes up, so that
 * the time is linear in the text's length.
 */
final class WordScanner {

  private static final int LONGEST_ABBREVIATION = 6;

  /** A rating has at most ten stars. */
  private static final int LONGEST_RUN = 10;

  private static final int LONGEST_EXCLAMATION = 3;
  private static final int LONGEST_DASH = 2;

  private final char[] s; // apostrophes and hyphens inside tokens become ASCII's as they are found
  private final int n;
  private final WordRules rules;
  private final boolean lowerCase;
  private final List<String> tokens;

  private int mailSign; // the next @ at or after the current place; n if there is none
  private int openBrackets;
  private boolean openStraightQuote;
  private boolean openCurlyQuote;

  WordScanner(String text, WordRules rules, boolean lowerCase) {
    s = text.toCharArray();
    n = PlainText.clean(s);
    this.rules = rules;
    this.lowerCase = lowerCase;
    tokens = new ArrayList<>(n / 5 + 4);
    mailSign = nextMailSign(0);
  }

  /** Cuts the whole text; to be called once. */
  List<String> scan() {
    int i = 0;
    while (i < n) {
      switch (kindAt(i)) {
        case SPACE -> i += widthAt(i);
        case MARK -> i = mark(i);
        default -> i = word(i);
      }
    }
    return tokens;
  }

  // Words

  private int word(int start) {
    char first = s[start];
    int end = -1;
    if (first < 0x80) {
      end = address(start);
      if (end < 0 && at(start + 1) == '.') {
        end = dotted(start);
      }
    }
    if (end < 0) {
      end = endings(start, wordEnd(start, start));
    }
    addWord(start, end);
    return end;
  }

  private int address(int start) {
    if (mailSign < start) {
      mailSign = nextMailSign(start);
    }
    int end = mailSign < n ? WebAddresses.mailEnd(s, start, mailSign, n) : -1;
    if (end >= 0) {
      return end;
    }
    return switch (s[start]) {
      case 'h', 'H', 'f', 'F', 'w', 'W' -> WebAddresses.urlEnd(s, start, n);
      default -> -1;
    };
  }

  /** Initials and abbreviations with a dot after each letter: {@code U.S.}, {@code p.m.}. */
  private int dotted(int start) {
    int i = start;
    while (isInitial(i) && at(i + 1) == '.' && isOwnDot(i + 1)) {
      i += 2;
    }
    if (i == start) {
      return -1;
    }
    int last = i + widthAt(i);
    if (isInitial(i) && !isWord(kindAt(last))) {
      return last; // U.S
    }
    if (i > start + 2) {
      return i;
    }
    boolean name = kindAt(i) == LETTER || at(i) == ' ' && kindAt(i + 1) == LETTER;
    return name && !rules.isWord(s[start]) ? i : -1;
  }

  /** Whether a dot belongs to the word before it, and not to an ellipsis. */
  private boolean isOwnDot(int i) {
    return at(i + 1) != '.' || at(i + 2) == '.' && at(i + 3) == '.';
  }

  private boolean isInitial(int i) {
    return kindAt(i) == LETTER && s[i] != 'İ'; // the one letter that is two when lower-cased
  }

  /** The end of letters and digits from {@code from}, and of what joins them into one word. */
  private int wordEnd(int start, int from) {
    int i = from;
    int part = start; // where the letters began that a mask may follow
    while (i < n) {
      char c = s[i];
      int kind = kindAt(i);
      if (isWord(kind)) {
        i += c < Character.MIN_SURROGATE ? 1 : widthAt(i);
        continue;
      }
      int next = kindAt(i + 1);
      boolean joins;
      switch (c) {
        case '\'', '’', '‘', '`', '´' -> {
          joins = next == LETTER;
          if (joins) {
            s[i] = '\'';
            int cut = rules.cutAtApostrophe(s, start, i, n);
            if (cut >= 0) {
              return cut;
            }
          }
        }
        case '-', '\u2010', '\u2011' -> {
          joins = isWord(next) && hungOnEnd(i) < 0;
          if (joins) {
            s[i] = '-';
            part = i + 1;
          }
        }
        case '.' -> {
          if (next == LETTER) {
            int site = WebAddresses.siteEnd(s, start, n);
            return site > i ? site : i;
          }
          joins = next == DIGIT && kindBefore(i) == DIGIT;
        }
        case ',' -> joins = isThousands(i) || isDecimal(i);
        case ':', '/' -> joins = next == DIGIT && kindBefore(i) == DIGIT;
        case '&' -> joins = next == LETTER && kindBefore(i) == LETTER;
        case '_', Characters.ZERO_WIDTH_JOINER, Characters.ZERO_WIDTH_NON_JOINER ->
            joins = isWord(next);
        case '*', '@', '#', '$' -> {
          int end = MaskedWords.maskEnd(s, part, i, n);
          joins = end > i;
          i = joins ? end - 1 : i;
          part = end;
        }
        default -> joins = false;
      }
      if (!joins) {
        return i;
      }
      i++;
    }
    return i;
  }

  private boolean isThousands(int comma) {
    return kindBefore(comma) == DIGIT
        && kindAt(comma + 1) == DIGIT
        && kindAt(comma + 2) == DIGIT
        && kindAt(comma + 3) == DIGIT
        && kindAt(comma + 4) != DIGIT;
  }

  private boolean isDecimal(int comma) {
    return rules.decimalComma() && kindBefore(comma) == DIGIT && kindAt(comma + 1) == DIGIT;
  }

  /** The word's end with a mark that belongs to it: a dot, an apostrophe, a grade's sign. */
  private int endings(int start, int end) {
    char c = at(end);
    return switch (c) {
      case '.' -> isOwnDot(end) && isAbbreviation(start, end) ? end + 1 : end;
      case '\'', '’' -> {
        boolean open = c == '’' ? openCurlyQuote : openStraightQuote;
        boolean own = !open && rules.endsWithApostrophe(s, start, end, n);
        if (own) {
          s[end] = '\'';
        }
        yield own ? end + 1 : end;
      }
      case '+', '-' -> gradeEnd(start, end);
      default -> end;
    };
  }

  private boolean isAbbreviation(int start, int end) {
    return end - start <= LONGEST_ABBREVIATION
        && rules.isAbbreviation(String.valueOf(s, start, end - start).toLowerCase(Locale.ROOT));
  }

  /** The end of a school grade or programming language: {@code A+}, {@code B-}, {@code C++}. */
  private int gradeEnd(int start, int end) {
    boolean letter = end == start + 1 && s[start] >= 'A' && (s[start] | 0x20) <= 'f';
    int after = s[end] == '+' && at(end + 1) == '+' ? end + 2 : end + 1;
    boolean clear = !isWord(kindAt(after)) && at(after) != s[end];
    return letter && clear ? after : end;
  }

  // Marks

  private int mark(int i) {
    char c = s[i];
    if (c >= 0x80) {
      return nonAsciiMark(i);
    }
    int emoticon = emoticon(i);
    if (emoticon >= 0) {
      return emoticon;
    }
    int next = kindAt(i + 1);
    switch (c) {
      case '\'':
        return apostrophe(i);
      case '.':
        return dots(i);
      case '-':
        if (mayBeSign(i) && (next == DIGIT || at(i + 1) == '.' && kindAt(i + 2) == DIGIT)) {
          int end = wordEnd(i, next == DIGIT ? i + 1 : i + 2);
          addWord(i, end);
          return end;
        }
        return hyphen(i);
      case '#', '@':
        if (next == LETTER
            && !Characters.extendsSymbol(codePointAt(i + 1))
            && !isWord(kindBefore(i))) {
          int end = tagEnd(i + 1);
          addWord(i, end);
          return end;
        }
        return run(i, LONGEST_RUN);
      case '!', '?':
        return run(i, LONGEST_EXCLAMATION);
      case '(', ')':
        openBrackets = c == '(' ? openBrackets + 1 : Math.max(0, openBrackets - 1);
        return run(i, 1, i + 1);
      case '`':
        openStraightQuote |= next != SPACE && !isWord(kindBefore(i)); // `so' is a quote, too
        return run(i, LONGEST_RUN);
      case '[', ']', '{', '}', '"':
        return run(i, 1, i + 1);
      default:
        return run(i, LONGEST_RUN);
    }
  }

  private int nonAsciiMark(int i) {
    return switch (s[i]) {
      case '’', '‘' -> apostrophe(i);
      case '…' -> {
        tokens.add("...");
        int end = i + 1;
        while (at(end) == '…') {
          end++;
        }
        yield end;
      }
      case '\u2010', '\u2011' -> hyphen(i);
      default -> {
        int emoticon = emoticon(i);
        yield emoticon >= 0 ? emoticon : symbol(i);
      }
    };
  }

  private int emoticon(int i) {
    int end = Emoticons.end(s, i, n, isWord(kindBefore(i)));
    if (end < 0) {
      return -1;
    }
    tokens.add(String.valueOf(s, i, end - i));
    char mouth = s[end - 1];
    if (!Emoticons.isBracket(mouth)) {
      return end;
    }
    int after = end;
    while (at(after) == mouth) {
      after++; // :))) is a wide smile
    }
    boolean closes = mouth == ')' && openBrackets > 0 && after > end;
    return closes ? after - 1 : after;
  }

  private int apostrophe(int i) {
    if (s[i] == '\'' && at(i + 1) == '\'') {
      tokens.add("''");
      return i + 2;
    }
    int end = rules.apostropheWordEnd(s, i, n);
    if (end >= 0) {
      for (int k = i; k < end; k++) {
        s[k] = Characters.isApostrophe(s[k]) ? '\'' : s[k];
      }
      addWord(i, end);
      return end;
    }
    boolean opens = kindAt(i + 1) != SPACE && !isWord(kindBefore(i));
    switch (s[i]) {
      case '‘' -> {
        openCurlyQuote = true;
        tokens.add("‘");
      }
      case '’' -> {
        tokens.add(openCurlyQuote ? "’" : "'");
        openCurlyQuote = false;
      }
      default -> {
        openStraightQuote = opens && !openStraightQuote;
        tokens.add("'");
      }
    }
    return i + 1;
  }

  /** A word hung on the one before, or a dash. */
  private int hyphen(int i) {
    int end = hungOnEnd(i);
    if (end < 0) {
      return s[i] == '-' ? run(i, LONGEST_DASH) : symbol(i);
    }
    for (int k = i; k < end; k++) {
      s[k] = Characters.isHyphen(s[k]) ? '-' : Characters.isApostrophe(s[k]) ? '\'' : s[k];
    }
    addWord(i, end);
    return end;
  }

  /** The end of a word that is hung on by the hyphen, {@code est-ce}; -1 if none is. */
  private int hungOnEnd(int hyphen) {
    int before = kindBefore(hyphen);
    return before == SPACE || before == LETTER ? rules.hyphenWordEnd(s, hyphen, n) : -1;
  }

  /** A decimal such as {@code .5}; an ellipsis, spaced or not; or a full stop. */
  private int dots(int i) {
    int end = i + 1;
    while (at(end) == '.') {
      end++;
    }
    if (end == i + 1) {
      if (kindAt(end) == DIGIT && !isWord(kindBefore(i))) {
        int number = wordEnd(i, end);
        addWord(i, number);
        return number;
      }
      for (int dot = spacedDot(end); dot >= 0; dot = spacedDot(end)) {
        end = dot + 1;
      }
    }
    tokens.add(end == i + 1 ? "." : "...");
    return end;
  }

  /** The place of a single dot after white space; -1 if something else comes. */
  private int spacedDot(int from) {
    int i = from;
    while (i < n && kindAt(i) == SPACE) {
      i++;
    }
    boolean single = i > from && at(i) == '.' && at(i + 1) != '.' && kindAt(i + 1) != DIGIT;
    return single ? i : -1;
  }

  /** Whether a hyphen is a minus if digits follow, and not a dash. */
  private boolean mayBeSign(int i) {
    return kindBefore(i) == SPACE || "([{$/\"'“‘".indexOf(s[i - 1]) >= 0;
  }

  /** The end of a hashtag or a user's name. */
  private int tagEnd(int from) {
    int i = from;
    while (i < n && (s[i] == '_' || isWord(kindAt(i)))) {
      i += widthAt(i);
    }
    return i;
  }

  /** Takes the same mark again and again as one token, cut to {@code longest}. */
  private int run(int i, int longest) {
    int end = i + 1;
    while (end < n && s[end] == s[i]) {
      end++;
    }
    return run(i, longest, end);
  }

  private int run(int i, int longest, int end) {
    if (end == i + 1 && end < n && s[end] >= '\u20E3' && Characters.extendsSymbol(s[end])) {
      return symbol(i); // the key caps # and *
    }
    tokens.add(String.valueOf(s, i, Math.min(end - i, longest)));
    return end;
  }

  /** One symbol as a reader sees it: a flag, an emoji with its skin tone, a family of several. */
  private int symbol(int i) {
    int codePoint = codePointAt(i);
    int end = i + Character.charCount(codePoint);
    if (Characters.isRegionalIndicator(codePoint)
        && Characters.isRegionalIndicator(codePointAt(end))) {
      end += 2;
    }
    while (end < n) {
      int next = codePointAt(end);
      if (Characters.extendsSymbol(next)) {
        end += Character.charCount(next);
      } else if (next == Characters.ZERO_WIDTH_JOINER
          && at(end + 1) >= 0x80
          && kindAt(end + 1) == MARK) {
        end += 1 + widthAt(end + 1);
      } else {
        break;
      }
    }
    tokens.add(String.valueOf(s, i, end - i));
    return end;
  }

  // The text

  private void addWord(int start, int end) {
    String word = String.valueOf(s, start, end - start);
    tokens.add(lowerCase ? word.toLowerCase(Locale.ROOT) : word);
  }

  private int nextMailSign(int from) {
    int i = from;
    while (i < n && s[i] != '@') {
      i++;
    }
    return i;
  }

  private char at(int i) {
    return i < n ? s[i] : '\0';
  }

  private int codePointAt(int i) {
    return i < n ? Character.codePointAt(s, i, n) : 0;
  }

  private int widthAt(int i) {
    return Character.charCount(codePointAt(i));
  }

  private int kindAt(int i) {
    return i < n ? Characters.kind(codePointAt(i)) : SPACE;
  }

  private int kindBefore(int i) {
    return i > 0 ? Characters.kind(Character.codePointBefore(s, i)) : SPACE;
  }
}
