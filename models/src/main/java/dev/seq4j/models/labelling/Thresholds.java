package dev.seq4j.models.labelling;

import dev.seq4j.core.InvalidInputException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * From which probability a capital or a mark is set. Of several that reach theirs, the one that is
 * the furthest above it is.
 *
 * <pre>
 *   threshold = (highest F1 that any threshold gives) / 2
 * </pre>
 *
 * <p>F1 is the highest there, whatever the class, if the probabilities are right (Lipton, Elkan and
 * Narayanaswamy 2014). What is rare is seldom foreseen well: its F1 is low, and so is its
 * threshold. With one for all it would never be set.
 *
 * @param capitals of each capital but none, above 0 and below 1
 * @param marks of each mark but none, above 0 and below 1
 */
public record Thresholds(Map<Capital, Double> capitals, Map<Mark, Double> marks) {

  /** Half of an F1 of one half. */
  public static final double DEFAULT = 0.25;

  /** Words that must have a capital or mark for its threshold to be its own. */
  private static final int ENOUGH = 10;

  /** What is said of words: the probabilities of a label, and which of them have it. */
  private record Scores(float[] probabilities, boolean[] is) {

    static Scores of(int label, int[] truths, List<float[]> probabilities) {
      Scores scores = new Scores(new float[truths.length], new boolean[truths.length]);
      for (int i = 0; i < truths.length; i++) {
        scores.probabilities[i] = probabilities.get(i)[label];
        scores.is[i] = truths[i] == label;
      }
      return scores;
    }

    static Scores together(List<Scores> all) {
      int count = all.stream().mapToInt(scores -> scores.is.length).sum();
      Scores together = new Scores(new float[count], new boolean[count]);
      int from = 0;
      for (Scores scores : all) {
        System.arraycopy(scores.probabilities, 0, together.probabilities, from, scores.is.length);
        System.arraycopy(scores.is, 0, together.is, from, scores.is.length);
        from += scores.is.length;
      }
      return together;
    }

    double threshold(double otherwise) {
      int words = (int) IntStream.range(0, is.length).filter(i -> is[i]).count();
      return words < ENOUGH ? otherwise : bestF1(words) / 2;
    }

    /** Returns the highest F1 that is reached by setting all from some probability on. */
    private double bestF1(int words) {
      int[] falling =
          IntStream.range(0, is.length)
              .boxed()
              .sorted(Comparator.comparingDouble((Integer i) -> probabilities[i]).reversed())
              .mapToInt(Integer::intValue)
              .toArray();
      double best = 0;
      int right = 0;
      for (int told = 1; told <= falling.length; told++) {
        int last = falling[told - 1];
        right += is[last] ? 1 : 0;
        boolean all = told == falling.length || probabilities[falling[told]] < probabilities[last];
        if (all) { // those of one probability are told together
          best = Math.max(best, 2.0 * right / (told + words));
        }
      }
      return best;
    }
  }

  /**
   * @throws InvalidInputException if one is missing or out of its range
   */
  public Thresholds {
    capitals = checked(Capital.class, capitals);
    marks = checked(Mark.class, marks);
  }

  /** Returns a copy in the order of the labels, so that equal ones are written alike. */
  private static <E extends Enum<E>> Map<E, Double> checked(Class<E> type, Map<E, Double> given) {
    EnumMap<E, Double> copy = new EnumMap<>(type);
    E[] labels = type.getEnumConstants();
    for (int i = 1; i < labels.length; i++) {
      Double threshold = given == null ? null : given.get(labels[i]);
      if (threshold == null) {
        throw new InvalidInputException("threshold of " + labels[i] + ": is missing");
      }
      if (!(threshold > 0 && threshold < 1)) {
        throw new InvalidInputException("threshold = " + threshold + ": must be in (0, 1)");
      }
      copy.put(labels[i], threshold);
    }
    return Collections.unmodifiableMap(copy);
  }

  /**
   * @param threshold above 0 and below 1
   * @return the same one for all capitals and marks
   * @throws InvalidInputException if it is out of its range
   */
  public static Thresholds all(double threshold) {
    return new Thresholds(
        map(Capital.class, Collections.nCopies(Capital.values().length, threshold)),
        map(Mark.class, Collections.nCopies(Mark.values().length, threshold)));
  }

  /** The first label is none. */
  private static <E extends Enum<E>> Map<E, Double> map(Class<E> type, List<Double> thresholds) {
    EnumMap<E, Double> map = new EnumMap<>(type);
    for (E label : type.getEnumConstants()) {
      map.put(label, thresholds.get(label.ordinal()));
    }
    return map;
  }

  /**
   * Chooses each by words that were not learned from. One that fewer than {@value #ENOUGH} of them
   * have gets the threshold that is best for all together.
   *
   * @param truths the label of each word
   * @param capitals of each word the probability of each capital
   * @param marks of each word the probability of each mark
   * @return the thresholds
   */
  static Thresholds choose(List<WordLabel> truths, List<float[]> capitals, List<float[]> marks) {
    List<Scores> ofCapitals =
        scores(truths.stream().mapToInt(label -> label.capital().ordinal()).toArray(), capitals);
    List<Scores> ofMarks =
        scores(truths.stream().mapToInt(label -> label.mark().ordinal()).toArray(), marks);
    List<Scores> all = new ArrayList<>(ofCapitals.subList(1, ofCapitals.size()));
    all.addAll(ofMarks.subList(1, ofMarks.size()));
    double common = Scores.together(all).threshold(DEFAULT);
    return new Thresholds(
        map(Capital.class, ofCapitals.stream().map(scores -> scores.threshold(common)).toList()),
        map(Mark.class, ofMarks.stream().map(scores -> scores.threshold(common)).toList()));
  }

  /** Of each label, none included. */
  private static List<Scores> scores(int[] truths, List<float[]> probabilities) {
    return IntStream.range(0, probabilities.get(0).length)
        .mapToObj(label -> Scores.of(label, truths, probabilities))
        .toList();
  }

  /**
   * @param ofCapitals the probability of each capital
   * @param ofMarks the probability of each mark
   * @return which of each is set, whatever the other is
   */
  WordLabel decide(float[] ofCapitals, float[] ofMarks) {
    return new WordLabel(
        decide(capitals, Capital.NONE, ofCapitals), decide(marks, Mark.NONE, ofMarks));
  }

  private static <E extends Enum<E>> E decide(
      Map<E, Double> thresholds, E none, float[] probabilities) {
    E decided = none;
    double best = 0;
    for (Map.Entry<E, Double> entry : thresholds.entrySet()) {
      double above = probabilities[entry.getKey().ordinal()] - entry.getValue();
      if (above >= best) {
        best = above;
        decided = entry.getKey();
      }
    }
    return decided;
  }
}
