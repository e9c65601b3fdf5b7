package dev.seq4j.models.translation;

import dev.seq4j.core.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * BLEU of the sentences of some lengths: how well a model keeps up as sentences grow (the figure of
 * Cho et al. 2014 and Bahdanau et al. 2015).
 *
 * @param shortest length of the shortest source sentence among them
 * @param longest length of the longest
 * @param sentences how many there are
 * @param bleu of their translations
 */
public record LengthBleu(int shortest, int longest, int sentences, Bleu bleu) {

  /**
   * Divides a test set into parts of as many sentences each, by length; sentences of the same
   * length keep their order. Of five parts the last is the longest fifth.
   *
   * @param parts how many, from 1 to the number of sentences
   * @param lengths of the source sentences, such as words
   * @param hypotheses a translation of each
   * @param references for each sentence what people translated it to
   * @return the parts, the shortest sentences first
   * @throws InvalidInputException if the numbers do not go together
   */
  public static List<LengthBleu> ofParts(
      int parts, int[] lengths, List<String> hypotheses, List<List<String>> references) {
    Integer[] order = order(lengths, hypotheses, references);
    if (parts < 1 || parts > order.length) {
      throw new InvalidInputException(
          "parts = %d: must be in [1, %d], the sentences".formatted(parts, order.length));
    }
    List<LengthBleu> all = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      int from = (int) ((long) order.length * part / parts);
      int to = (int) ((long) order.length * (part + 1) / parts);
      all.add(of(Arrays.asList(order).subList(from, to), lengths, hypotheses, references));
    }
    return all;
  }

  /**
   * Puts sentences of 1 to {@code width} words together, those up to twice as many, and so on.
   *
   * @param width 1 or more
   * @param lengths of the source sentences, such as words
   * @param hypotheses a translation of each
   * @param references for each sentence what people translated it to
   * @return the groups that have a sentence, the shortest first
   * @throws InvalidInputException if the numbers do not go together
   */
  public static List<LengthBleu> ofWidth(
      int width, int[] lengths, List<String> hypotheses, List<List<String>> references) {
    Integer[] order = order(lengths, hypotheses, references);
    if (width < 1) {
      throw new InvalidInputException("width = " + width + ": must be 1 or above");
    }
    List<LengthBleu> all = new ArrayList<>();
    int from = 0;
    while (from < order.length) {
      int group = (lengths[order[from]] - 1) / width;
      int to = from;
      while (to < order.length && (lengths[order[to]] - 1) / width == group) {
        to++;
      }
      all.add(of(Arrays.asList(order).subList(from, to), lengths, hypotheses, references));
      from = to;
    }
    return all;
  }

  private static Integer[] order(
      int[] lengths, List<String> hypotheses, List<List<String>> references) {
    References.require(hypotheses, references);
    if (lengths.length != hypotheses.size()) {
      throw new InvalidInputException(
          "lengths: of %d sentences, there are %d translations"
              .formatted(lengths.length, hypotheses.size()));
    }
    Integer[] order = new Integer[lengths.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingInt(i -> lengths[i])); // stable
    return order;
  }

  private static LengthBleu of(
      List<Integer> chosen, int[] lengths, List<String> hypotheses, List<List<String>> references) {
    return new LengthBleu(
        lengths[chosen.get(0)],
        lengths[chosen.get(chosen.size() - 1)],
        chosen.size(),
        Bleu.of(
            chosen.stream().map(hypotheses::get).toList(),
            chosen.stream().map(references::get).toList()));
  }
}
