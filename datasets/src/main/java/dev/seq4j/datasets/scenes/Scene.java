package dev.seq4j.datasets.scenes;

import dev.seq4j.core.InvalidInputException;

/**
 * What a picture shows: two things, and where the first stands as seen from the second. It is told
 * as one reads, from the left to the right or from above to below, so that there is one caption.
 *
 * @param first a thing
 * @param relation where it stands
 * @param second the other thing
 */
public record Scene(Thing first, Relation relation, Thing second) {

  /**
   * @throws InvalidInputException if a part is missing
   */
  public Scene {
    if (first == null || relation == null || second == null) {
      throw new InvalidInputException("scene: must have two things and a relation");
    }
  }

  /** Says what it shows, such as {@code a small red circle left of a large blue square}. */
  @Override
  public String toString() {
    return "%s %s %s".formatted(first, relation, second);
  }
}
