package dev.seq4j.models.translation;

import dev.seq4j.core.text.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts words of the source in place of unknown ones: names and numbers are mostly the same in both
 * languages (Luong et al. 2015; by attention as in Jean et al. 2015).
 */
public final class UnknownWords {

  private UnknownWords() {}

  /**
   * @param translation tokens of a translation
   * @param source tokens of its sentence
   * @param attention {@code [translation, source]} at least: how much each token of the translation
   *     attended to each of the sentence
   * @return the translation, with the token that was attended to most, the first of equals, in
   *     place of each {@code <unk>}
   */
  public static List<String> replace(
      List<String> translation, List<String> source, float[][] attention) {
    List<String> replaced = new ArrayList<>(translation);
    for (int i = 0; i < replaced.size() && !source.isEmpty(); i++) {
      if (replaced.get(i).equals(Vocabulary.UNK_TOKEN)) {
        replaced.set(i, source.get(most(attention[i], source.size())));
      }
    }
    return replaced;
  }

  private static int most(float[] weights, int places) {
    int most = 0;
    for (int i = 1; i < places; i++) {
      most = weights[i] > weights[most] ? i : most;
    }
    return most;
  }
}
