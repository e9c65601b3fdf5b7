package dev.seq4j.models.translation;

import java.util.ArrayList;
import java.util.List;

/**
 * What each word of a translation had to do with each word of its sentence, for pictures: the parts
 * of a word are put together, and the end mark is left out.
 *
 * @param source words of the sentence
 * @param target words of the translation
 * @param weights {@code [target, source]}: the sum over the parts of a source word, the mean over
 *     those of a target word, so that each row still sums to 1
 */
public record WordAttention(List<String> source, List<String> target, float[][] weights) {

  public WordAttention {
    source = List.copyOf(source);
    target = List.copyOf(target);
  }

  /**
   * @param translation with attention
   * @param subwords whether tokens of the sentence are parts of words
   * @param targetSubwords whether tokens of the translation are
   */
  static WordAttention of(Translation translation, boolean subwords, boolean targetSubwords) {
    int[] columns = words(translation.source(), subwords);
    int[] rows = words(translation.target(), targetSubwords);
    List<String> source = joined(translation.source(), columns);
    List<String> target = joined(translation.target(), rows);
    float[][] weights = new float[target.size()][source.size()];
    int[] parts = new int[target.size()];
    for (int row : rows) {
      parts[row]++;
    }
    for (int t = 0; t < rows.length; t++) {
      for (int s = 0; s < columns.length; s++) {
        weights[rows[t]][columns[s]] += translation.attention()[t][s] / parts[rows[t]];
      }
    }
    return new WordAttention(source, target, weights);
  }

  /** For each token the number of its word. */
  private static int[] words(List<String> tokens, boolean subwords) {
    int[] words = new int[tokens.size()];
    int word = -1;
    for (int i = 0; i < words.length; i++) {
      String token = tokens.get(i);
      boolean begins = i == 0 || !subwords || !goesOn(tokens.get(i - 1), token);
      word += begins ? 1 : 0;
      words[i] = word;
    }
    return words;
  }

  /**
   * Whether a token is the next part of a word: without a space, and of letters as the one before.
   */
  private static boolean goesOn(String before, String token) {
    return isOfWord(before.codePointBefore(before.length())) && isOfWord(token.codePointAt(0));
  }

  private static boolean isOfWord(int codePoint) {
    return Character.isLetterOrDigit(codePoint)
        || codePoint == '\''
        || codePoint == '-'
        || Character.getType(codePoint) == Character.NON_SPACING_MARK;
  }

  private static List<String> joined(List<String> tokens, int[] words) {
    List<String> joined = new ArrayList<>();
    for (int i = 0; i < words.length; i++) {
      if (words[i] == joined.size()) {
        joined.add("");
      }
      joined.set(words[i], joined.get(words[i]) + tokens.get(i));
    }
    return joined.stream().map(String::strip).toList();
  }
}
