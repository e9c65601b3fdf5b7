package dev.seq4j.models.classifier;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.Tokenizer;
import dev.seq4j.core.text.Truncation;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.train.Trainer;
import dev.seq4j.models.bundle.ModelCard;
import dev.seq4j.models.bundle.ModelFile;
import dev.seq4j.models.bundle.ModelParts;
import dev.seq4j.models.bundle.Provenance;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Tells to which class a text belongs.
 *
 * <pre>{@code
 * TextClassifier classifier = TextClassifier.create(settings, tokenizer, vocabulary, labels);
 * classifier.trainer().epochs(5).validation(validation).fit(train);
 * classifier.save(path, provenance);
 *
 * TextClassifier.load(path).classify("I really love this movie.").label();
 * }</pre>
 *
 * <p>One thread at a time may train or classify with an instance.
 */
public final class TextClassifier {

  /** The task's name in model files. */
  public static final String TASK = "text-classification";

  /** How many texts go through the network at once. */
  private static final int BATCH = 64;

  private ModelParts<ClassifierSettings> model;

  private TextClassifier(ModelParts<ClassifierSettings> model) {
    this.model = model;
  }

  /**
   * Makes an untrained classifier.
   *
   * @param settings architecture and hyper-parameters
   * @param tokenizer cuts texts as the training data were cut
   * @param vocabulary the words it knows
   * @param labels names of the classes, two or more, in the order of the labels' numbers
   * @return a classifier with random weights, the same for the same settings
   * @throws InvalidInputException if a label is blank or stands twice, or there is but one
   */
  public static TextClassifier create(
      ClassifierSettings settings,
      Tokenizer tokenizer,
      Vocabulary vocabulary,
      List<String> labels) {
    requireLabels(labels);
    ComputationGraph graph =
        new ComputationGraph(
            settings.architecture().configure(settings, vocabulary.size(), labels.size()));
    graph.init();
    return new TextClassifier(
        new ModelParts<>(TASK, settings, tokenizer, vocabulary, labels, graph, Provenance.UNKNOWN));
  }

  /**
   * Reads a classifier.
   *
   * @param file written by {@link #save}
   * @return the classifier
   * @throws InvalidInputException if the file is missing, damaged or not a classifier
   */
  public static TextClassifier load(Path file) {
    ModelParts<ClassifierSettings> model = ModelFile.read(file, TASK, ClassifierSettings.class);
    long classes = model.graph().layerSize(RnnClassifier.OUTPUT);
    if (model.labels().size() != classes) {
      throw new InvalidInputException(
          "%s: has %d labels, its network tells %d classes apart"
              .formatted(file, model.labels().size(), classes));
    }
    return new TextClassifier(model);
  }

  private static void requireLabels(List<String> labels) {
    boolean blank = labels.stream().anyMatch(String::isBlank);
    if (labels.size() < 2 || new HashSet<>(labels).size() < labels.size() || blank) {
      throw new InvalidInputException(
          "labels = " + labels + ": must be two or more different names");
    }
  }

  /**
   * Writes the classifier as one file.
   *
   * @param file replaced if it is there
   * @param provenance what it was trained on and how good it is
   * @throws InvalidInputException if the file cannot be written
   */
  public void save(Path file, Provenance provenance) {
    ModelParts<ClassifierSettings> saved = model.withProvenance(provenance);
    ModelFile.write(file, saved);
    model = saved;
  }

  /**
   * @return a trainer of this classifier's network, to be set up further
   */
  public Trainer trainer() {
    return Trainer.of(graph()).seed(settings().seed());
  }

  /**
   * @param text any text; one without words is read as one unknown word
   * @return its class
   */
  public Prediction classify(String text) {
    return classify(List.of(text)).get(0);
  }

  /**
   * @param texts any texts
   * @return their classes, in the order of the texts
   */
  public List<Prediction> classify(List<String> texts) {
    List<int[]> ids = texts.stream().map(this::encode).toList();
    // Texts of like length go together, so that little padding is computed.
    List<Integer> order =
        IntStream.range(0, ids.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> -ids.get(i).length))
            .toList();
    Prediction[] predictions = new Prediction[ids.size()];
    for (int from = 0; from < order.size(); from += BATCH) {
      List<Integer> rows = order.subList(from, Math.min(order.size(), from + BATCH));
      classify(ids, rows, predictions);
    }
    return List.of(predictions);
  }

  private void classify(List<int[]> ids, List<Integer> rows, Prediction[] predictions) {
    int time = ids.get(rows.get(0)).length;
    int[][] features = new int[rows.size()][time]; // [batch, time]
    float[][] mask = new float[rows.size()][time]; // [batch, time]
    for (int row = 0; row < rows.size(); row++) {
      int[] text = ids.get(rows.get(row));
      System.arraycopy(text, 0, features[row], 0, text.length);
      Arrays.fill(mask[row], 0, text.length, 1);
    }
    INDArray probabilities =
        graph()
            .output(
                false,
                new INDArray[] {Nd4j.createFromArray(features)},
                new INDArray[] {Nd4j.createFromArray(mask)})[0]; // [batch, classes]
    float[][] values = probabilities.castTo(DataType.FLOAT).toFloatMatrix();
    for (int row = 0; row < rows.size(); row++) {
      predictions[rows.get(row)] = prediction(values[row]);
    }
  }

  private Prediction prediction(float[] values) {
    Map<String, Double> probabilities = new LinkedHashMap<>();
    int best = 0;
    for (int c = 0; c < values.length; c++) {
      probabilities.put(labels().get(c), (double) values[c]);
      best = values[c] > values[best] ? c : best;
    }
    return new Prediction(labels().get(best), probabilities);
  }

  private int[] encode(String text) {
    List<String> tokens = tokenizer().tokenize(text);
    if (tokens.isEmpty()) {
      return new int[] {Vocabulary.UNK};
    }
    return vocabulary().encode(Truncation.of(settings().maxLength()).apply(tokens));
  }

  /**
   * @return what the model's file says, or would say, of it
   */
  public ModelCard card() {
    return model.card();
  }

  /**
   * @return the network, for whatever this class does not offer
   */
  public ComputationGraph graph() {
    return model.graph();
  }

  /**
   * @return architecture and hyper-parameters
   */
  public ClassifierSettings settings() {
    return model.settings();
  }

  /**
   * @return cuts texts into words
   */
  public Tokenizer tokenizer() {
    return model.tokenizer();
  }

  /**
   * @return the words it knows
   */
  public Vocabulary vocabulary() {
    return model.vocabulary();
  }

  /**
   * @return names of the classes, in the order of the labels' numbers
   */
  public List<String> labels() {
    return model.labels();
  }
}
