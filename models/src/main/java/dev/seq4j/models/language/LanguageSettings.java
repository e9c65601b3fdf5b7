package dev.seq4j.models.language;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.models.network.Hyperparameters;
import java.util.function.Consumer;

/**
 * The hyper-parameters of a {@link LanguageModel}. What an architecture does not have keeps its
 * plainest value: one head, no context.
 *
 * @param architecture the kind of network
 * @param embedding size of a token's vector, and so of what goes through a transformer; 1 or more
 * @param units of each recurrent layer, or of the hidden layer in each block; 1 or more
 * @param layers recurrent layers or blocks, 1 or more
 * @param heads of the attention in each block; they divide {@code embedding}
 * @param context tokens that a transformer sees at once, 2 or more; 0 for a recurrent network,
 *     which has no such limit
 * @param tied whether the output uses the matrix of the embedding (Press and Wolf 2017); what goes
 *     into it is as long as a token's vector then
 * @param dropout probability that an input of a recurrent or the output layer, or a number that a
 *     block adds or weighs by, is dropped in training, in [0, 1)
 * @param embeddingDropout probability that a feature of the token vectors is dropped in training,
 *     for all tokens of a row, in [0, 1)
 * @param weightDecay share of each weight, in units of the learning rate, by which it shrinks a
 *     step (Loshchilov and Hutter 2019); 0 or more
 * @param learningRate of Adam, above 0
 * @param seed of the first weights
 */
public record LanguageSettings(
    LanguageArchitecture architecture,
    int embedding,
    int units,
    int layers,
    int heads,
    int context,
    boolean tied,
    double dropout,
    double embeddingDropout,
    double weightDecay,
    double learningRate,
    long seed) {

  /**
   * @throws InvalidInputException if a setting is missing, out of its range, or one that the
   *     architecture does not have
   */
  public LanguageSettings {
    Hyperparameters.requireAtLeastOne("embedding", embedding);
    Hyperparameters.requireAtLeastOne("units", units);
    Hyperparameters.requireAtLeastOne("layers", layers);
    Hyperparameters.requireDropout(dropout);
    Hyperparameters.requireDropout("embedding dropout", embeddingDropout);
    Hyperparameters.requireLearningRate(learningRate);
    if (!(weightDecay >= 0) || Double.isInfinite(weightDecay)) {
      throw new InvalidInputException("weight decay = " + weightDecay + ": must be 0 or above");
    }
    if (requireNamed(architecture).isRecurrent()) {
      require(heads == 1, "heads = " + heads + ": must be 1 for " + architecture);
      require(context == 0, "context = " + context + ": must be 0 for " + architecture);
      require(
          !tied || embedding == units,
          "embedding = %d: must be units = %d where the output is tied"
              .formatted(embedding, units));
    } else {
      require(
          heads >= 1 && embedding % heads == 0,
          "heads = %d: must divide the embedding, %d".formatted(heads, embedding));
      require(context >= 2, "context = " + context + ": must be 2 or above");
    }
  }

  private static LanguageArchitecture requireNamed(LanguageArchitecture architecture) {
    require(
        architecture != null,
        "architecture: is missing, must be one of "
            + String.join(", ", LanguageArchitecture.names()));
    return architecture;
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new InvalidInputException(problem);
    }
  }

  /**
   * @param architecture the kind of network
   * @return settings that learn the look of a book's language in minutes
   */
  public static LanguageSettings of(LanguageArchitecture architecture) {
    return requireNamed(architecture).isRecurrent()
        ? new LanguageSettings(architecture, 32, 128, 1, 1, 0, false, 0, 0, 0, 0.005, 123)
        : new LanguageSettings(architecture, 128, 512, 4, 4, 128, false, 0.1, 0, 0, 0.001, 123);
  }

  /**
   * @param size of a token's vector
   * @return the same with another embedding
   */
  public LanguageSettings withEmbedding(int size) {
    return changed(draft -> draft.embedding = size);
  }

  /**
   * @param units of each recurrent layer, or inside each block
   * @return the same with other layers
   */
  public LanguageSettings withUnits(int units) {
    return changed(draft -> draft.units = units);
  }

  /**
   * @param layers recurrent layers or blocks
   * @return the same with another number of layers
   */
  public LanguageSettings withLayers(int layers) {
    return changed(draft -> draft.layers = layers);
  }

  /**
   * @param heads of the attention in each block
   * @return the same with other heads
   */
  public LanguageSettings withHeads(int heads) {
    return changed(draft -> draft.heads = heads);
  }

  /**
   * @param tokens that a transformer sees at once
   * @return the same with another context
   */
  public LanguageSettings withContext(int tokens) {
    return changed(draft -> draft.context = tokens);
  }

  /**
   * @param tied whether the output uses the matrix of the embedding
   * @return the same with the output tied or not
   */
  public LanguageSettings withTied(boolean tied) {
    return changed(draft -> draft.tied = tied);
  }

  /**
   * @param probability of dropping an input of a layer, or what a block adds
   * @return the same with another dropout
   */
  public LanguageSettings withDropout(double probability) {
    return changed(draft -> draft.dropout = probability);
  }

  /**
   * @param probability of dropping a feature of the token vectors
   * @return the same with another dropout of token vectors
   */
  public LanguageSettings withEmbeddingDropout(double probability) {
    return changed(draft -> draft.embeddingDropout = probability);
  }

  /**
   * @param decay of the weights, in units of the learning rate
   * @return the same with another weight decay
   */
  public LanguageSettings withWeightDecay(double decay) {
    return changed(draft -> draft.weightDecay = decay);
  }

  /**
   * @param rate of Adam
   * @return the same with another learning rate
   */
  public LanguageSettings withLearningRate(double rate) {
    return changed(draft -> draft.learningRate = rate);
  }

  /**
   * @param seed of the first weights
   * @return the same with another seed
   */
  public LanguageSettings withSeed(long seed) {
    return changed(draft -> draft.seed = seed);
  }

  private LanguageSettings changed(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.settings();
  }

  /** The settings while one of them changes. */
  private static final class Draft {
    final LanguageArchitecture architecture;
    int embedding;
    int units;
    int layers;
    int heads;
    int context;
    boolean tied;
    double dropout;
    double embeddingDropout;
    double weightDecay;
    double learningRate;
    long seed;

    Draft(LanguageSettings settings) {
      architecture = settings.architecture;
      embedding = settings.embedding;
      units = settings.units;
      layers = settings.layers;
      heads = settings.heads;
      context = settings.context;
      tied = settings.tied;
      dropout = settings.dropout;
      embeddingDropout = settings.embeddingDropout;
      weightDecay = settings.weightDecay;
      learningRate = settings.learningRate;
      seed = settings.seed;
    }

    LanguageSettings settings() {
      return new LanguageSettings(
          architecture,
          embedding,
          units,
          layers,
          heads,
          context,
          tied,
          dropout,
          embeddingDropout,
          weightDecay,
          learningRate,
          seed);
    }
  }
}
