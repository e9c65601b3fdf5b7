package dev.seq4j.models.classifier;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.Tokenizer;
import dev.seq4j.core.text.Truncation;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.train.Trainer;
import dev.seq4j.models.bag.BagOfWords;
import dev.seq4j.models.bag.SparseVector;
import dev.seq4j.models.bundle.ModelCard;
import dev.seq4j.models.bundle.ModelFile;
import dev.seq4j.models.bundle.ModelParts;
import dev.seq4j.models.bundle.NetworkWeights;
import dev.seq4j.models.bundle.Provenance;
import dev.seq4j.models.network.PretrainedVectors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Tells to which class a text belongs by a network.
 *
 * <pre>{@code
 * NetworkClassifier classifier = NetworkClassifier.create(settings, tokenizer, vocabulary, labels);
 * classifier.trainer().epochs(5).validation(validation).fit(train);
 * classifier.save(path, provenance);
 * }</pre>
 *
 * <p>What the training data hold of a text is {@link #inputs}, and how many different numbers there
 * are {@link #inputSize}. A network that reads words in their order and bags of words, {@link
 * #readsBoth}, has a second input with {@link #features} and {@link #featureSize}. One thread at a
 * time may train or classify with an instance.
 */
public final class NetworkClassifier implements TextClassifier {

  /** The number of the first feature, after those of padding and the unknown word. */
  static final int FIRST_FEATURE = 2;

  /** How many texts go through the network at once. */
  private static final int BATCH = 64;

  private ModelParts<NetworkSettings, NetworkParts> model;

  private NetworkClassifier(ModelParts<NetworkSettings, NetworkParts> model) {
    this.model = model;
  }

  /**
   * Makes an untrained classifier that reads words in their order.
   *
   * @param settings architecture and hyper-parameters
   * @param tokenizer cuts texts as the training data were cut
   * @param vocabulary the words it knows
   * @param labels names of the classes, two or more, in the order of the labels' numbers
   * @return a classifier with random weights, the same for the same settings
   * @throws InvalidInputException if a label is blank or stands twice, there is but one, or the
   *     architecture reads bags of words
   */
  public static NetworkClassifier create(
      NetworkSettings settings, Tokenizer tokenizer, Vocabulary vocabulary, List<String> labels) {
    if (settings.bag() != null) {
      throw new InvalidInputException(
          "architecture = %s: needs the features of a bag of words"
              .formatted(settings.architecture()));
    }
    return create(settings, tokenizer, vocabulary, labels, Optional.empty());
  }

  /**
   * Makes an untrained classifier that reads bags of words, alone or beside words in their order.
   *
   * @param settings architecture and hyper-parameters
   * @param tokenizer cuts texts as the training data were cut
   * @param bag the features, learned with the settings' own
   * @param labels names of the classes, two or more, in the order of the labels' numbers
   * @return a classifier with random weights, the same for the same settings
   * @throws InvalidInputException if a label is blank or stands twice, there is but one, or the
   *     settings are for other features
   */
  public static NetworkClassifier create(
      NetworkSettings settings, Tokenizer tokenizer, BagOfWords bag, List<String> labels) {
    if (!bag.settings().equals(settings.bag())) {
      throw new InvalidInputException(
          "features = %s: must be those of the settings, %s"
              .formatted(bag.settings(), settings.bag()));
    }
    return create(settings, tokenizer, bag.vocabulary(), labels, Optional.of(bag));
  }

  private static NetworkClassifier create(
      NetworkSettings settings,
      Tokenizer tokenizer,
      Vocabulary vocabulary,
      List<String> labels,
      Optional<BagOfWords> bag) {
    TextClassifier.requireLabels(labels);
    NetworkWeights weights =
        NetworkWeights.untrained(
            settings
                .architecture()
                .configure(settings, labels.size(), inputSizes(settings, vocabulary, bag)));
    NetworkParts parts = new NetworkParts(weights, bag);
    return new NetworkClassifier(
        ModelParts.untrained(TASK, settings, tokenizer, vocabulary, labels, parts));
  }

  /**
   * Reads a classifier.
   *
   * @param file written by {@link #save}
   * @return the classifier
   * @throws InvalidInputException if the file is missing, damaged or not a network's classifier
   */
  public static NetworkClassifier load(Path file) {
    ModelParts<NetworkSettings, NetworkParts> model =
        ModelFile.read(file, TASK, NetworkSettings.class, NetworkParts::read);
    long classes = model.weights().network().graph().layerSize(Figures.OUTPUT);
    if (model.labels().size() != classes) {
      throw new InvalidInputException(
          "%s: has %d labels, its network tells %d classes apart"
              .formatted(file, model.labels().size(), classes));
    }
    return new NetworkClassifier(model);
  }

  @Override
  public void save(Path file, Provenance provenance) {
    model = model.save(file, provenance);
  }

  /**
   * @return a trainer of this classifier's network, to be set up further
   */
  public Trainer trainer() {
    return Trainer.of(graph()).seed(settings().seed());
  }

  @Override
  public List<Prediction> classifyTokens(List<List<String>> texts) {
    List<int[]> ids = texts.stream().map(vocabulary()::encode).toList();
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

  private void classify(List<int[]> words, List<Integer> rows, Prediction[] predictions) {
    List<List<int[]>> inputs = new ArrayList<>(); // of each input, of each row
    inputs.add(rows.stream().map(row -> inputs(words.get(row))).toList());
    if (readsBoth()) {
      inputs.add(rows.stream().map(row -> features(words.get(row))).toList());
    }
    INDArray probabilities =
        graph()
            .output(
                false,
                inputs.stream().map(NetworkClassifier::padded).toArray(INDArray[]::new),
                inputs.stream().map(NetworkClassifier::mask).toArray(INDArray[]::new))[
            0]; // [batch, classes]
    float[][] values = probabilities.castTo(DataType.FLOAT).toFloatMatrix();
    for (int row = 0; row < rows.size(); row++) {
      predictions[rows.get(row)] = prediction(values[row]);
    }
  }

  private static INDArray padded(List<int[]> rows) {
    int[][] padded = new int[rows.size()][longest(rows)]; // [batch, time]
    for (int row = 0; row < padded.length; row++) {
      System.arraycopy(rows.get(row), 0, padded[row], 0, rows.get(row).length);
    }
    return Nd4j.createFromArray(padded);
  }

  private static INDArray mask(List<int[]> rows) {
    float[][] mask = new float[rows.size()][longest(rows)]; // [batch, time]
    for (int row = 0; row < mask.length; row++) {
      Arrays.fill(mask[row], 0, rows.get(row).length, 1);
    }
    return Nd4j.createFromArray(mask);
  }

  private static int longest(List<int[]> rows) {
    return rows.stream().mapToInt(row -> row.length).max().orElseThrow();
  }

  private Prediction prediction(float[] values) {
    double[] probabilities = new double[values.length];
    Arrays.setAll(probabilities, c -> values[c]);
    return Prediction.of(labels(), probabilities);
  }

  /**
   * Says what the network reads of a text.
   *
   * @param ids a whole text, as ids of the vocabulary
   * @return the numbers to put into its training data: the text's ids, truncated, or those of its
   *     features if it reads nothing else; that of an unknown word for a text that has none
   */
  public int[] inputs(int[] ids) {
    if (!settings().architecture().readsOrder()) {
      return features(ids);
    }
    return orUnknown(Truncation.of(settings().maxLength()).apply(ids));
  }

  /**
   * Says which features the network reads of a text, as often as they count.
   *
   * @param ids a whole text, as ids of the vocabulary
   * @return numbers for its training data; that of an unknown word for a text that has none
   */
  public int[] features(int[] ids) {
    SparseVector x = bag().orElseThrow().vector(ids);
    return orUnknown(
        IntStream.range(0, x.features().length)
            .flatMap(
                i ->
                    IntStream.generate(() -> x.features()[i] + FIRST_FEATURE)
                        .limit((long) x.values()[i]))
            .toArray());
  }

  private static int[] orUnknown(int[] numbers) {
    return numbers.length == 0 ? new int[] {Vocabulary.UNK} : numbers;
  }

  /**
   * @return whether it reads words in their order and, by a second input, a bag of words
   */
  public boolean readsBoth() {
    return bag().isPresent() && settings().architecture().readsOrder();
  }

  /**
   * @return how many different {@link #inputs} there are, padding and the unknown word included
   */
  public int inputSize() {
    return inputSizes(settings(), vocabulary(), bag())[0];
  }

  /**
   * @return how many different {@link #features} there are, padding and the unknown word included
   */
  public int featureSize() {
    return bag().orElseThrow().size() + FIRST_FEATURE;
  }

  private static int[] inputSizes(
      NetworkSettings settings, Vocabulary vocabulary, Optional<BagOfWords> bag) {
    IntStream words =
        settings.architecture().readsOrder() ? IntStream.of(vocabulary.size()) : IntStream.empty();
    IntStream features = bag.stream().mapToInt(some -> some.size() + FIRST_FEATURE);
    return IntStream.concat(words, features).toArray();
  }

  /**
   * Lets the features of a network that reads both begin with what naive Bayes knows of them.
   *
   * @param texts the training texts as ids of the vocabulary, whole
   * @param labels class of each text
   */
  public void weighFeatures(List<int[]> texts, int[] labels) {
    if (!readsBoth()) {
      throw new InvalidInputException(
          "architecture = %s: has no features beside its words"
              .formatted(settings().architecture()));
    }
    RatioWeights.put(graph(), texts.stream().map(bag().orElseThrow()::vector).toList(), labels);
  }

  /**
   * {@inheritDoc} By gradient times input: the gradient of the class's log-odds by each word's
   * vector, times that vector. A network that attends says what it attended to, too.
   */
  @Override
  public Explanation explain(String text) {
    Prediction prediction = classify(text);
    List<String> tokens = tokenizer().tokenize(text);
    int[] ids = vocabulary().encode(tokens);
    int[] inputs = inputs(ids);
    int[] features = readsBoth() ? features(ids) : new int[0];
    double p = prediction.confidence();
    GradientTimesInput parts =
        GradientTimesInput.of(
            graph(), settings(), inputs, features, labels().indexOf(prediction.label()), p);
    double rest = Math.log(p) - Math.log1p(-p) - parts.sum();
    if (bag().isEmpty()) {
      return explainWords(prediction, tokens, inputs, parts.ofInputs(), rest);
    }
    if (readsBoth()) {
      return BagParts.ofInputs(bag().orElseThrow(), ids, features, parts.ofFeatures())
          .with(ofWords(tokens, parts.ofInputs()))
          .explain(prediction, tokens, rest);
    }
    return BagParts.ofInputs(bag().orElseThrow(), ids, inputs, parts.ofInputs())
        .explain(prediction, tokens, rest);
  }

  private Explanation explainWords(
      Prediction prediction, List<String> tokens, int[] inputs, double[] parts, double rest) {
    List<Explanation.Weighted> weighted = ofWords(tokens, parts);
    List<Explanation.Weighted> attention =
        AttentionShares.of(graph(), settings(), inputs)
            .map(shares -> ofWords(tokens, shares))
            .orElse(List.of());
    return new Explanation(prediction, weighted, Explanation.summed(weighted), attention, rest);
  }

  /** Gives what belongs to the words that were read to all words, 0 to the others. */
  private List<Explanation.Weighted> ofWords(List<String> tokens, double[] ofRead) {
    Truncation truncation = Truncation.of(settings().maxLength());
    double[] ofWords = new double[tokens.size()];
    for (int i = 0; i < truncation.kept(tokens.size()); i++) {
      ofWords[truncation.source(i, tokens.size())] = ofRead[i];
    }
    return IntStream.range(0, ofWords.length)
        .mapToObj(i -> new Explanation.Weighted(tokens.get(i), ofWords[i]))
        .toList();
  }

  /**
   * Replaces the first vectors of words that were learned elsewhere.
   *
   * @param vectors as large as the embedding
   * @return how many words of the vocabulary have one
   * @throws InvalidInputException if the vectors are of another size, cannot be read, or are for
   *     words and this network reads bags of words
   */
  public int use(PretrainedVectors vectors) {
    if (!settings().architecture().readsOrder()) {
      throw new InvalidInputException(
          "vectors: cannot be used by %s, which has vectors of features"
              .formatted(settings().architecture()));
    }
    return vectors.copyTo(graph().getLayer(Figures.EMBEDDING).getParam("W"), vocabulary());
  }

  private Optional<BagOfWords> bag() {
    return model.weights().bag();
  }

  @Override
  public ModelCard card() {
    return model.card();
  }

  /**
   * @return the network, for whatever this class does not offer
   */
  public ComputationGraph graph() {
    return model.weights().network().graph();
  }

  @Override
  public NetworkSettings settings() {
    return model.settings();
  }

  @Override
  public Tokenizer tokenizer() {
    return model.tokenizer();
  }

  @Override
  public Vocabulary vocabulary() {
    return model.vocabulary();
  }

  @Override
  public List<String> labels() {
    return model.labels();
  }
}
