package dev.seq4j.datasets.dna;

import dev.seq4j.core.dna.Dna;
import dev.seq4j.core.text.LabelledText;
import dev.seq4j.datasets.batch.Split;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sequences divided at random into those that train, those by which the best weights are chosen,
 * and those that measure them. Equal sequences, and the two strands of one, are in the same part.
 *
 * @param train to learn from
 * @param validation to choose by
 * @param test to measure with
 */
public record DnaParts(
    List<LabelledText> train, List<LabelledText> validation, List<LabelledText> test) {

  public DnaParts {
    train = List.copyOf(train);
    validation = List.copyOf(validation);
    test = List.copyOf(test);
  }

  /**
   * @param sequences of the letters of DNA, at least three different ones
   * @param validation share that validates, above 0 and below 1
   * @param test share that measures, above 0 and below 1
   * @param seed of the choice
   * @return the parts
   * @throws dev.seq4j.core.InvalidInputException if a share is out of its range, or there are too
   *     few sequences
   */
  public static DnaParts of(
      List<LabelledText> sequences, double validation, double test, long seed) {
    Split measured = Split.grouped(groups(sequences), test, seed);
    List<LabelledText> rest = select(sequences, measured.train());
    Split chosen = Split.grouped(groups(rest), validation, seed);
    return new DnaParts(
        select(rest, chosen.train()),
        select(rest, chosen.validation()),
        select(sequences, measured.validation()));
  }

  /** Returns the same number for the same piece of DNA. */
  private static int[] groups(List<LabelledText> sequences) {
    Map<String, Integer> known = new HashMap<>();
    int[] groups = new int[sequences.size()];
    for (int i = 0; i < groups.length; i++) {
      String strand = sequences.get(i).text();
      String other = Dna.decode(Dna.reverseComplement(Dna.encode(strand)));
      String canonical = strand.compareTo(other) < 0 ? strand : other;
      groups[i] = known.computeIfAbsent(canonical, fresh -> known.size());
    }
    return groups;
  }

  private static List<LabelledText> select(List<LabelledText> sequences, int[] chosen) {
    return Arrays.stream(chosen).mapToObj(sequences::get).toList();
  }
}
