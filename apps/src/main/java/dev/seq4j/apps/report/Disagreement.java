package dev.seq4j.apps.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A text on which models differ.
 *
 * @param text to be read
 * @param truth its class
 * @param answers of each model, by name: its label and the probability of that
 */
public record Disagreement(String text, String truth, Map<String, Answer> answers) {

  /** How many are shown. */
  private static final int SHOWN = 10;

  /**
   * What a model makes of the text.
   *
   * @param label the likeliest class
   * @param probability of it
   */
  public record Answer(String label, double probability) {}

  /**
   * Finds the texts on which models differ most: where the variance over the models of each class's
   * probability, summed over the classes, is highest.
   *
   * @param classes their names
   * @param models their names
   * @param predictions of each model, the probabilities of each text
   * @param texts the words of a text, to be read
   * @param truths the class of each text
   * @return ten at most, the strongest disagreement first
   */
  public static List<Disagreement> strongest(
      List<String> classes,
      List<String> models,
      List<float[][]> predictions,
      IntFunction<String> texts,
      List<String> truths) {
    double[] spread = new double[truths.size()];
    for (int i = 0; i < spread.length; i++) {
      spread[i] = spread(predictions, i);
    }
    List<Integer> order =
        IntStream.range(0, spread.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -spread[i]))
            .limit(SHOWN)
            .toList();
    List<Disagreement> strongest = new ArrayList<>();
    for (int i : order) {
      Map<String, Answer> answers = new LinkedHashMap<>();
      for (int m = 0; m < models.size(); m++) {
        float[] probabilities = predictions.get(m)[i];
        int best = 0;
        for (int c = 1; c < probabilities.length; c++) {
          best = probabilities[c] > probabilities[best] ? c : best;
        }
        answers.put(models.get(m), new Answer(classes.get(best), probabilities[best]));
      }
      strongest.add(new Disagreement(texts.apply(i), truths.get(i), answers));
    }
    return strongest;
  }

  private static double spread(List<float[][]> predictions, int text) {
    double sum = 0;
    for (int c = 0; c < predictions.get(0)[text].length; c++) {
      double mean = 0;
      double squares = 0;
      for (float[][] model : predictions) {
        double p = model[text][c];
        mean += p / predictions.size();
        squares += p * p / predictions.size();
      }
      sum += squares - mean * mean;
    }
    return sum;
  }
}
