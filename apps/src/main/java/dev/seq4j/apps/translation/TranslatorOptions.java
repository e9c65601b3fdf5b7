package dev.seq4j.apps.translation;

import dev.seq4j.apps.run.Cells;
import dev.seq4j.models.network.Cell;
import dev.seq4j.models.translation.TranslatorArchitecture;
import dev.seq4j.models.translation.TranslatorSettings;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** Options that say what network translates. What is not given is the model's own. */
final class TranslatorOptions {

  @Option(
      names = {"-m", "--model"},
      paramLabel = "NAME",
      defaultValue = "attention",
      converter = Converter.class,
      completionCandidates = Candidates.class,
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private TranslatorArchitecture model;

  @Option(
      names = "--cell",
      paramLabel = "NAME",
      converter = Cells.Converter.class,
      completionCandidates = Cells.Candidates.class,
      description = "Of recurrent layers: ${COMPLETION-CANDIDATES} (default: gru).")
  private Cell cell;

  @Option(
      names = "--embedding",
      paramLabel = "N",
      description = "Size of a token's vector, of a transformer all sizes (default: the model's).")
  private Integer embedding;

  @Option(
      names = "--units",
      paramLabel = "N",
      description =
          "Units of a recurrent layer, or of a transformer's feed-forward networks (default: the"
              + " model's).")
  private Integer units;

  @Option(
      names = "--layers",
      paramLabel = "N",
      description = "Layers of encoder and of decoder (default: the model's).")
  private Integer layers;

  @Option(
      names = "--heads",
      paramLabel = "N",
      description = "Of each attention of a transformer (default: the model's).")
  private Integer heads;

  @Option(
      names = "--dropout",
      paramLabel = "P",
      description = "Probability of dropping a number (default: the model's).")
  private Double dropout;

  @Option(
      names = "--label-smoothing",
      paramLabel = "P",
      description = "What a label gives to all tokens (default: the model's).")
  private Double labelSmoothing;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description = "Of Adam, at its highest (default: the model's).")
  private Double learningRate;

  @Option(
      names = "--max-length",
      paramLabel = "N",
      description = "Tokens of a sentence, and of its translation, at most (default: the model's).")
  private Integer maxLength;

  @Option(names = "--lower-case", description = "Read and write everything in lower case.")
  private boolean lowerCase;

  /**
   * @param seed of the first weights
   * @return the settings that were asked for
   */
  TranslatorSettings settings(long seed) {
    TranslatorSettings settings =
        TranslatorSettings.of(model).withLowerCase(lowerCase).withSeed(seed);
    settings = cell == null ? settings : settings.withCell(cell);
    settings = heads == null ? settings : settings.withHeads(heads);
    settings = embedding == null ? settings : settings.withEmbedding(embedding);
    settings = units == null ? settings : settings.withUnits(units);
    settings = layers == null ? settings : settings.withLayers(layers);
    settings = dropout == null ? settings : settings.withDropout(dropout);
    settings = labelSmoothing == null ? settings : settings.withLabelSmoothing(labelSmoothing);
    settings = learningRate == null ? settings : settings.withLearningRate(learningRate);
    return maxLength == null ? settings : settings.withMaxLength(maxLength);
  }

  /** Reads the name of a translator. */
  static final class Converter implements ITypeConverter<TranslatorArchitecture> {
    @Override
    public TranslatorArchitecture convert(String name) {
      return TranslatorArchitecture.named(name);
    }
  }

  /** The names of the translators. */
  static final class Candidates implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return TranslatorArchitecture.names().iterator();
    }
  }
}
