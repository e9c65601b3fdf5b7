package dev.seq4j.models.dna;

import dev.seq4j.core.InvalidInputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well scores part two classes, wherever the threshold is set: the share of the positive ones
 * that are found against the share of the negative ones that are taken for positive.
 *
 * <p>The area under it is the probability that a positive example has a higher score than a
 * negative one, where equal scores count half (Hanley and McNeil 1982): 1 for perfect scores, 0.5
 * for any that know nothing.
 *
 * @param points from (0, 0) to (1, 1), one for each threshold
 */
public record RocCurve(List<Point> points) {

  /**
   * What a threshold gives.
   *
   * @param falsePositives share of the negative examples that reach it
   * @param truePositives share of the positive examples that reach it
   */
  public record Point(double falsePositives, double truePositives) {}

  public RocCurve {
    points = List.copyOf(points);
  }

  /**
   * @param scores of the examples, the higher the more positive; infinite ones are allowed
   * @param positive which of them are
   * @return the curve
   * @throws InvalidInputException if a score is NaN, or one of the classes has no example
   */
  public static RocCurve of(double[] scores, boolean[] positive) {
    int positives = (int) IntStream.range(0, scores.length).filter(i -> positive[i]).count();
    int negatives = scores.length - positives;
    if (positives == 0 || negatives == 0) {
      throw new InvalidInputException(
          "examples = %d positive, %d negative: must be one or more of each"
              .formatted(positives, negatives));
    }
    if (IntStream.range(0, scores.length).anyMatch(i -> Double.isNaN(scores[i]))) {
      throw new InvalidInputException("scores: one is NaN, must be numbers");
    }
    int[] falling =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> scores[i]).reversed())
            .mapToInt(Integer::intValue)
            .toArray();
    List<Point> points = new ArrayList<>(List.of(new Point(0, 0)));
    int found = 0;
    for (int i = 0; i < falling.length; i++) {
      found += positive[falling[i]] ? 1 : 0;
      boolean last = i + 1 == falling.length;
      if (last || scores[falling[i]] != scores[falling[i + 1]]) {
        points.add(new Point((double) (i + 1 - found) / negatives, (double) found / positives));
      }
    }
    return new RocCurve(points);
  }

  /**
   * @return the area under the curve (AUROC), 0 to 1
   */
  public double area() {
    double area = 0;
    for (int i = 1; i < points.size(); i++) {
      Point before = points.get(i - 1);
      Point here = points.get(i);
      area +=
          (here.falsePositives() - before.falsePositives())
              * (here.truePositives() + before.truePositives())
              / 2;
    }
    return area;
  }
}
