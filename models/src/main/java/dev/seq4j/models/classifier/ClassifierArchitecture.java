package dev.seq4j.models.classifier;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.seq4j.core.Choice;
import dev.seq4j.models.network.Cell;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** The networks a {@link TextClassifier} can have. */
public enum ClassifierArchitecture {
  /** A simple recurrent network (Elman 1990). */
  RNN("rnn", RnnClassifier.with(Cell.RNN)),
  /** Long short-term memory (Hochreiter and Schmidhuber 1997; Gers et al. 2000). */
  LSTM("lstm", RnnClassifier.with(Cell.LSTM)),
  /** Gated recurrent units (Cho et al. 2014). */
  GRU("gru", RnnClassifier.with(Cell.GRU));

  private final String name;
  private final Figure figure;

  ClassifierArchitecture(String name, Figure figure) {
    this.name = name;
    this.figure = figure;
  }

  /** Draws the network. */
  @FunctionalInterface
  interface Figure {
    ComputationGraphConfiguration configure(
        ClassifierSettings settings, int vocabularySize, int classes);
  }

  /**
   * @param name such as {@code lstm}
   * @return the architecture of that name
   * @throws dev.seq4j.core.InvalidInputException if there is none; names the nearest
   */
  @JsonCreator
  public static ClassifierArchitecture named(String name) {
    return Arrays.stream(values())
        .filter(architecture -> architecture.name.equals(name))
        .findFirst()
        .orElseThrow(() -> Choice.unknown("model", name, names()));
  }

  /**
   * @return all names
   */
  public static List<String> names() {
    return Arrays.stream(values()).map(ClassifierArchitecture::toString).toList();
  }

  ComputationGraphConfiguration configure(
      ClassifierSettings settings, int vocabularySize, int classes) {
    return figure.configure(settings, vocabularySize, classes);
  }

  @JsonValue
  @Override
  public String toString() {
    return name;
  }
}
