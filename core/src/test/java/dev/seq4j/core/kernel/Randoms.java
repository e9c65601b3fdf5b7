package dev.seq4j.core.kernel;

import java.util.Random;

/** Random arrays of values that float represents exactly. */
public final class Randoms {

  private Randoms() {}

  public static double[] vector(Random random, int length) {
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  public static double[][] matrix(Random random, int rows, int columns) {
    double[][] values = new double[rows][];
    for (int i = 0; i < rows; i++) {
      values[i] = vector(random, columns);
    }
    return values;
  }

  public static double[][][] cube(Random random, int first, int second, int third) {
    double[][][] values = new double[first][][];
    for (int i = 0; i < first; i++) {
      values[i] = matrix(random, second, third);
    }
    return values;
  }
}
