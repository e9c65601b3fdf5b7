package dev.seq4j.models.memory;

import dev.seq4j.core.Choice;
import dev.seq4j.models.network.Cell;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** By what a network remembers. */
public enum MemoryModel {
  /** By the state of a simple recurrent layer (Elman 1990). */
  RNN(Cell.RNN),
  /** By the cell state of an LSTM (Hochreiter and Schmidhuber 1997). */
  LSTM(Cell.LSTM),
  /** By the gated state of a GRU (Cho et al. 2014). */
  GRU(Cell.GRU),
  /** Not at all: by a transformer's block, attention sees every step (Vaswani et al. 2017). */
  TRANSFORMER(null);

  private final Cell cell;

  MemoryModel(Cell cell) {
    this.cell = cell;
  }

  /** Returns what the recurrent layer computes at a step, null for the transformer. */
  Cell cell() {
    return cell;
  }

  /**
   * @param name such as {@code lstm}
   * @return the model of that name
   * @throws dev.seq4j.core.InvalidInputException if there is none
   */
  public static MemoryModel named(String name) {
    return Arrays.stream(values())
        .filter(model -> model.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> Choice.unknown("model", name, names()));
  }

  /**
   * @return all names
   */
  public static List<String> names() {
    return Arrays.stream(values()).map(MemoryModel::toString).toList();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
