package dev.seq4j.models.bundle;

import dev.seq4j.core.file.AtomicFile;
import java.util.Map;

/** What a model has learned, as entries of its file. */
public interface ModelWeights {

  /**
   * @return how many numbers were learned
   */
  long parameters();

  /**
   * @return their sum, which is finite exactly if all of them are
   */
  double sum();

  /**
   * @return the entries in their order, by name
   */
  Map<String, AtomicFile.Content> entries();
}
