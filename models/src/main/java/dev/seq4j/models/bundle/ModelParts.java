package dev.seq4j.models.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seq4j.core.Build;
import dev.seq4j.core.file.Json;
import dev.seq4j.core.text.Tokenizer;
import dev.seq4j.core.text.Vocabulary;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * What a model consists of, whatever its task.
 *
 * @param task such as {@code text-classification}
 * @param settings architecture and hyper-parameters, a record
 * @param tokenizer cuts texts as the training texts were cut
 * @param vocabulary the tokens it knows
 * @param labels names of the classes in their order; empty if the task has none
 * @param graph its network
 * @param provenance where it comes from
 * @param <S> the task's settings
 */
public record ModelParts<S>(
    String task,
    S settings,
    Tokenizer tokenizer,
    Vocabulary vocabulary,
    List<String> labels,
    ComputationGraph graph,
    Provenance provenance) {

  public ModelParts {
    Objects.requireNonNull(task, "task");
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(tokenizer, "tokenizer");
    Objects.requireNonNull(vocabulary, "vocabulary");
    Objects.requireNonNull(graph, "graph");
    Objects.requireNonNull(provenance, "provenance");
    labels = List.copyOf(labels);
  }

  /**
   * @param provenance where the model comes from
   * @return the same parts, the network shared
   */
  public ModelParts<S> withProvenance(Provenance provenance) {
    return new ModelParts<>(task, settings, tokenizer, vocabulary, labels, graph, provenance);
  }

  /**
   * @return what the model's file says, or would say, of it
   */
  public ModelCard card() {
    Build build = Build.current();
    return new ModelCard(
        ModelFile.FORMAT,
        build.version() + " " + build.revision(),
        task,
        Json.read(Json.line(settings), JsonNode.class, "settings"),
        tokenizer.spec(),
        labels,
        graph.numParams(),
        vocabulary.digest(),
        provenance);
  }
}
