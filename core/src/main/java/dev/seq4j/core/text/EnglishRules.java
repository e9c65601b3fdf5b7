package dev.seq4j.core.text;

import java.util.Set;

/** English words: contractions part as in the Penn Treebank. */
final class EnglishRules implements WordRules {

  private static final Set<String> ABBREVIATIONS =
      Set.of(
          ("mr mrs ms dr prof st sr jr rev hon gen col capt maj cmdr lt sgt sen gov rep pres"
                  + " etc vs inc ltd corp co bros dept approx vol ave blvd messrs mme mlle"
                  + " jan feb apr aug sept oct nov dec")
              .split(" "));

  @Override
  public int cutAtApostrophe(char[] s, int start, int i, int n) {
    int negationEnd = Contractions.negationEnd(s, start, i, n);
    if (negationEnd >= 0) {
      return negationEnd;
    }
    return Contractions.cliticEnd(s, i, n) >= 0 ? i : -1;
  }

  @Override
  public boolean endsWithApostrophe(char[] s, int start, int i, int n) {
    return Contractions.isClippedEnding(s, start, i) && Contractions.cliticEnd(s, i, n) < 0;
  }

  @Override
  public int apostropheWordEnd(char[] s, int i, int n) {
    int end = s[i] == '‘' ? -1 : Contractions.cliticEnd(s, i, n);
    return end >= 0 ? end : Contractions.clippedEnd(s, i, n);
  }

  @Override
  public int hyphenWordEnd(char[] s, int i, int n) {
    return -1;
  }

  @Override
  public boolean isAbbreviation(String word) {
    return ABBREVIATIONS.contains(word);
  }

  @Override
  public boolean isWord(char letter) {
    return letter == 'I' || letter == 'i'; // he and I. Then
  }

  @Override
  public boolean decimalComma() {
    return false;
  }
}
