package dev.seq4j.models.language;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.seq4j.core.Choice;
import dev.seq4j.models.network.Cell;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** The networks a {@link LanguageModel} can have. */
public enum LanguageArchitecture {
  /** A simple recurrent network (Elman 1990). */
  RNN("rnn", RnnLanguageModel.with(Cell.RNN)),
  /** Long short-term memory (Hochreiter and Schmidhuber 1997; Gers et al. 2000). */
  LSTM("lstm", RnnLanguageModel.with(Cell.LSTM)),
  /** Gated recurrent units (Cho et al. 2014). */
  GRU("gru", RnnLanguageModel.with(Cell.GRU)),
  /** Causal transformer (Vaswani et al. 2017; Radford et al. 2018). */
  TRANSFORMER("transformer", TransformerLanguageModel::configure);

  private final String name;
  private final Figure figure;

  LanguageArchitecture(String name, Figure figure) {
    this.name = name;
    this.figure = figure;
  }

  /**
   * @return whether the network has a state that goes on from token to token; else it sees the last
   *     few tokens at once
   */
  public boolean isRecurrent() {
    return this != TRANSFORMER;
  }

  /** Draws the network. */
  @FunctionalInterface
  interface Figure {
    ComputationGraphConfiguration configure(LanguageSettings settings, int vocabularySize);
  }

  /**
   * @param name such as {@code lstm}
   * @return the architecture of that name
   * @throws dev.seq4j.core.InvalidInputException if there is none; names the nearest
   */
  @JsonCreator
  public static LanguageArchitecture named(String name) {
    return Arrays.stream(values())
        .filter(architecture -> architecture.name.equals(name))
        .findFirst()
        .orElseThrow(() -> Choice.unknown("model", name, names()));
  }

  /**
   * @return all names
   */
  public static List<String> names() {
    return Arrays.stream(values()).map(LanguageArchitecture::toString).toList();
  }

  ComputationGraphConfiguration configure(LanguageSettings settings, int vocabularySize) {
    return figure.configure(settings, vocabularySize);
  }

  @JsonValue
  @Override
  public String toString() {
    return name;
  }
}
