package dev.seq4j.models.translation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.seq4j.core.Choice;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** The networks a {@link Translator} can have. */
public enum TranslatorArchitecture {
  /** One recurrent network reads, another writes; a single vector stands between them. */
  ENCODER_DECODER("encoder-decoder", EncoderDecoder::configure, false),
  /** The writing network looks back at all that was read (Bahdanau et al. 2015). */
  ATTENTION("attention", AttentionEncoderDecoder::configure, true),
  /** Attention alone, without recurrence (Vaswani et al. 2017). */
  TRANSFORMER("transformer", TransformerTranslator::configure, true);

  /** Input of every network: ids of the sentence. */
  static final String SOURCE = "source";

  /** Input of every network: the mark of the beginning, then ids of the translation so far. */
  static final String TARGET = "target";

  private final String name;
  private final Figure figure;
  private final boolean attends;

  TranslatorArchitecture(String name, Figure figure, boolean attends) {
    this.name = name;
    this.figure = figure;
    this.attends = attends;
  }

  /** Draws the network. */
  @FunctionalInterface
  interface Figure {
    ComputationGraphConfiguration configure(
        TranslatorSettings settings, int sourceVocabulary, int targetVocabulary);
  }

  /**
   * @param name such as {@code transformer}
   * @return the architecture of that name
   * @throws dev.seq4j.core.InvalidInputException if there is none; names the nearest
   */
  @JsonCreator
  public static TranslatorArchitecture named(String name) {
    return Arrays.stream(values())
        .filter(architecture -> architecture.name.equals(name))
        .findFirst()
        .orElseThrow(() -> Choice.unknown("model", name, names()));
  }

  /**
   * @return all names
   */
  public static List<String> names() {
    return Arrays.stream(values()).map(TranslatorArchitecture::toString).toList();
  }

  /**
   * @return whether it can say which words of the sentence it looked at
   */
  public boolean attends() {
    return attends;
  }

  ComputationGraphConfiguration configure(
      TranslatorSettings settings, int sourceVocabulary, int targetVocabulary) {
    return figure.configure(settings, sourceVocabulary, targetVocabulary);
  }

  @JsonValue
  @Override
  public String toString() {
    return name;
  }
}
