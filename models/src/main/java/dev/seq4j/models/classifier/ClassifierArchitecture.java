package dev.seq4j.models.classifier;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.seq4j.core.Choice;
import dev.seq4j.models.network.Cell;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** The models that a {@link TextClassifier} can have. */
public enum ClassifierArchitecture {
  /** Bag of words and logistic regression, or its form with naive Bayes (Wang and Manning 2012). */
  BAG_OF_WORDS("bag-of-words"),
  /** Bag of words and a multilayer perceptron. */
  BAG_OF_WORDS_MLP("bag-of-words-mlp", NetworkFamily.PERCEPTRON, BagOfWordsMlp::configure),
  /** Convolutions of several widths, each pooled over time (Kim 2014). */
  CNN("cnn", NetworkFamily.CONVOLUTIONAL, CnnClassifier::configure),
  /** A simple recurrent network (Elman 1990). */
  RNN("rnn", NetworkFamily.RECURRENT, RnnClassifier.with(Cell.RNN)),
  /** Long short-term memory (Hochreiter and Schmidhuber 1997; Gers et al. 2000). */
  LSTM("lstm", NetworkFamily.RECURRENT, RnnClassifier.with(Cell.LSTM)),
  /** Gated recurrent units (Cho et al. 2014). */
  GRU("gru", NetworkFamily.RECURRENT, RnnClassifier.with(Cell.GRU)),
  /** Long short-term memory under additive attention (Yang et al. 2016). */
  LSTM_ATTENTION("lstm-attention", NetworkFamily.ATTENTIVE, AttentionClassifier.with(Cell.LSTM)),
  /** Gated recurrent units under additive attention (Yang et al. 2016). */
  GRU_ATTENTION("gru-attention", NetworkFamily.ATTENTIVE, AttentionClassifier.with(Cell.GRU)),
  /** Encoder of a transformer (Vaswani et al. 2017). */
  TRANSFORMER("transformer", NetworkFamily.TRANSFORMER, TransformerClassifier::configure),
  /** N-grams weighted by naive Bayes beside convolutions, in one network (Cheng et al. 2016). */
  WIDE_AND_DEEP("wide-and-deep", WideAndDeepClassifier::configure, NetworkFamily.WIDE_AND_DEEP);

  private final String name;
  private final NetworkFamily family; // null for a linear model
  private final FigureOfAll figure;

  ClassifierArchitecture(String name) {
    this.name = name;
    family = null;
    figure = null;
  }

  ClassifierArchitecture(String name, NetworkFamily family, Figure figure) {
    this(
        name,
        (settings, inputSizes, classes) -> figure.configure(settings, inputSizes[0], classes),
        family);
  }

  ClassifierArchitecture(String name, FigureOfAll figure, NetworkFamily family) {
    this.name = name;
    this.family = family;
    this.figure = figure;
  }

  /** Draws a network of one input. */
  @FunctionalInterface
  interface Figure {
    ComputationGraphConfiguration configure(
        NetworkSettings settings, int vocabularySize, int classes);
  }

  /** Draws a network of one input or several. */
  @FunctionalInterface
  private interface FigureOfAll {
    ComputationGraphConfiguration configure(
        NetworkSettings settings, int[] inputSizes, int classes);
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

  /**
   * @return whether it learns by gradient descent, batch by batch, and has {@link NetworkSettings}
   */
  public boolean isNetwork() {
    return family != null;
  }

  /**
   * @return whether it knows which words and n-grams a text has
   */
  public boolean readsBags() {
    return family == null || family.readsBags();
  }

  /**
   * @return whether it reads the words of a text in their order
   */
  public boolean readsOrder() {
    return family != null && family.readsOrder();
  }

  /** Which settings it has; empty for a linear model, which has others. */
  Optional<NetworkFamily> family() {
    return Optional.ofNullable(family);
  }

  /**
   * @param inputSizes how many different numbers each input of the network has
   */
  ComputationGraphConfiguration configure(
      NetworkSettings settings, int classes, int... inputSizes) {
    return figure.configure(settings, inputSizes, classes);
  }

  @JsonValue
  @Override
  public String toString() {
    return name;
  }
}
