package dev.seq4j.apps.sentiment;

import dev.seq4j.apps.console.Defaults;
import dev.seq4j.apps.run.Pace;
import dev.seq4j.apps.run.PaceOptions;
import dev.seq4j.apps.run.Schedule;
import dev.seq4j.core.InvalidInputException;
import dev.seq4j.models.classifier.NetworkSettings;
import dev.seq4j.models.classifier.NetworkShape;
import dev.seq4j.models.classifier.Pooling;
import dev.seq4j.models.network.PretrainedVectors;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of a network: what it is and how it learns. */
final class NetworkOptions {

  @Option(
      names = "--embedding",
      paramLabel = "N",
      description = "Size of a word's vector (default: the model's).")
  private Integer embedding;

  @Option(
      names = "--units",
      paramLabel = "N",
      description = "Units of a layer, or maps of each width (default: the model's).")
  private Integer units;

  @Option(
      names = "--layers",
      paramLabel = "N",
      description = "Recurrent or hidden layers, or blocks of a transformer (default: 1).")
  private Integer layers;

  @Option(
      names = "--heads",
      paramLabel = "N",
      description = "Heads of a transformer's attention (default: the model's).")
  private Integer heads;

  @Option(names = "--bidirectional", description = "Read in both directions.")
  private Boolean bidirectional;

  @Option(
      names = "--pooling",
      paramLabel = "NAME",
      converter = ClassifierNames.Poolings.class,
      completionCandidates = ClassifierNames.PoolingCandidates.class,
      description =
          "What is taken of the states at all words: ${COMPLETION-CANDIDATES} (default: the"
              + " model's).")
  private Pooling pooling;

  @Option(
      names = "--widths",
      paramLabel = "N",
      split = ",",
      description = "Words that each convolution of a cnn sees (default: 3,4,5).")
  private List<Integer> widths;

  @Option(
      names = "--dropout",
      paramLabel = "P",
      description = "Probability of dropping an input of a layer (default: the model's).")
  private Double dropout;

  @Option(
      names = "--embedding-dropout",
      paramLabel = "P",
      description =
          "Probability of dropping a feature of the word vectors of a review (default: the"
              + " model's).")
  private Double embeddingDropout;

  @Option(
      names = "--word-dropout",
      paramLabel = "P",
      defaultValue = "0",
      description = "Probability of reading a word as an unknown one (default: ${DEFAULT-VALUE}).")
  private double wordDropout;

  @Option(
      names = "--vectors",
      paramLabel = "FILE",
      description =
          "Word vectors to begin with: text of GloVe, word2vec or fastText, or word2vec's .bin; .gz"
              + " of these.")
  private Path vectors;

  @Option(
      names = "--max-length",
      paramLabel = "N",
      description = "Words of a review that are read (default: the model's).")
  private Integer maxLength;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description = "Of Adam (default: the model's).")
  private Double learningRate;

  @Option(names = "--epochs", paramLabel = "N", defaultValue = "3", description = Defaults.EPOCHS)
  private int epochs;

  @Option(names = "--batch", paramLabel = "N", defaultValue = "64", description = Defaults.BATCH)
  private int batch;

  @Mixin private PaceOptions pace = new PaceOptions(Schedule.CONSTANT);

  @Option(
      names = "--patience",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Epochs without a better validation after which to stop, 0: never (default:"
              + " ${DEFAULT-VALUE}).")
  private int patience;

  /**
   * @param defaults of the model
   * @return these with what was given
   */
  NetworkSettings over(NetworkSettings defaults) {
    NetworkSettings settings = defaults.withShape(this::over);
    settings = with(settings, dropout, NetworkSettings::withDropout);
    settings = with(settings, embeddingDropout, NetworkSettings::withEmbeddingDropout);
    settings = with(settings, learningRate, NetworkSettings::withLearningRate);
    return with(settings, maxLength, NetworkSettings::withMaxLength);
  }

  private NetworkShape over(NetworkShape defaults) {
    NetworkShape shape = with(defaults, embedding(), NetworkShape::withEmbedding);
    shape = with(shape, units, NetworkShape::withUnits);
    shape = with(shape, layers, NetworkShape::withLayers);
    shape = with(shape, heads, NetworkShape::withHeads);
    shape = with(shape, bidirectional, NetworkShape::withBidirectional);
    shape = with(shape, pooling, NetworkShape::withPooling);
    return with(shape, widths, NetworkShape::withWidths);
  }

  /**
   * @throws InvalidInputException if an option was given that only makes sense of words in order
   */
  void refuseOrder(String model) {
    if (vectors != null || maxLength != null) {
      throw new InvalidInputException(
          "--vectors, --max-length: are for models that read words in their order, not for "
              + model);
    }
  }

  /** That of the vectors, if there are some. */
  private Integer embedding() {
    if (vectors == null) {
      return embedding;
    }
    int size = PretrainedVectors.at(vectors).size();
    if (embedding != null && embedding != size) {
      throw new InvalidInputException(
          "embedding = %d: must be %d, the size of the vectors in %s"
              .formatted(embedding, size, vectors));
    }
    return size;
  }

  private static <S, T> S with(S settings, T given, BiFunction<S, T, S> change) {
    return given == null ? settings : change.apply(settings, given);
  }

  NetworkTraining training() {
    Pace asked = pace.pace();
    return new NetworkTraining(
        batch,
        epochs,
        patience,
        asked.clip(),
        asked.minutes(),
        asked.schedule(),
        wordDropout,
        vectors == null ? null : vectors.toAbsolutePath().normalize().toString());
  }
}
