package dev.seq4j.models.translation;

import dev.seq4j.core.InvalidInputException;
import java.util.List;

/** Checks that there is something to compare each translation with. */
final class References {

  private References() {}

  static void require(List<String> hypotheses, List<List<String>> references) {
    if (hypotheses.isEmpty()) {
      throw new InvalidInputException("translations = 0: must be 1 or above");
    }
    if (references.size() != hypotheses.size()) {
      throw new InvalidInputException(
          "references: for %d sentences, there are %d translations"
              .formatted(references.size(), hypotheses.size()));
    }
    for (int i = 0; i < references.size(); i++) {
      if (references.get(i).isEmpty()) {
        throw new InvalidInputException("references of sentence " + i + ": must be 1 or above");
      }
    }
  }
}
