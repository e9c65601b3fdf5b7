package dev.seq4j.models.classifier;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.kernel.Shards;
import dev.seq4j.core.text.Tokenizer;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.models.bag.BagOfWords;
import dev.seq4j.models.bag.SparseVector;
import dev.seq4j.models.bundle.ModelCard;
import dev.seq4j.models.bundle.ModelFile;
import dev.seq4j.models.bundle.ModelParts;
import dev.seq4j.models.bundle.Provenance;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Bag of words and logistic regression: the classic that networks have to beat, sparse all the way.
 *
 * <pre>{@code
 * LinearClassifier classifier =
 *     LinearClassifier.train(LinearSettings.DEFAULT, tokenizer, vocabulary, classes, texts, labels);
 * }</pre>
 *
 * <p>With {@link LinearSettings#naiveBayes} each feature is first weighted by its log-count ratio,
 * which is the idea of NBSVM (Wang and Manning 2012); that the weights are those of a logistic
 * regression and not of a support vector machine gives probabilities, and costs nothing.
 *
 * <p>Equal texts, settings and vocabulary give equal weights.
 */
public final class LinearClassifier implements TextClassifier {

  /** Texts that a thread classifies at a time. */
  private static final int PORTION = 64;

  private ModelParts<LinearSettings, LinearWeights> model;

  private LinearClassifier(ModelParts<LinearSettings, LinearWeights> model) {
    this.model = model;
  }

  /**
   * Learns from texts.
   *
   * @param settings hyper-parameters
   * @param tokenizer cuts texts as the training texts were cut
   * @param vocabulary the words it knows
   * @param classes their names, two or more, in the order of the labels' numbers
   * @param texts the training texts as ids of the vocabulary, whole
   * @param labels class of each text
   * @return the trained classifier
   * @throws InvalidInputException if there are no texts, a class has none, or a label is no class
   */
  public static LinearClassifier train(
      LinearSettings settings,
      Tokenizer tokenizer,
      Vocabulary vocabulary,
      List<String> classes,
      List<int[]> texts,
      int[] labels) {
    TextClassifier.requireLabels(classes);
    requireOfEveryClass(classes, texts, labels);
    BagOfWords bag = BagOfWords.learn(settings.bag(), vocabulary, texts);
    List<SparseVector> rows = inParallel(texts.size(), i -> bag.vector(texts.get(i)));
    LinearWeights weights = new LinearTraining(settings, bag, rows, labels).run(classes.size());
    return new LinearClassifier(
        ModelParts.untrained(TASK, settings, tokenizer, vocabulary, classes, weights));
  }

  private static void requireOfEveryClass(List<String> classes, List<int[]> texts, int[] labels) {
    if (texts.size() != labels.length) {
      throw new InvalidInputException(
          "labels: %d for %d texts, one a text is needed".formatted(labels.length, texts.size()));
    }
    int[] sizes = new int[classes.size()];
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= sizes.length) {
        throw new InvalidInputException(
            "text %d, label = %d: must be in [0, %d)".formatted(i, labels[i], sizes.length));
      }
      sizes[labels[i]]++;
    }
    for (int c = 0; c < sizes.length; c++) {
      if (sizes[c] == 0) {
        throw new InvalidInputException("class = " + classes.get(c) + ": has no text");
      }
    }
  }

  /**
   * Reads a classifier.
   *
   * @param file written by {@link #save}
   * @return the classifier
   * @throws InvalidInputException if the file is missing, damaged or not a linear classifier
   */
  public static LinearClassifier load(Path file) {
    ModelParts<LinearSettings, LinearWeights> model =
        ModelFile.read(file, TASK, LinearSettings.class, LinearWeights::read);
    int columns = model.weights().bias().length;
    if (columns != LinearWeights.columns(model.labels().size())) {
      throw new InvalidInputException(
          "%s: has %d labels, its weights are for %d classes"
              .formatted(file, model.labels().size(), columns == 1 ? 2 : columns));
    }
    return new LinearClassifier(model);
  }

  @Override
  public void save(Path file, Provenance provenance) {
    model = model.save(file, provenance);
  }

  /** {@inheritDoc} All processors work at it. */
  @Override
  public List<Prediction> classify(List<String> texts) {
    return inParallel(texts.size(), i -> predict(encode(tokenizer().tokenize(texts.get(i)))));
  }

  @Override
  public List<Prediction> classifyTokens(List<List<String>> texts) {
    return inParallel(texts.size(), i -> predict(encode(texts.get(i))));
  }

  private Prediction predict(int[] ids) {
    return Prediction.of(labels(), probabilities(weights().scores(weights().bag().vector(ids))));
  }

  private int[] encode(List<String> tokens) {
    return vocabulary().encode(tokens);
  }

  /**
   * Makes scores probabilities: the logistic function of each, made to sum to 1. In logarithms, so
   * that very small ones keep their proportions.
   */
  private static double[] probabilities(double[] scores) {
    double[] both = scores.length == 1 ? new double[] {-scores[0], scores[0]} : scores;
    double[] logs = Arrays.stream(both).map(LinearClassifier::logLogistic).toArray();
    double highest = Arrays.stream(logs).max().orElseThrow();
    double[] shares = Arrays.stream(logs).map(log -> Math.exp(log - highest)).toArray();
    double sum = Arrays.stream(shares).sum();
    return Arrays.stream(shares).map(share -> share / sum).toArray();
  }

  private static double logLogistic(double score) {
    return score < 0 ? score - Math.log1p(Math.exp(score)) : -Math.log1p(Math.exp(-score));
  }

  /**
   * {@inheritDoc} The parts add up to the score of the predicted class, which for two classes is
   * its log-odds. An n-gram's part is divided evenly among its words.
   */
  @Override
  public Explanation explain(String text) {
    List<String> tokens = tokenizer().tokenize(text);
    int[] ids = encode(tokens);
    BagOfWords bag = weights().bag();
    SparseVector x = bag.vector(ids);
    double[] scores = weights().scores(x);
    Prediction prediction = Prediction.of(labels(), probabilities(scores));
    int label = labels().indexOf(prediction.label());
    int column = scores.length == 1 ? 0 : label;
    int sign = scores.length == 1 && label == 0 ? -1 : 1;

    double[] parts = new double[x.features().length];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = sign * x.values()[i] * weights().weight(x.features()[i], column);
    }
    return BagParts.of(bag, ids, x.features(), parts)
        .explain(prediction, tokens, sign * weights().bias()[column]);
  }

  private static <T> List<T> inParallel(int size, IntFunction<T> item) {
    Object[] results = new Object[size];
    int portions = (size + PORTION - 1) / PORTION;
    Shards.shared()
        .run(
            portions,
            portion -> {
              int end = Math.min(size, (portion + 1) * PORTION);
              for (int i = portion * PORTION; i < end; i++) {
                results[i] = item.apply(i);
              }
            });
    @SuppressWarnings("unchecked")
    List<T> list = (List<T>) List.of(results);
    return list;
  }

  private LinearWeights weights() {
    return model.weights();
  }

  /**
   * @return the features and what they are
   */
  public BagOfWords bag() {
    return weights().bag();
  }

  @Override
  public ModelCard card() {
    return model.card();
  }

  @Override
  public LinearSettings settings() {
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
