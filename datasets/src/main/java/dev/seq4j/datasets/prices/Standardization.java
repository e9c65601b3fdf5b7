package dev.seq4j.datasets.prices;

import java.util.Arrays;

/**
 * Numbers shifted and scaled so that those of some days have mean 0 and standard deviation 1:
 * {@code (x - mean) / deviation}, column by column. A column that does not change is only shifted.
 */
public final class Standardization {

  private final double[] mean;
  private final double[] deviation;

  private Standardization(double[] mean, double[] deviation) {
    this.mean = mean;
    this.deviation = deviation;
  }

  /**
   * @param rows of numbers
   * @param from the first that counts
   * @param to after the last that counts; at least one does
   * @return what makes these rows standard; no other row has a part in it
   */
  public static Standardization of(double[][] rows, int from, int to) {
    int columns = rows[from].length;
    double[] mean = new double[columns];
    double[] deviation = new double[columns];
    for (int c = 0; c < columns; c++) {
      int column = c;
      double[] values = Arrays.stream(rows, from, to).mapToDouble(row -> row[column]).toArray();
      double middle = Arrays.stream(values).average().orElseThrow();
      mean[c] = middle;
      double variance =
          Arrays.stream(values).map(x -> (x - middle) * (x - middle)).average().orElseThrow();
      deviation[c] = variance > 0 ? Math.sqrt(variance) : 1;
    }
    return new Standardization(mean, deviation);
  }

  /**
   * @param rows of numbers
   * @return the same, shifted and scaled
   */
  public float[][] apply(double[][] rows) {
    float[][] standard = new float[rows.length][mean.length];
    for (int t = 0; t < rows.length; t++) {
      for (int c = 0; c < mean.length; c++) {
        standard[t][c] = (float) ((rows[t][c] - mean[c]) / deviation[c]);
      }
    }
    return standard;
  }

  /**
   * @param column of the rows
   * @return its standard deviation, by which it was divided
   */
  public double deviation(int column) {
    return deviation[column];
  }
}
