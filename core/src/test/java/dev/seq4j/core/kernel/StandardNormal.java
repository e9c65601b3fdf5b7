package dev.seq4j.core.kernel;

/** The standard normal distribution in double precision. */
public final class StandardNormal {

  private StandardNormal() {}

  public static double density(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  /** By Marsaglia's series (2004), whose terms all have one sign. */
  public static double distribution(double x) {
    if (Math.abs(x) > 12) {
      return x > 0 ? 1 : 0;
    }
    double term = x;
    double sum = x;
    for (int i = 3; Math.abs(term) > 1e-18 * Math.abs(sum); i += 2) {
      term *= x * x / i;
      sum += term;
    }
    return 0.5 + sum * density(x);
  }
}
