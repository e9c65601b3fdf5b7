package dev.seq4j.models.classifier;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.seq4j.core.InvalidInputException;
import dev.seq4j.models.bag.BagSettings;
import dev.seq4j.models.bag.Weighting;
import dev.seq4j.models.network.Hyperparameters;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The hyper-parameters of a {@link NetworkClassifier}. What an architecture does not have keeps its
 * plainest value: one layer, not bidirectional, no widths, no bag.
 *
 * @param architecture the kind of network
 * @param embedding size of a word's vector, 1 or more
 * @param units of each recurrent or hidden layer, or feature maps of each width of a convolution; 1
 *     or more
 * @param layers recurrent or hidden layers, 1 or more
 * @param bidirectional whether recurrent layers read in both directions
 * @param pooling how the states at all words become one vector
 * @param widths words that a convolution sees at once, one convolution each
 * @param bag what the features are of a network that does not read words in their order; null for
 *     one that does
 * @param dropout probability that an input of a layer above the first is dropped in training, in
 *     [0, 1)
 * @param embeddingDropout probability that a feature of the word vectors is dropped in training,
 *     for all words of a text, in [0, 1)
 * @param learningRate of Adam, above 0
 * @param maxLength tokens of a text that are read, a quarter from its beginning and the rest from
 *     its end, 1 or more; a bag of words has them all
 * @param seed of the first weights
 */
public record NetworkSettings(
    ClassifierArchitecture architecture,
    int embedding,
    int units,
    int layers,
    boolean bidirectional,
    Pooling pooling,
    List<Integer> widths,
    @JsonInclude(JsonInclude.Include.NON_NULL) BagSettings bag,
    double dropout,
    double embeddingDropout,
    double learningRate,
    int maxLength,
    long seed)
    implements ClassifierSettings {

  /**
   * @throws InvalidInputException if a setting is missing, out of its range, or one that the
   *     architecture does not have
   */
  public NetworkSettings {
    if (!ClassifierSettings.requireNamed(architecture).isNetwork()) {
      throw new InvalidInputException("architecture = " + architecture + ": is no network");
    }
    Hyperparameters.requireAtLeastOne("embedding", embedding);
    Hyperparameters.requireAtLeastOne("units", units);
    Hyperparameters.requireAtLeastOne("layers", layers);
    Hyperparameters.requireAtLeastOne("max length", maxLength);
    Hyperparameters.requireDropout("dropout", dropout);
    Hyperparameters.requireDropout("embedding dropout", embeddingDropout);
    Hyperparameters.requireLearningRate(learningRate);
    if (pooling == null) {
      throw new InvalidInputException(
          "pooling: is missing, must be one of " + String.join(", ", Pooling.names()));
    }
    if (widths == null) {
      throw new InvalidInputException("widths: is missing");
    }
    for (int width : widths) {
      Hyperparameters.requireAtLeastOne("width", width);
    }
    widths = List.copyOf(widths);
    requireOnlyWhatThereIs(architecture, layers, bidirectional, pooling, widths, bag);
  }

  private static void requireOnlyWhatThereIs(
      ClassifierArchitecture architecture,
      int layers,
      boolean bidirectional,
      Pooling pooling,
      List<Integer> widths,
      BagSettings bag) {
    ClassifierArchitecture.Family family = architecture.family();
    boolean recurrent = family == ClassifierArchitecture.Family.RECURRENT;
    boolean convolutional = family == ClassifierArchitecture.Family.CONVOLUTIONAL;
    boolean perceptron = family == ClassifierArchitecture.Family.PERCEPTRON;
    require(recurrent || !bidirectional, "bidirectional = true: must be false", architecture);
    require(!convolutional || layers == 1, "layers = " + layers + ": must be 1", architecture);
    require(
        recurrent || pooling == defaultPooling(family),
        "pooling = " + pooling + ": must be " + defaultPooling(family),
        architecture);
    require(
        convolutional != widths.isEmpty(),
        "widths = " + widths + (convolutional ? ": must be one or more" : ": must be none"),
        architecture);
    require(
        perceptron == (bag != null),
        perceptron ? "bag: is missing" : "bag: must be none",
        architecture);
    require(
        bag == null || bag.weighting() != Weighting.TF_IDF,
        "weighting = tf-idf: must be binary or count, a factor of a feature can be learned,",
        architecture);
  }

  private static void require(boolean holds, String problem, ClassifierArchitecture architecture) {
    if (!holds) {
      throw new InvalidInputException(problem + " for " + architecture);
    }
  }

  private static Pooling defaultPooling(ClassifierArchitecture.Family family) {
    return switch (family) {
      case CONVOLUTIONAL -> Pooling.MAX;
      case PERCEPTRON -> Pooling.MEAN;
      case LINEAR, RECURRENT -> Pooling.LAST;
    };
  }

  /**
   * @param architecture the kind of network
   * @return settings that work for a few thousand texts of some hundred words
   */
  public static NetworkSettings of(ClassifierArchitecture architecture) {
    ClassifierArchitecture.Family family = ClassifierSettings.requireNamed(architecture).family();
    boolean convolutional = family == ClassifierArchitecture.Family.CONVOLUTIONAL;
    return new NetworkSettings(
        architecture,
        64,
        64,
        1,
        false,
        defaultPooling(family),
        convolutional ? List.of(3, 4, 5) : List.of(), // Kim 2014
        family == ClassifierArchitecture.Family.PERCEPTRON ? BagSettings.DEFAULT : null,
        0.3,
        0.3,
        0.003,
        400,
        123);
  }

  @Override
  public <R> R match(Function<LinearSettings, R> linear, Function<NetworkSettings, R> network) {
    return network.apply(this);
  }

  /**
   * @param size of a word's vector
   * @return the same with another embedding
   */
  public NetworkSettings withEmbedding(int size) {
    return changed(draft -> draft.embedding = size);
  }

  /**
   * @param units of each layer
   * @return the same with other layers
   */
  public NetworkSettings withUnits(int units) {
    return changed(draft -> draft.units = units);
  }

  /**
   * @param layers recurrent or hidden layers
   * @return the same with another number of layers
   */
  public NetworkSettings withLayers(int layers) {
    return changed(draft -> draft.layers = layers);
  }

  /**
   * @param both whether recurrent layers read in both directions
   * @return the same with one direction or two
   */
  public NetworkSettings withBidirectional(boolean both) {
    return changed(draft -> draft.bidirectional = both);
  }

  /**
   * @param pooling how the states at all words become one vector
   * @return the same with another pooling
   */
  public NetworkSettings withPooling(Pooling pooling) {
    return changed(draft -> draft.pooling = pooling);
  }

  /**
   * @param widths words that a convolution sees at once
   * @return the same with other convolutions
   */
  public NetworkSettings withWidths(List<Integer> widths) {
    return changed(draft -> draft.widths = widths);
  }

  /**
   * @param bag what the features are
   * @return the same with other features
   */
  public NetworkSettings withBag(BagSettings bag) {
    return changed(draft -> draft.bag = bag);
  }

  /**
   * @param probability of dropping an input of a layer
   * @return the same with another dropout
   */
  public NetworkSettings withDropout(double probability) {
    return changed(draft -> draft.dropout = probability);
  }

  /**
   * @param probability of dropping a feature of the word vectors
   * @return the same with another dropout of word vectors
   */
  public NetworkSettings withEmbeddingDropout(double probability) {
    return changed(draft -> draft.embeddingDropout = probability);
  }

  /**
   * @param rate of Adam
   * @return the same with another learning rate
   */
  public NetworkSettings withLearningRate(double rate) {
    return changed(draft -> draft.learningRate = rate);
  }

  /**
   * @param tokens of a text that are read
   * @return the same with another maximum length
   */
  public NetworkSettings withMaxLength(int tokens) {
    return changed(draft -> draft.maxLength = tokens);
  }

  /**
   * @param seed of the first weights
   * @return the same with another seed
   */
  public NetworkSettings withSeed(long seed) {
    return changed(draft -> draft.seed = seed);
  }

  private NetworkSettings changed(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.settings();
  }

  /** The settings while one of them changes. */
  private static final class Draft {
    final ClassifierArchitecture architecture;
    int embedding;
    int units;
    int layers;
    boolean bidirectional;
    Pooling pooling;
    List<Integer> widths;
    BagSettings bag;
    double dropout;
    double embeddingDropout;
    double learningRate;
    int maxLength;
    long seed;

    Draft(NetworkSettings settings) {
      architecture = settings.architecture;
      embedding = settings.embedding;
      units = settings.units;
      layers = settings.layers;
      bidirectional = settings.bidirectional;
      pooling = settings.pooling;
      widths = settings.widths;
      bag = settings.bag;
      dropout = settings.dropout;
      embeddingDropout = settings.embeddingDropout;
      learningRate = settings.learningRate;
      maxLength = settings.maxLength;
      seed = settings.seed;
    }

    NetworkSettings settings() {
      return new NetworkSettings(
          architecture,
          embedding,
          units,
          layers,
          bidirectional,
          pooling,
          widths,
          bag,
          dropout,
          embeddingDropout,
          learningRate,
          maxLength,
          seed);
    }
  }
}
