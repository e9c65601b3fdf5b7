package dev.seq4j.models.forecast;

import dev.seq4j.core.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

/**
 * Walk-forward validation with an expanding window: a series is learned up to a day and foreseen
 * from there on; then learned up to the end of what was foreseen, and so on.
 *
 * <pre>
 *   fold 1   learn | learn | choose | foresee
 *   fold 2   learn | learn | learn  | choose  | foresee
 *   fold 3   learn | learn | learn  | learn   | choose  | foresee
 * </pre>
 *
 * <p>All days of a fold that are learned or chosen by are before all days that are foreseen.
 */
public final class WalkForward {

  private WalkForward() {}

  /**
   * A part of the walk. Days are those whose value is foreseen, not those it is foreseen from.
   *
   * @param chooses the first day by which the best weights are chosen; those before it are learned
   * @param begins the first day that is foreseen
   * @param ends after the last one
   */
  public record Fold(int chooses, int begins, int ends) {}

  /**
   * @param days of the series
   * @param folds how many times it is learned anew, 1 or more
   * @param test share of the days, the last ones, that are foreseen, above 0 and below 1
   * @param validation share of the days before a fold, the last ones, by which weights are chosen,
   *     above 0 and below 1
   * @return the folds, which foresee each of those days once
   * @throws InvalidInputException if a number is out of its range, or a part would be empty
   */
  public static List<Fold> folds(int days, int folds, double test, double validation) {
    requireShare("test", test);
    requireShare("validation", validation);
    if (folds < 1) {
      throw new InvalidInputException("folds = " + folds + ": must be 1 or above");
    }
    int first = days - (int) Math.round(days * test);
    List<Fold> all = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      int begins = boundary(first, days, fold, folds);
      int ends = boundary(first, days, fold + 1, folds);
      int chooses = chooses(begins, validation);
      if (chooses < 1 || ends <= begins) {
        throw new InvalidInputException("days = %d: too few for %d folds".formatted(days, folds));
      }
      all.add(new Fold(chooses, begins, ends));
    }
    return all;
  }

  /**
   * @param days of the series
   * @param validation share of them, the last ones, by which weights are chosen, above 0 and below
   *     1
   * @return learns and chooses by all days, and foresees what comes after them
   * @throws InvalidInputException if the share is out of its range, or a part would be empty
   */
  public static Fold whole(int days, double validation) {
    requireShare("validation", validation);
    int chooses = chooses(days, validation);
    if (chooses < 1) {
      throw new InvalidInputException("days = %d: too few to learn from".formatted(days));
    }
    return new Fold(chooses, days, days);
  }

  private static int chooses(int begins, double validation) {
    return begins - Math.max(1, (int) Math.round(begins * validation));
  }

  private static int boundary(int first, int days, int fold, int folds) {
    return first + (int) ((long) (days - first) * fold / folds);
  }

  private static void requireShare(String name, double share) {
    if (!(share > 0 && share < 1)) {
      throw new InvalidInputException(name + " = " + share + ": must be in (0, 1)");
    }
  }
}
