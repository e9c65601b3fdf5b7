package dev.seq4j.core.text;

import java.util.Locale;
import java.util.Set;

/**
 * French words: what has lost its vowel parts from what follows, {@code l' | homme}, and pronouns
 * part from the verb they are hung on, {@code est | -ce}, {@code a | -t-il}.
 */
final class FrenchRules implements WordRules {

  /** Words that lose their last vowel before another, without the apostrophe. */
  private static final Set<String> ELIDED =
      Set.of("l d j m t s n c ç qu jusqu lorsqu puisqu quoiqu".split(" "));

  private static final int LONGEST_ELIDED = 6;

  /** What is hung on a word by a hyphen. */
  private static final Set<String> HUNG_ON =
      Set.of(
          ("je tu il elle on nous vous ils elles ce moi toi lui leur le la les y en ci là"
                  + " t-il t-elle t-on t-ils t-elles t-en t-y")
              .split(" "));

  /** The same before a vowel: {@code va-t'en}, {@code donne-m'en}. */
  private static final Set<String> HUNG_ON_ELIDED = Set.of("m", "t", "l");

  private static final int LONGEST_HUNG_ON = 7;

  // Not those that are words, too, such as sept. and vol.: they end sentences more often.
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          ("mm mme mmes mlle mlles mgr dr drs pr st ste etc cf av bd tél fig mr mrs"
                  + " janv févr juil oct nov déc")
              .split(" "));

  /**
   * @param token any token
   * @return whether it has lost its vowel and is set close to what follows
   */
  static boolean isElided(String token) {
    int letters = token.length() - 1;
    if (letters < 1 || letters > LONGEST_ELIDED + 1 || token.charAt(letters) != '\'') {
      return false;
    }
    int start = token.charAt(0) == '-' ? 1 : 0;
    String word = token.substring(start, letters).toLowerCase(Locale.ROOT);
    return start == 0 ? ELIDED.contains(word) : HUNG_ON_ELIDED.contains(word);
  }

  /**
   * @param token any token
   * @return whether it is hung on the word before it
   */
  static boolean isHungOn(String token) {
    return token.length() > 1
        && token.length() <= LONGEST_HUNG_ON + 1
        && token.charAt(0) == '-'
        && (HUNG_ON.contains(token.substring(1).toLowerCase(Locale.ROOT)) || isElided(token));
  }

  @Override
  public int cutAtApostrophe(char[] s, int start, int i, int n) {
    return isElided(s, start, i) ? i + 1 : -1;
  }

  @Override
  public boolean endsWithApostrophe(char[] s, int start, int i, int n) {
    return isElided(s, start, i);
  }

  private static boolean isElided(char[] s, int start, int i) {
    return i - start <= LONGEST_ELIDED && ELIDED.contains(lower(s, start, i));
  }

  @Override
  public int apostropheWordEnd(char[] s, int i, int n) {
    return -1;
  }

  @Override
  public int hyphenWordEnd(char[] s, int i, int n) {
    int end = hungOnEnd(s, i, n);
    if (end < 0 || end == n || Characters.isApostrophe(s[end - 1])) {
      return end;
    }
    if (Characters.isHyphen(s[end]) && isWord(s, end + 1, n)) {
      return hungOnEnd(s, end, n) >= 0 ? end : -1; // dis-le-lui, but arc-en-ciel
    }
    boolean goesOn =
        Characters.isApostrophe(s[end]) && isLetter(s, end + 1, n) || isWord(s, end, n);
    return goesOn ? -1 : end;
  }

  /** The end of what may be hung on by this hyphen, whatever follows; -1 if it is nothing such. */
  private static int hungOnEnd(char[] s, int i, int n) {
    int end = lettersEnd(s, i + 1, i, n);
    if (end < n
        && Characters.isApostrophe(s[end])
        && HUNG_ON_ELIDED.contains(lower(s, i + 1, end))) {
      return end + 1;
    }
    if (end == i + 2 && (s[i + 1] | 0x20) == 't' && end < n && Characters.isHyphen(s[end])) {
      end = lettersEnd(s, end + 1, i, n); // the t of a-t-il
    }
    return HUNG_ON.contains(lower(s, i + 1, end)) ? end : -1;
  }

  private static int lettersEnd(char[] s, int from, int hyphen, int n) {
    int end = from;
    while (end - hyphen <= LONGEST_HUNG_ON && isLetter(s, end, n)) {
      end++;
    }
    return end;
  }

  @Override
  public boolean isAbbreviation(String word) {
    return ABBREVIATIONS.contains(word);
  }

  @Override
  public boolean isWord(char letter) {
    return "aàyô".indexOf(Character.toLowerCase(letter)) >= 0; // il y en a. Prends-en
  }

  @Override
  public boolean decimalComma() {
    return true;
  }

  private static boolean isLetter(char[] s, int i, int n) {
    return i < n && Characters.kind(s[i]) == Characters.LETTER;
  }

  private static boolean isWord(char[] s, int i, int n) {
    return i < n && Characters.isWord(Characters.kind(Character.codePointAt(s, i, n)));
  }

  /** The word in lower case, with hyphens as ASCII has them. */
  private static String lower(char[] s, int start, int end) {
    String word = String.valueOf(s, start, end - start).toLowerCase(Locale.ROOT);
    return word.replace('\u2010', '-').replace('\u2011', '-');
  }
}
