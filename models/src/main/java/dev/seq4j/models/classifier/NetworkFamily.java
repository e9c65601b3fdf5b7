package dev.seq4j.models.classifier;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.models.bag.BagSettings;
import dev.seq4j.models.bag.Weighting;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Networks of a kind: which settings mean something to them, and what these are by default. */
enum NetworkFamily {
  /** Reads a bag of words. */
  PERCEPTRON(List.of(Pooling.MEAN), Part.LAYERS, Part.BAG),
  CONVOLUTIONAL(List.of(Pooling.MAX), Part.WIDTHS),
  RECURRENT(List.of(Pooling.LAST, Pooling.MEAN, Pooling.MAX), Part.LAYERS, Part.DIRECTIONS),
  ATTENTIVE(List.of(Pooling.ATTENTION), Part.LAYERS, Part.DIRECTIONS),
  TRANSFORMER(List.of(Pooling.MEAN, Pooling.MAX, Pooling.ATTENTION), Part.LAYERS, Part.HEADS),
  /** Reads words in their order and a bag of words, both. */
  WIDE_AND_DEEP(List.of(Pooling.MAX), Part.WIDTHS, Part.BAG);

  /** What not all networks have. */
  private enum Part {
    LAYERS,
    HEADS,
    DIRECTIONS,
    WIDTHS,
    BAG
  }

  private static final int DEFAULT_HEADS = 4;
  private static final List<Integer> DEFAULT_WIDTHS = List.of(3, 4, 5); // Kim 2014

  private final List<Pooling> poolings; // the default first
  private final Set<Part> parts = EnumSet.noneOf(Part.class);

  NetworkFamily(List<Pooling> poolings, Part... parts) {
    this.poolings = poolings;
    this.parts.addAll(List.of(parts));
  }

  /** Returns what such a network looks like by default. */
  NetworkShape shape() {
    int heads = has(Part.HEADS) ? DEFAULT_HEADS : 1;
    List<Integer> widths = has(Part.WIDTHS) ? DEFAULT_WIDTHS : List.of();
    return new NetworkShape(64, 64, 1, heads, false, poolings.get(0), widths);
  }

  /** Returns what its features are by default; null if it reads no bags. */
  BagSettings bag() {
    BagSettings wide = BagSettings.DEFAULT.withNGrams(this == WIDE_AND_DEEP ? 3 : 1);
    return has(Part.BAG) ? wide : null;
  }

  boolean readsBags() {
    return has(Part.BAG);
  }

  boolean readsOrder() {
    return this != PERCEPTRON;
  }

  /**
   * @param architecture of this family, for messages
   * @throws InvalidInputException if a setting is one that such a network does not have
   */
  void check(ClassifierArchitecture architecture, NetworkShape shape, BagSettings bag) {
    Checks checks = new Checks(architecture);
    checks.require(
        has(Part.LAYERS) || shape.layers() == 1, "layers = %d: must be 1", shape.layers());
    checks.require(has(Part.HEADS) || shape.heads() == 1, "heads = %d: must be 1", shape.heads());
    checks.require(
        shape.embedding() % shape.heads() == 0,
        "heads = %d: must divide the embedding, %d,",
        shape.heads(),
        shape.embedding());
    checks.require(
        has(Part.DIRECTIONS) || !shape.bidirectional(), "bidirectional = true: must be false");
    checks.require(
        poolings.contains(shape.pooling()), "pooling = %s: must be %s", shape.pooling(), choices());
    checks.require(
        has(Part.WIDTHS) || shape.widths().isEmpty(), "widths = %s: must be none", shape.widths());
    checks.require(
        !has(Part.WIDTHS) || !shape.widths().isEmpty(),
        "widths = %s: must be one or more",
        shape.widths());
    checks.require(has(Part.BAG) || bag == null, "bag: must be none");
    checks.require(!has(Part.BAG) || bag != null, "bag: is missing");
    checks.require(
        bag == null || bag.weighting() != Weighting.TF_IDF,
        "weighting = tf-idf: must be binary or count, a factor of a feature can be learned,");
  }

  private boolean has(Part part) {
    return parts.contains(part);
  }

  private String choices() {
    List<String> names = poolings.stream().map(Pooling::toString).toList();
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
  }

  private record Checks(ClassifierArchitecture architecture) {
    void require(boolean holds, String problem, Object... values) {
      if (!holds) {
        throw new InvalidInputException(problem.formatted(values) + " for " + architecture);
      }
    }
  }
}
