package dev.seq4j.apps.text;

import dev.seq4j.models.language.LanguageArchitecture;
import dev.seq4j.models.language.LanguageSettings;
import java.util.Iterator;
import java.util.function.BiFunction;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** Options of a model that writes: what its network is. */
final class LanguageOptions {

  @Option(
      names = {"-m", "--model"},
      paramLabel = "NAME",
      defaultValue = "lstm",
      converter = Converter.class,
      completionCandidates = Candidates.class,
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private LanguageArchitecture model;

  @Option(
      names = "--embedding",
      paramLabel = "N",
      description = "Size of a token's vector (default: the model's).")
  private Integer embedding;

  @Option(
      names = "--units",
      paramLabel = "N",
      description = "Units of a recurrent layer, or inside a block (default: the model's).")
  private Integer units;

  @Option(
      names = "--layers",
      paramLabel = "N",
      description = "Recurrent layers or blocks (default: the model's).")
  private Integer layers;

  @Option(
      names = "--heads",
      paramLabel = "N",
      description = "Heads of a transformer's attention (default: the model's).")
  private Integer heads;

  @Option(
      names = "--context",
      paramLabel = "N",
      description = "Tokens that a transformer sees at once (default: the model's).")
  private Integer context;

  @Option(
      names = "--tied",
      description =
          "Let the output use the matrix of the embedding, which is as wide as its input.")
  private Boolean tied;

  @Option(
      names = "--dropout",
      paramLabel = "P",
      description = "Probability of dropping an input of a layer (default: the model's).")
  private Double dropout;

  @Option(
      names = "--embedding-dropout",
      paramLabel = "P",
      description =
          "Probability of dropping a feature of the token vectors of a row (default: the model's).")
  private Double embeddingDropout;

  @Option(
      names = "--weight-decay",
      paramLabel = "D",
      description =
          "By which share, times the learning rate, weights shrink a step (default: the model's).")
  private Double weightDecay;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description = "Of Adam, the highest of a schedule (default: the model's).")
  private Double learningRate;

  /**
   * @param seed of the first weights
   * @return the model's defaults with what was given
   */
  LanguageSettings settings(long seed) {
    LanguageSettings settings = LanguageSettings.of(model).withSeed(seed);
    settings = heads == null ? settings : settings.withHeads(1); // divides any embedding
    settings = with(settings, embedding, LanguageSettings::withEmbedding);
    settings = with(settings, units, LanguageSettings::withUnits);
    settings = with(settings, layers, LanguageSettings::withLayers);
    settings = with(settings, heads, LanguageSettings::withHeads);
    settings = with(settings, context, LanguageSettings::withContext);
    settings = with(settings, tied, LanguageSettings::withTied);
    settings = with(settings, dropout, LanguageSettings::withDropout);
    settings = with(settings, embeddingDropout, LanguageSettings::withEmbeddingDropout);
    settings = with(settings, weightDecay, LanguageSettings::withWeightDecay);
    return with(settings, learningRate, LanguageSettings::withLearningRate);
  }

  private static <T> LanguageSettings with(
      LanguageSettings settings,
      T given,
      BiFunction<LanguageSettings, T, LanguageSettings> change) {
    return given == null ? settings : change.apply(settings, given);
  }

  /** Reads the name of a language model. */
  static final class Converter implements ITypeConverter<LanguageArchitecture> {
    @Override
    public LanguageArchitecture convert(String name) {
      return LanguageArchitecture.named(name);
    }
  }

  /** The names of the language models. */
  static final class Candidates implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return LanguageArchitecture.names().iterator();
    }
  }
}
