package dev.seq4j.models.forecast;

import dev.seq4j.core.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers shifted and scaled so that those of some rows have mean 0 and standard deviation 1:
 * {@code (x - mean) / deviation}, column by column. A column that does not change is only shifted.
 *
 * @param means of the columns
 * @param deviations by which they are divided, above 0
 */
public record Standardization(List<Double> means, List<Double> deviations) {

  /**
   * @throws InvalidInputException if there is not a mean and a deviation above 0 of each column
   */
  public Standardization {
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
    if (means.isEmpty() || means.size() != deviations.size()) {
      throw new InvalidInputException(
          "means = %d, deviations = %d: must be as many, 1 or more"
              .formatted(means.size(), deviations.size()));
    }
    for (double deviation : deviations) {
      if (!(deviation > 0)) {
        throw new InvalidInputException("deviation = " + deviation + ": must be above 0");
      }
    }
  }

  /**
   * @param rows of numbers
   * @param from the first that counts
   * @param to after the last that counts; at least one does
   * @return what makes these rows standard; no other row has a part in it
   */
  public static Standardization of(double[][] rows, int from, int to) {
    List<Double> means = new ArrayList<>();
    List<Double> deviations = new ArrayList<>();
    for (int c = 0; c < rows[from].length; c++) {
      int column = c;
      double[] values = Arrays.stream(rows, from, to).mapToDouble(row -> row[column]).toArray();
      double middle = Arrays.stream(values).average().orElseThrow();
      double variance =
          Arrays.stream(values).map(x -> (x - middle) * (x - middle)).average().orElseThrow();
      means.add(middle);
      deviations.add(variance > 0 ? Math.sqrt(variance) : 1);
    }
    return new Standardization(means, deviations);
  }

  /**
   * @return how many columns there are
   */
  public int columns() {
    return means.size();
  }

  /**
   * @param rows of numbers
   * @return the same, shifted and scaled
   */
  public float[][] apply(double[][] rows) {
    float[][] standard = new float[rows.length][columns()];
    for (int t = 0; t < rows.length; t++) {
      for (int c = 0; c < columns(); c++) {
        standard[t][c] = (float) ((rows[t][c] - means.get(c)) / deviations.get(c));
      }
    }
    return standard;
  }

  /**
   * @param column of the rows
   * @return its standard deviation, by which it was divided
   */
  public double deviation(int column) {
    return deviations.get(column);
  }
}
