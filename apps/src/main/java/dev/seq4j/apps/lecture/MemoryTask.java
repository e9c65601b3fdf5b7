package dev.seq4j.apps.lecture;

import dev.seq4j.core.Choice;
import dev.seq4j.core.train.Metrics;
import dev.seq4j.core.train.ResumableIterator;
import dev.seq4j.datasets.batch.AddingProblem;
import dev.seq4j.datasets.batch.CopyTask;
import dev.seq4j.models.memory.AddingNetwork;
import dev.seq4j.models.memory.CopyNetwork;
import dev.seq4j.models.memory.MemoryModel;
import dev.seq4j.models.memory.MemorySettings;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** What a network has to keep in mind, and when it has shown that it can. */
enum MemoryTask {
  /** The sum of two marked numbers of a sequence; measured by the mean squared error. */
  ADDING("mean squared error", "always 1", AddingProblem.BASELINE) {
    @Override
    ResumableIterator batches(int length, int shown, int batch, int batches, long seed) {
      return new AddingProblem(length, batch, batches, seed);
    }

    @Override
    ComputationGraphConfiguration network(
        MemoryModel model, MemorySettings settings, int length, int shown) {
      return AddingNetwork.configure(model, settings);
    }

    @Override
    double measure(Metrics metrics) {
      return metrics.loss();
    }

    @Override
    boolean solvedBy(Metrics metrics) {
      return metrics.loss() <= SMALLEST_ERROR;
    }
  },

  /** The symbols at a sequence's beginning; measured by the share of those said right. */
  COPY("share of symbols right", "by chance", 1.0 / CopyTask.DEFAULT_SYMBOLS) {
    @Override
    ResumableIterator batches(int length, int shown, int batch, int batches, long seed) {
      return new CopyTask(length, shown, CopyTask.DEFAULT_SYMBOLS, batch, batches, seed);
    }

    @Override
    ComputationGraphConfiguration network(
        MemoryModel model, MemorySettings settings, int length, int shown) {
      CopyTask task = new CopyTask(length, shown, CopyTask.DEFAULT_SYMBOLS, 1, 1, 0);
      return CopyNetwork.configure(
          model, settings, task.vocabularySize(), task.totalOutcomes(), task.time());
    }

    @Override
    double measure(Metrics metrics) {
      return metrics.accuracy();
    }

    @Override
    boolean solvedBy(Metrics metrics) {
      return metrics.accuracy() >= HIGHEST_SHARE;
    }
  };

  /** A hundredth of a number's range squared, a seventeenth of the baseline. */
  private static final double SMALLEST_ERROR = 0.01;

  private static final double HIGHEST_SHARE = 0.99;

  private final String measure;
  private final String baselineName;
  private final double baseline;

  MemoryTask(String measure, String baselineName, double baseline) {
    this.measure = measure;
    this.baselineName = baselineName;
    this.baseline = baseline;
  }

  /** Returns sequences of a length, which a symbol has to be kept in mind for at least. */
  abstract ResumableIterator batches(int length, int shown, int batch, int batches, long seed);

  abstract ComputationGraphConfiguration network(
      MemoryModel model, MemorySettings settings, int length, int shown);

  abstract double measure(Metrics metrics);

  /** Returns whether there is nothing left to learn. */
  abstract boolean solvedBy(Metrics metrics);

  /** Returns what {@link #measure} is. */
  String measureName() {
    return measure;
  }

  /** Returns what a network reaches that remembers nothing. */
  double baseline() {
    return baseline;
  }

  /** Returns what such a network does. */
  String baselineName() {
    return baselineName;
  }

  static MemoryTask named(String name) {
    return Arrays.stream(values())
        .filter(task -> task.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> Choice.unknown("task", name, names()));
  }

  static List<String> names() {
    return Arrays.stream(values()).map(MemoryTask::toString).toList();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
