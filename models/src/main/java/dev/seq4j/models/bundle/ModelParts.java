package dev.seq4j.models.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seq4j.core.Build;
import dev.seq4j.core.file.Json;
import dev.seq4j.core.text.NoTokenizer;
import dev.seq4j.core.text.Tokenizer;
import dev.seq4j.core.text.Vocabulary;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What a model consists of, whatever its task.
 *
 * @param task such as {@code text-classification}
 * @param settings architecture and hyper-parameters, a record
 * @param tokenizer cuts texts as the training texts were cut
 * @param vocabulary the tokens it knows
 * @param labels names of the classes in their order; empty if the task has none
 * @param weights what it has learned
 * @param provenance where it comes from
 * @param <S> the task's settings
 * @param <W> what it has learned
 */
public record ModelParts<S, W extends ModelWeights>(
    String task,
    S settings,
    Tokenizer tokenizer,
    Vocabulary vocabulary,
    List<String> labels,
    W weights,
    Provenance provenance) {

  public ModelParts {
    Objects.requireNonNull(task, "task");
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(tokenizer, "tokenizer");
    Objects.requireNonNull(vocabulary, "vocabulary");
    Objects.requireNonNull(weights, "weights");
    Objects.requireNonNull(provenance, "provenance");
    labels = List.copyOf(labels);
  }

  /**
   * Puts together a model that has not been trained yet.
   *
   * @param task such as {@code text-classification}
   * @param settings architecture and hyper-parameters, a record
   * @param tokenizer cuts texts as the training texts will be cut
   * @param vocabulary the tokens it knows
   * @param labels names of the classes in their order; empty if the task has none
   * @param weights where it begins to learn
   * @return the model, of unknown provenance
   * @param <S> the task's settings
   * @param <W> what it learns
   */
  public static <S, W extends ModelWeights> ModelParts<S, W> untrained(
      String task,
      S settings,
      Tokenizer tokenizer,
      Vocabulary vocabulary,
      List<String> labels,
      W weights) {
    return new ModelParts<>(
        task, settings, tokenizer, vocabulary, labels, weights, Provenance.UNKNOWN);
  }

  /**
   * Puts together a model that reads numbers and has not been trained yet.
   *
   * @param task such as {@code forecasting}
   * @param settings architecture and hyper-parameters, a record
   * @param labels names of the classes in their order; empty if the task has none
   * @param weights where it begins to learn
   * @return the model, of unknown provenance, without tokens
   * @param <S> the task's settings
   * @param <W> what it learns
   */
  public static <S, W extends ModelWeights> ModelParts<S, W> untrained(
      String task, S settings, List<String> labels, W weights) {
    return untrained(
        task, settings, new NoTokenizer(), Vocabulary.builder().build(), labels, weights);
  }

  /**
   * Writes the model as one file.
   *
   * @param file replaced if it is there
   * @param provenance where the model comes from, and how good it is
   * @return what has been written
   * @throws dev.seq4j.core.InvalidInputException if the file cannot be written
   */
  public ModelParts<S, W> save(Path file, Provenance provenance) {
    ModelParts<S, W> saved = withProvenance(provenance);
    ModelFile.write(file, saved);
    return saved;
  }

  /**
   * @param provenance where the model comes from
   * @return the same parts, the weights shared
   */
  public ModelParts<S, W> withProvenance(Provenance provenance) {
    return new ModelParts<>(task, settings, tokenizer, vocabulary, labels, weights, provenance);
  }

  /**
   * @param other what it has learned since
   * @return the same parts but for the weights
   */
  public ModelParts<S, W> withWeights(W other) {
    return new ModelParts<>(task, settings, tokenizer, vocabulary, labels, other, provenance);
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
        weights.parameters(),
        vocabulary.digest(),
        provenance);
  }
}
