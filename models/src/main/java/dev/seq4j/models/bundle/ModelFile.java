package dev.seq4j.models.bundle;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.AtomicFile;
import dev.seq4j.core.file.FileProblems;
import dev.seq4j.core.file.Json;
import dev.seq4j.core.text.Vocabulary;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A trained model as one file: Deeplearning4j's own zip entries, so that {@code ModelSerializer}
 * reads its network, plus {@code seq4j.json} and {@code vocabulary.txt}.
 *
 * @param card what the model is
 * @param graph its network
 * @param vocabulary its words or characters
 */
public record ModelFile(ModelCard card, ComputationGraph graph, Vocabulary vocabulary) {

  /** The version of the format that is written and read. */
  public static final int FORMAT = 1;

  private static final String CARD = "seq4j.json";
  private static final String VOCABULARY = "vocabulary.txt";

  /**
   * Writes the model.
   *
   * @param file replaced if it is there
   * @throws InvalidInputException if it cannot be written
   */
  public void write(Path file) {
    AtomicFile.write(
        file,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          zip.putNextEntry(new ZipEntry(CARD));
          zip.write(Json.write(card).getBytes(StandardCharsets.UTF_8));
          zip.putNextEntry(new ZipEntry(VOCABULARY));
          Writer text = new OutputStreamWriter(zip, StandardCharsets.UTF_8);
          vocabulary.write(text);
          text.flush();
          zip.putNextEntry(new ZipEntry(ModelSerializer.CONFIGURATION_JSON));
          zip.write(graph.getConfiguration().toJson().getBytes(StandardCharsets.UTF_8));
          zip.putNextEntry(new ZipEntry(ModelSerializer.COEFFICIENTS_BIN));
          DataOutputStream data = new DataOutputStream(zip);
          Nd4j.write(graph.params(), data);
          data.flush();
          zip.finish();
        });
  }

  /**
   * Reads a model for a task.
   *
   * @param file a model file
   * @param task what it is wanted for
   * @return the model
   * @throws InvalidInputException if the file is missing, damaged, no model or one of another task
   */
  public static ModelFile read(Path file, String task) {
    try (ZipFile zip = open(file)) {
      ModelCard card = card(zip, file);
      if (!card.task().equals(task)) {
        throw new InvalidInputException(
            "%s: is a model for %s, one for %s is needed".formatted(file, card.task(), task));
      }
      Vocabulary vocabulary;
      try (InputStreamReader text =
          new InputStreamReader(
              zip.getInputStream(entry(zip, VOCABULARY, file)), StandardCharsets.UTF_8)) {
        vocabulary = Vocabulary.read(text, file + "!" + VOCABULARY);
      }
      if (!vocabulary.digest().equals(card.vocabulary())) {
        throw new InvalidInputException(file + ": its vocabulary is not the one it was saved with");
      }
      entry(zip, ModelSerializer.COEFFICIENTS_BIN, file);
      return new ModelFile(card, graph(file), vocabulary);
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

  private static ZipFile open(Path file) throws IOException {
    FileProblems.requireReadable(file);
    try {
      return new ZipFile(file.toFile());
    } catch (ZipException e) {
      throw new InvalidInputException(file + ": is not a model file, or is cut short", e);
    }
  }

  private static ModelCard card(ZipFile zip, Path file) throws IOException {
    byte[] json = zip.getInputStream(entry(zip, CARD, file)).readAllBytes();
    ModelCard card =
        Json.read(new String(json, StandardCharsets.UTF_8), ModelCard.class, file + "!" + CARD);
    if (card.format() != FORMAT) {
      throw new InvalidInputException(
          "%s: model format %d, this version reads %d".formatted(file, card.format(), FORMAT));
    }
    return card;
  }

  private static ZipEntry entry(ZipFile zip, String name, Path file) {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new InvalidInputException(
          "%s: is not a model file of seq4j, it holds no %s".formatted(file, name));
    }
    return entry;
  }

  private static ComputationGraph graph(Path file) throws IOException {
    try {
      return ModelSerializer.restoreComputationGraph(file.toFile(), false);
    } catch (RuntimeException e) {
      throw new InvalidInputException(
          file + ": its network cannot be read, the file is damaged", e);
    }
  }
}
