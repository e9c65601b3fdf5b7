package dev.seq4j.core.text;

/**
 * What differs from language to language when a text is cut into words: apostrophes, hyphens,
 * abbreviations, numbers.
 *
 * <p>No rule looks at case. Every method gets the whole text {@code s}, whose first {@code n}
 * characters count, and looks a bounded number of characters around the place it is asked about.
 */
interface WordRules {

  /**
   * @param s a text
   * @param start where a word begins
   * @param i the place of an apostrophe in it, a letter after it
   * @param n the text's length
   * @return the token's end if the word is cut here, before or after the apostrophe or even before
   *     the letter that precedes it; -1 if the apostrophe joins
   */
  int cutAtApostrophe(char[] s, int start, int i, int n);

  /**
   * @param s a text
   * @param start where a word begins
   * @param i the place of an apostrophe after it, no letter after that
   * @param n the text's length
   * @return whether the apostrophe belongs to the word and closes no quote
   */
  boolean endsWithApostrophe(char[] s, int start, int i, int n);

  /**
   * @param s a text
   * @param i the place of an apostrophe with no word before it
   * @param n the text's length
   * @return the end of a word that begins with the apostrophe; -1 if there is none
   */
  int apostropheWordEnd(char[] s, int i, int n);

  /**
   * @param s a text
   * @param i the place of a hyphen
   * @param n the text's length
   * @return the end of a word that begins with the hyphen, whether or not another word stands
   *     before it; -1 if there is none
   */
  int hyphenWordEnd(char[] s, int i, int n);

  /**
   * @param word in lower case
   * @return whether a dot after it belongs to it
   */
  boolean isAbbreviation(String word);

  /**
   * @param letter any
   * @return whether it is a word that may end a sentence, and so no initial
   */
  boolean isWord(char letter);

  /**
   * @return whether {@code 3,5} is one number
   */
  boolean decimalComma();
}
