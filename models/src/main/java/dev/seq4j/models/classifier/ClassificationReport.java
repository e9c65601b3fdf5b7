package dev.seq4j.models.classifier;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.train.Metrics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How good predictions are.
 *
 * @param texts how many were judged
 * @param accuracy share of them whose class was told, 0 to 1
 * @param loss mean cross-entropy in nats a text; a probability below 1e-10 counts as 1e-10
 * @param macroF1 mean of F1 over the classes
 * @param calibrationError how far confidence and accuracy differ: the mean over the texts of the
 *     difference in their bin (Naeini et al. 2015), 0 to 1
 * @param classes each class by itself, in their order
 * @param calibration ten bins of equal width of the confidence; empty ones are left out
 * @param confusion how many texts of a true class, first, were told to be of a class
 */
public record ClassificationReport(
    int texts,
    double accuracy,
    double loss,
    double macroF1,
    double calibrationError,
    List<OfClass> classes,
    List<Bin> calibration,
    Map<String, Map<String, Integer>> confusion) {

  private static final int BINS = 10;

  /** Below this a probability counts as this, so that one certain error does not hide all else. */
  private static final double SMALLEST_PROBABILITY = 1e-10;

  public ClassificationReport {
    classes = List.copyOf(classes);
    calibration = List.copyOf(calibration);
    confusion = Collections.unmodifiableMap(new LinkedHashMap<>(confusion));
  }

  /**
   * One class.
   *
   * @param label its name
   * @param texts of this class
   * @param precision share of the texts told to be of it that are; 0 if none was
   * @param recall share of its texts that were told to be of it; 0 if it has none
   * @param f1 harmonic mean of these
   */
  public record OfClass(String label, int texts, double precision, double recall, double f1) {}

  /**
   * Predictions of about the same confidence.
   *
   * @param from the least confidence, 0 to 1
   * @param to the highest
   * @param texts how many there are
   * @param confidence their mean confidence
   * @param accuracy share of them that are right
   */
  public record Bin(double from, double to, int texts, double confidence, double accuracy) {}

  /**
   * Compares predictions with the truth.
   *
   * @param labels names of the classes
   * @param predictions one a text, one or more
   * @param truths the true class of each text
   * @return the report
   * @throws InvalidInputException if there is no text, or a truth is none of the labels
   */
  public static ClassificationReport of(
      List<String> labels, List<Prediction> predictions, List<String> truths) {
    if (predictions.isEmpty() || predictions.size() != truths.size()) {
      throw new InvalidInputException(
          "predictions = %d, truths = %d: must be as many, 1 or more"
              .formatted(predictions.size(), truths.size()));
    }
    Map<String, Map<String, Integer>> confusion = emptyConfusion(labels);
    double loss = 0;
    int correct = 0;
    int[] texts = new int[BINS];
    int[] right = new int[BINS];
    double[] confidence = new double[BINS];
    for (int i = 0; i < predictions.size(); i++) {
      Prediction prediction = predictions.get(i);
      String truth = truths.get(i);
      if (!confusion.containsKey(truth)) {
        throw new InvalidInputException(
            "label = %s: the model knows only %s".formatted(truth, String.join(", ", labels)));
      }
      confusion.get(truth).merge(prediction.label(), 1, Integer::sum);
      boolean isRight = prediction.label().equals(truth);
      correct += isRight ? 1 : 0;
      double p = prediction.probabilities().get(truth);
      loss -= Math.log(p < SMALLEST_PROBABILITY ? SMALLEST_PROBABILITY : p);
      int bin = Math.min(BINS - 1, (int) (prediction.confidence() * BINS));
      texts[bin]++;
      right[bin] += isRight ? 1 : 0;
      confidence[bin] += prediction.confidence();
    }
    int size = predictions.size();
    List<OfClass> classes = labels.stream().map(label -> ofClass(label, confusion)).toList();
    List<Bin> bins = new ArrayList<>();
    double error = 0;
    for (int b = 0; b < BINS; b++) {
      if (texts[b] > 0) {
        double mean = confidence[b] / texts[b];
        double accuracy = (double) right[b] / texts[b];
        bins.add(new Bin((double) b / BINS, (b + 1.0) / BINS, texts[b], mean, accuracy));
        error += Math.abs(mean - accuracy) * texts[b] / size;
      }
    }
    double macroF1 = classes.stream().mapToDouble(OfClass::f1).average().orElse(0);
    return new ClassificationReport(
        size, (double) correct / size, loss / size, macroF1, error, classes, bins, confusion);
  }

  private static Map<String, Map<String, Integer>> emptyConfusion(List<String> labels) {
    Map<String, Map<String, Integer>> confusion = new LinkedHashMap<>();
    for (String truth : labels) {
      Map<String, Integer> row = new LinkedHashMap<>();
      labels.forEach(label -> row.put(label, 0));
      confusion.put(truth, row);
    }
    return confusion;
  }

  private static OfClass ofClass(String label, Map<String, Map<String, Integer>> confusion) {
    int right = confusion.get(label).get(label);
    int texts = confusion.get(label).values().stream().mapToInt(Integer::intValue).sum();
    int told = confusion.values().stream().mapToInt(row -> row.get(label)).sum();
    double precision = told == 0 ? 0 : (double) right / told;
    double recall = texts == 0 ? 0 : (double) right / texts;
    double f1 = right == 0 ? 0 : 2 * precision * recall / (precision + recall);
    return new OfClass(label, texts, precision, recall, f1);
  }

  /**
   * @return the numbers that a training knows, too
   */
  @JsonIgnore
  public Metrics metrics() {
    return new Metrics(loss, accuracy, texts);
  }
}
