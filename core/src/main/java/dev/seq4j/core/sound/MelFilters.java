package dev.seq4j.core.sound;

/**
 * Sums up a spectrum in bands that are as wide as the ear hears: equally wide on the mel scale, so
 * narrow below and wide above.
 *
 * <pre>
 *   mel(f) = 2595 log10(1 + f / 700)                      f in hertz
 *   band m rises from edge m to 1 at edge m + 1 and falls to 0 at edge m + 2
 *   E_m = sum over k of band_m(f_k) P_k
 * </pre>
 *
 * <p>The edges are equally far from each other in mel, from 0 to half the rate (Davis and
 * Mermelstein 1980, with the scale of HTK).
 */
public final class MelFilters {

  private final double[][] bands; // [filters, bins]

  /**
   * @param filters how many bands, 1 or more
   * @param size N of the {@link PowerSpectrum}
   * @param rate samples a second
   */
  public MelFilters(int filters, int size, int rate) {
    double[] edges = new double[filters + 2];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = hertz(mel(rate / 2.0) * i / (edges.length - 1));
    }
    bands = new double[filters][size / 2 + 1];
    for (int m = 0; m < filters; m++) {
      for (int k = 0; k < bands[m].length; k++) {
        double frequency = (double) k * rate / size;
        double rising = (frequency - edges[m]) / (edges[m + 1] - edges[m]);
        double falling = (edges[m + 2] - frequency) / (edges[m + 2] - edges[m + 1]);
        bands[m][k] = Math.max(0, Math.min(rising, falling));
      }
    }
  }

  /**
   * @param hertz a frequency, 0 or above
   * @return how high it sounds
   */
  public static double mel(double hertz) {
    return 2595 * Math.log10(1 + hertz / 700);
  }

  /**
   * @param mel how high it sounds
   * @return the frequency
   */
  public static double hertz(double mel) {
    return 700 * (Math.pow(10, mel / 2595) - 1);
  }

  /**
   * @param power a spectrum
   * @return the energy in each band
   */
  public double[] of(double[] power) {
    double[] energies = new double[bands.length];
    for (int m = 0; m < bands.length; m++) {
      for (int k = 0; k < power.length; k++) {
        energies[m] += bands[m][k] * power[k];
      }
    }
    return energies;
  }

  /** Returns the share of a bin that a band takes. */
  double weight(int band, int bin) {
    return bands[band][bin];
  }
}
