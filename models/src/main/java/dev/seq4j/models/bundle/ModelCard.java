package dev.seq4j.models.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seq4j.core.InvalidInputException;
import java.util.List;
import java.util.Objects;

/**
 * What a model file says of its model: the entry {@code seq4j.json}.
 *
 * @param format of the file, {@link ModelFile#FORMAT}
 * @param seq4j version and revision of the Seq4j that wrote it
 * @param task such as {@code text-classification}
 * @param settings architecture and hyper-parameters, as the task's class reads them
 * @param tokenizer as {@code Tokenizers.fromSpec} reads it
 * @param labels names of the classes in their order; empty for a language model
 * @param parameters how many numbers the model has learned
 * @param vocabulary digest of the vocabulary
 * @param provenance where the model comes from
 */
public record ModelCard(
    int format,
    String seq4j,
    String task,
    JsonNode settings,
    String tokenizer,
    List<String> labels,
    long parameters,
    String vocabulary,
    Provenance provenance) {

  /**
   * @throws InvalidInputException if a part is missing
   */
  public ModelCard {
    require("seq4j", seq4j != null);
    require("task", task != null);
    require("settings", settings != null && settings.isObject());
    require("tokenizer", tokenizer != null);
    require("labels", labels != null && labels.stream().allMatch(Objects::nonNull));
    require("vocabulary", vocabulary != null);
    require("provenance", provenance != null);
    labels = List.copyOf(labels);
  }

  static void require(String name, boolean there) {
    if (!there) {
      throw new InvalidInputException(name + ": is missing");
    }
  }
}
