package dev.seq4j.models.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.AtomicFile;
import dev.seq4j.core.file.FileProblems;
import dev.seq4j.core.file.Json;
import dev.seq4j.core.text.Tokenizer;
import dev.seq4j.core.text.Tokenizers;
import dev.seq4j.core.text.Vocabulary;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.StringReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A trained model as one file: Deeplearning4j's own zip entries, so that {@code ModelSerializer}
 * reads its network, plus {@code seq4j.json} and {@code vocabulary.txt}.
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
  public static void write(Path file, ModelParts<?> model) {
    requireFinite(file, model.graph());
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
          zip.putNextEntry(newEntry(ModelSerializer.CONFIGURATION_JSON));
          zip.write(model.graph().getConfiguration().toJson().getBytes(StandardCharsets.UTF_8));
          zip.putNextEntry(newEntry(ModelSerializer.COEFFICIENTS_BIN));
          DataOutputStream data = new DataOutputStream(zip);
          Nd4j.write(model.graph().params(), data);
          data.flush();
          zip.finish();
        });
  }

  /**
   * Reads a model for a task.
   *
   * @param file a model file
   * @param task what it is wanted for
   * @param settings the task's settings
   * @param <S> the task's settings
   * @return the model
   * @throws InvalidInputException if the file is missing, damaged, no model or one of another task
   */
  public static <S> ModelParts<S> read(Path file, String task, Class<S> settings) {
    try (ZipFile zip = open(file)) {
      ModelCard card = card(zip, file);
      if (!card.task().equals(task)) {
        throw new InvalidInputException(
            "%s: is a model for %s, one for %s is needed".formatted(file, card.task(), task));
      }
      return new ModelParts<>(
          task,
          Json.read(card.settings().toString(), settings, file + "!" + CARD + ", settings"),
          tokenizer(card, file),
          vocabulary(zip, card, file),
          card.labels(),
          graph(zip, card, file),
          card.provenance());
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
      return card(zip, file);
    } catch (IOException e) {
      throw FileProblems.cannotRead(file, e);
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

  private static ModelCard card(ZipFile zip, Path file) throws IOException {
    if (zip.getEntry(CARD) == null) {
      throw new InvalidInputException(file + ": is not a model file of Seq4j, it holds no " + CARD);
    }
    String json = text(zip, CARD, file);
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

  private static Tokenizer tokenizer(ModelCard card, Path file) {
    try {
      return Tokenizers.fromSpec(card.tokenizer());
    } catch (InvalidInputException e) {
      throw new InvalidInputException(file + "!" + CARD + ", " + e.getMessage(), e);
    }
  }

  private static Vocabulary vocabulary(ZipFile zip, ModelCard card, Path file) throws IOException {
    StringReader text = new StringReader(text(zip, VOCABULARY, file));
    Vocabulary vocabulary = Vocabulary.read(text, file + "!" + VOCABULARY);
    if (!vocabulary.digest().equals(card.vocabulary())) {
      throw new InvalidInputException(file + ": its vocabulary is not the one it was saved with");
    }
    return vocabulary;
  }

  /** Not by {@code ModelSerializer}, which deserializes Java objects if the file holds some. */
  private static ComputationGraph graph(ZipFile zip, ModelCard card, Path file) throws IOException {
    String configuration = text(zip, ModelSerializer.CONFIGURATION_JSON, file);
    byte[] weights = bytes(zip, ModelSerializer.COEFFICIENTS_BIN, file);
    ComputationGraph graph;
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(weights))) {
      graph = new ComputationGraph(ComputationGraphConfiguration.fromJson(configuration));
      graph.init(Nd4j.read(in), false);
    } catch (RuntimeException e) {
      throw new InvalidInputException(file + ": is damaged, its network cannot be read", e);
    }
    if (graph.numParams() != card.parameters()) {
      throw new InvalidInputException(
          "%s: its network has %d parameters, it was saved with %d"
              .formatted(file, graph.numParams(), card.parameters()));
    }
    requireFinite(file, graph);
    return graph;
  }

  private static void requireFinite(Path file, ComputationGraph graph) {
    double sum = graph.params().sumNumber().doubleValue();
    if (!Double.isFinite(sum)) {
      throw new InvalidInputException(
          "%s: the network's weights sum to %s, must be finite; its training diverged"
              .formatted(file, sum));
    }
  }

  private static String text(ZipFile zip, String name, Path file) throws IOException {
    return new String(bytes(zip, name, file), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(ZipFile zip, String name, Path file) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new InvalidInputException(file + ": is incomplete, it holds no " + name);
    }
    byte[] bytes;
    try (InputStream in = zip.getInputStream(entry)) {
      bytes = in.readAllBytes();
    }
    CRC32 checksum = new CRC32(); // ZipFile does not look at it
    checksum.update(bytes);
    if (checksum.getValue() != entry.getCrc()) {
      throw new InvalidInputException(
          file + ": is damaged, the checksum of " + name + " does not fit");
    }
    return bytes;
  }
}
