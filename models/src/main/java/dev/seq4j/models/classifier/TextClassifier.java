package dev.seq4j.models.classifier;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.Json;
import dev.seq4j.core.text.Tokenizer;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.models.bundle.ModelCard;
import dev.seq4j.models.bundle.ModelFile;
import dev.seq4j.models.bundle.Provenance;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

/**
 * Tells to which class a text belongs.
 *
 * <pre>{@code
 * TextClassifier classifier = TextClassifier.load(path);
 * classifier.classify("I really love this movie.").label(); // "positive"
 * classifier.explain("I really love this movie.").terms().get(0).text(); // "love"
 * }</pre>
 *
 * <p>What is learned by gradient descent, batch by batch, is a {@link NetworkClassifier}; what is
 * learned at once from word counts a {@link LinearClassifier}. How to train each stands there.
 *
 * <p>One thread at a time may use an instance.
 */
public sealed interface TextClassifier permits LinearClassifier, NetworkClassifier {

  /** The task's name in model files. */
  String TASK = "text-classification";

  /**
   * Reads a classifier.
   *
   * @param file written by {@link #save}
   * @return the classifier
   * @throws InvalidInputException if the file is missing, damaged or not a classifier
   */
  static TextClassifier load(Path file) {
    ModelCard card = ModelFile.readCard(file, TASK);
    ClassifierSettings settings =
        Json.read(card.settings().toString(), ClassifierSettings.class, file + ", settings");
    return settings.match(
        linear -> LinearClassifier.load(file), network -> NetworkClassifier.load(file));
  }

  /**
   * @param text any text; one without known words is answered by how frequent the classes are, or
   *     as one unknown word
   * @return its class
   */
  default Prediction classify(String text) {
    return classify(List.of(text)).get(0);
  }

  /**
   * @param texts any texts
   * @return their classes, in the order of the texts
   */
  default List<Prediction> classify(List<String> texts) {
    return classifyTokens(texts.stream().map(tokenizer()::tokenize).toList());
  }

  /**
   * @param texts any texts, cut by {@link #tokenizer}
   * @return their classes, in the order of the texts
   */
  List<Prediction> classifyTokens(List<List<String>> texts);

  /**
   * Says which words moved the decision.
   *
   * @param text any text
   * @return its class, and what each word had to do with it
   */
  Explanation explain(String text);

  /**
   * Writes the classifier as one file.
   *
   * @param file replaced if it is there
   * @param provenance what it was trained on and how good it is
   * @throws InvalidInputException if the file cannot be written
   */
  void save(Path file, Provenance provenance);

  /**
   * @return what the model's file says, or would say, of it
   */
  ModelCard card();

  /**
   * @return the kind of model and its hyper-parameters
   */
  ClassifierSettings settings();

  /**
   * @return cuts texts into words
   */
  Tokenizer tokenizer();

  /**
   * @return the words it knows
   */
  Vocabulary vocabulary();

  /**
   * @return names of the classes, in the order of the labels' numbers
   */
  List<String> labels();

  /**
   * Checks the names of classes.
   *
   * @param labels two or more different names, none of them blank
   * @throws InvalidInputException if they are not
   */
  static void requireLabels(List<String> labels) {
    boolean blank = labels.stream().anyMatch(String::isBlank);
    if (labels.size() < 2 || new HashSet<>(labels).size() < labels.size() || blank) {
      throw new InvalidInputException(
          "labels = " + labels + ": must be two or more different names");
    }
  }
}
