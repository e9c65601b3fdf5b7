package dev.seq4j.models.analysis;

import dev.seq4j.core.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What the remedies against exploding gradients make of the gradient g with respect to all weights
 * of a layer.
 *
 * <pre>
 *   by value      g_i -> max(-limit, min(limit, g_i))      turns the gradient
 *   by norm       g   -> g min(1, limit / |g|)             keeps its direction
 *   truncated     only the last k steps of the way back
 * </pre>
 *
 * None of them helps a gradient that has vanished.
 *
 * @param whole norm of the gradient as it is
 * @param byValue after clipping by value
 * @param byNorm after clipping by norm
 * @param truncated by steps of the way back, fewest first; the last is the whole way
 */
public record GradientRemedies(
    double whole, Changed byValue, Changed byNorm, List<Truncated> truncated) {

  /** Lengths of truncated ways back that are looked at, besides the whole one. */
  private static final List<Integer> LENGTHS = List.of(1, 2, 5, 10, 20, 50, 100, 200, 500);

  /**
   * A gradient that was changed.
   *
   * @param norm after the change
   * @param cosine of the angle to what it was before, 1 where the direction is the same; not a
   *     number where one of them is zero
   */
  public record Changed(double norm, double cosine) {}

  /**
   * A gradient of a truncated way back.
   *
   * @param steps of the way
   * @param gradient beside that of the whole way
   */
  public record Truncated(int steps, Changed gradient) {}

  /**
   * Where clipping begins.
   *
   * @param value largest element, above 0
   * @param norm largest Euclidean norm, above 0
   */
  public record Thresholds(double value, double norm) {

    /** Usual ones. */
    public static final Thresholds DEFAULT = new Thresholds(0.01, 1);

    /**
     * @throws InvalidInputException if one is out of range
     */
    public Thresholds {
      positive("clip value", value);
      positive("clip norm", norm);
    }

    private static void positive(String what, double value) {
      if (!(value > 0) || Double.isInfinite(value)) {
        throw new InvalidInputException(what + " = " + value + ": must be above 0");
      }
    }
  }

  /** Lists are copied. */
  public GradientRemedies {
    truncated = List.copyOf(truncated);
  }

  /**
   * @param gradient of the last so many steps' way back
   * @param steps of the whole way
   * @param thresholds of clipping
   * @return what the remedies make of it
   */
  static GradientRemedies of(IntFunction<INDArray> gradient, int steps, Thresholds thresholds) {
    INDArray whole = gradient.apply(steps);
    double norm = whole.norm2Number().doubleValue();
    INDArray byValue = Nd4j.math().clipByValue(whole, -thresholds.value(), thresholds.value());
    INDArray byNorm = norm > thresholds.norm() ? whole.mul(thresholds.norm() / norm) : whole;
    TreeSet<Integer> lengths = new TreeSet<>(LENGTHS);
    lengths.add(steps);
    List<Truncated> truncated = new ArrayList<>();
    for (int length : lengths.headSet(steps, true)) {
      truncated.add(new Truncated(length, changed(gradient.apply(length), whole)));
    }
    return new GradientRemedies(norm, changed(byValue, whole), changed(byNorm, whole), truncated);
  }

  private static Changed changed(INDArray after, INDArray before) {
    double norm = after.norm2Number().doubleValue();
    double other = before.norm2Number().doubleValue();
    // Each is scaled first: the product of two large norms may be none that can be held.
    double cosine =
        norm == 0 || other == 0
            ? Double.NaN
            : after.div(norm).mul(before.div(other)).sumNumber().doubleValue();
    return new Changed(norm, cosine);
  }
}
