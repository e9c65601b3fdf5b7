package dev.seq4j.models.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.AtomicFile;
import dev.seq4j.core.file.FileProblems;
import dev.seq4j.core.file.Json;
import dev.seq4j.core.text.Tokenizer;
import dev.seq4j.core.text.Tokenizers;
import dev.seq4j.core.text.Vocabulary;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A trained model as one zip: {@code seq4j.json}, {@code vocabulary.txt} and the entries of its
 * {@link ModelWeights}.
 *
 * <p>Equal models make equal files, byte by byte. The state of the updater is not kept: a model
 * file is for use, and an interrupted training goes on from its checkpoint.
 */
public final class ModelFile {

  /** The version of the format that is written and read. */
  public static final int FORMAT = 1;

  private static final String CARD = "seq4j.json";
  private static final String VOCABULARY = "vocabulary.txt";

  /** Of every entry. Not the first of January, which Java writes together with the time zone. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private ModelFile() {}

  /**
   * Writes a model.
   *
   * @param file replaced if it is there; missing folders are made
   * @param model what is written
   * @throws InvalidInputException if the file cannot be written or a weight is not finite; an old
   *     file is untouched then
   */
  public static void write(Path file, ModelParts<?, ?> model) {
    requireFinite(file, model.weights());
    AtomicFile.write(
        file,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          zip.putNextEntry(newEntry(CARD));
          zip.write(Json.write(model.card()).getBytes(StandardCharsets.UTF_8));
          zip.putNextEntry(newEntry(VOCABULARY));
          Writer text = new OutputStreamWriter(zip, StandardCharsets.UTF_8);
          model.vocabulary().write(text);
          text.flush();
          for (Map.Entry<String, AtomicFile.Content> entry : model.weights().entries().entrySet()) {
            zip.putNextEntry(newEntry(entry.getKey()));
            entry.getValue().writeTo(zip);
          }
          zip.finish();
        });
  }

  /** Reads what a model has learned. */
  @FunctionalInterface
  public interface WeightsReader<S, W> {
    /**
     * @param entries of the model file
     * @param settings of the model
     * @param vocabulary of the model
     * @return its weights
     * @throws InvalidInputException if an entry is missing or damaged
     * @throws IOException if the file cannot be read
     */
    W read(ModelEntries entries, S settings, Vocabulary vocabulary) throws IOException;
  }

  /**
   * Reads a model for a task.
   *
   * @param file a model file
   * @param task what it is wanted for
   * @param settings the task's settings
   * @param weights reads what it has learned
   * @param <S> the task's settings
   * @param <W> what it has learned
   * @return the model
   * @throws InvalidInputException if the file is missing, damaged, no model or one of another task
   */
  public static <S, W extends ModelWeights> ModelParts<S, W> read(
      Path file, String task, Class<S> settings, WeightsReader<S, W> weights) {
    try (ZipFile zip = open(file)) {
      ModelEntries entries = new ModelEntries(file, zip);
      ModelCard card = card(entries, file);
      requireTask(file, card, task);
      S read = Json.read(card.settings().toString(), settings, file + "!" + CARD + ", settings");
      Vocabulary vocabulary = vocabulary(entries, card, file);
      Tokenizer tokenizer = tokenizer(card, vocabulary, file);
      W learned = weights.read(entries, read, vocabulary);
      if (learned.parameters() != card.parameters()) {
        throw new InvalidInputException(
            "%s: it has %d parameters, it was saved with %d"
                .formatted(file, learned.parameters(), card.parameters()));
      }
      requireFinite(file, learned);
      return new ModelParts<>(
          task, read, tokenizer, vocabulary, card.labels(), learned, card.provenance());
    } catch (IOException e) {
      throw FileProblems.cannotRead(file, e);
    }
  }

  /**
   * Reads what a model file says of its model, without loading the network.
   *
   * @param file a model file of any task
   * @return its card
   * @throws InvalidInputException if the file is missing, damaged or no model
   */
  public static ModelCard readCard(Path file) {
    try (ZipFile zip = open(file)) {
      return card(new ModelEntries(file, zip), file);
    } catch (IOException e) {
      throw FileProblems.cannotRead(file, e);
    }
  }

  /**
   * Reads what a model file says of its model, if it is one for a task.
   *
   * @param file a model file
   * @param task what it is wanted for
   * @return its card
   * @throws InvalidInputException if the file is missing, damaged, no model or one of another task
   */
  public static ModelCard readCard(Path file, String task) {
    ModelCard card = readCard(file);
    requireTask(file, card, task);
    return card;
  }

  private static void requireTask(Path file, ModelCard card, String task) {
    if (!card.task().equals(task)) {
      throw new InvalidInputException(
          "%s: is a model for %s, one for %s is needed".formatted(file, card.task(), task));
    }
  }

  private static ZipEntry newEntry(String name) {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    return entry;
  }

  private static ZipFile open(Path file) throws IOException {
    FileProblems.requireReadable(file);
    try {
      return new ZipFile(file.toFile());
    } catch (ZipException e) {
      throw new InvalidInputException(file + ": is not a model file, or is cut short", e);
    }
  }

  private static ModelCard card(ModelEntries entries, Path file) throws IOException {
    if (!entries.has(CARD)) {
      throw new InvalidInputException(file + ": is not a model file of Seq4j, it holds no " + CARD);
    }
    String json = entries.text(CARD);
    String name = file + "!" + CARD;
    // First of all, since a newer format may have other fields.
    JsonNode format = Json.read(json, JsonNode.class, name).path("format");
    if (!format.isInt() || format.intValue() != FORMAT) {
      throw new InvalidInputException(
          "%s: model format %s, this version of Seq4j reads %d"
              .formatted(file, format.isMissingNode() ? "unknown" : format, FORMAT));
    }
    return Json.read(json, ModelCard.class, name);
  }

  private static Tokenizer tokenizer(ModelCard card, Vocabulary vocabulary, Path file) {
    try {
      return Tokenizers.fromSpec(card.tokenizer(), vocabulary);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(file + "!" + CARD + ", " + e.getMessage(), e);
    }
  }

  private static Vocabulary vocabulary(ModelEntries entries, ModelCard card, Path file)
      throws IOException {
    StringReader text = new StringReader(entries.text(VOCABULARY));
    Vocabulary vocabulary = Vocabulary.read(text, file + "!" + VOCABULARY);
    if (!vocabulary.digest().equals(card.vocabulary())) {
      throw new InvalidInputException(file + ": its vocabulary is not the one it was saved with");
    }
    return vocabulary;
  }

  private static void requireFinite(Path file, ModelWeights weights) {
    if (!Double.isFinite(weights.sum())) {
      throw new InvalidInputException(
          "%s: the model's weights sum to %s, must be finite; its training diverged"
              .formatted(file, weights.sum()));
    }
  }
}
