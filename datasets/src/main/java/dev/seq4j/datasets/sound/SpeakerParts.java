package dev.seq4j.datasets.sound;

import dev.seq4j.datasets.batch.Split;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Utterances divided at random into those that train, those by which the best weights are chosen,
 * and those that measure them. All that a speaker says is in the same part; where there are fewer
 * than three speakers, utterances are divided instead.
 *
 * @param train to learn from
 * @param validation to choose by
 * @param test to measure with
 * @param bySpeaker whether no speaker is in two parts
 */
public record SpeakerParts(
    List<Utterance> train, List<Utterance> validation, List<Utterance> test, boolean bySpeaker) {

  /** Fewest speakers, or utterances, that can be divided. */
  public static final int PARTS = 3;

  public SpeakerParts {
    train = List.copyOf(train);
    validation = List.copyOf(validation);
    test = List.copyOf(test);
  }

  /**
   * @param utterances three or more, of different names
   * @param validation share of the speakers that validates, above 0 and below 1
   * @param test share of the speakers that measures, above 0 and below 1
   * @param seed of the choice
   * @return the parts
   * @throws dev.seq4j.core.InvalidInputException if a share is out of its range, or there are too
   *     few utterances
   */
  public static SpeakerParts of(
      List<Utterance> utterances, double validation, double test, long seed) {
    boolean bySpeaker = utterances.stream().map(Utterance::speaker).distinct().count() >= PARTS;
    Function<Utterance, String> group = bySpeaker ? Utterance::speaker : Utterance::name;
    Split measured = Split.grouped(groups(utterances, group), test, seed);
    List<Utterance> rest = select(utterances, measured.train());
    Split chosen = Split.grouped(groups(rest, group), validation, seed);
    return new SpeakerParts(
        select(rest, chosen.train()),
        select(rest, chosen.validation()),
        select(utterances, measured.validation()),
        bySpeaker);
  }

  private static int[] groups(List<Utterance> utterances, Function<Utterance, String> group) {
    List<String> known = utterances.stream().map(group).distinct().toList();
    return utterances.stream().map(group).mapToInt(known::indexOf).toArray();
  }

  private static List<Utterance> select(List<Utterance> utterances, int[] chosen) {
    return Arrays.stream(chosen).mapToObj(utterances::get).toList();
  }
}
