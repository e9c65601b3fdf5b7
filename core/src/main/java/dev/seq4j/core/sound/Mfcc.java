package dev.seq4j.core.sound;

import java.util.Objects;

/**
 * Mel-frequency cepstral coefficients (Davis and Mermelstein 1980): of each frame of a sound a row
 * of numbers that say how its spectrum is shaped, whatever its pitch.
 *
 * <pre>
 *   y_n = x_n - a x_(n-1)                                    pre-emphasis: lifts what is high
 *   z_n = y_n (0.54 - 0.46 cos(2 pi n / (N - 1)))            a frame, through Hamming's window
 *   E_m = {@link MelFilters} of the {@link PowerSpectrum} of z
 *   c   = {@link CosineTransform} of ln E
 *   d_t = (sum over n of n (c_(t+n) - c_(t-n))) / (2 sum over n of n^2)      n = 1, 2: deltas
 * </pre>
 *
 * <p>Beyond the first and the last frame that one stands again. Deltas of deltas are taken of d in
 * the same way. One thread at a time may use an instance.
 */
public final class Mfcc {

  /** Frames on either side from which a delta is computed. */
  private static final int REACH = 2;

  /** The least energy of a band: about what rounding to 16 bits leaves of silence. */
  private static final double SILENCE = 1e-10;

  private final MfccSettings settings;
  private final double[] hamming;
  private final PowerSpectrum spectrum;
  private final MelFilters filters;
  private final CosineTransform cosines;

  /**
   * @param settings how
   */
  public Mfcc(MfccSettings settings) {
    this.settings = Objects.requireNonNull(settings, "settings");
    hamming = new double[settings.windowSamples()];
    for (int n = 0; n < hamming.length; n++) {
      hamming[n] = 0.54 - 0.46 * Math.cos(2 * Math.PI * n / Math.max(1, hamming.length - 1));
    }
    int size = Math.max(2, Integer.highestOneBit(2 * hamming.length - 1)); // the next power of two
    spectrum = new PowerSpectrum(size);
    filters = new MelFilters(settings.filters(), size, settings.rate());
    cosines = new CosineTransform(settings.coefficients(), settings.filters());
  }

  /**
   * @param sound of any rate
   * @return the coefficients of each frame, then their deltas, {@code [frames, features]}
   */
  public float[][] of(Sound sound) {
    double[][] bands = logEnergies(sound);
    double[][] values = new double[bands.length][];
    for (int t = 0; t < values.length; t++) {
      values[t] = cosines.of(bands[t]);
    }
    float[][] rows = new float[values.length][settings.features()];
    for (int order = 0; order <= settings.deltas(); order++) {
      values = order == 0 ? values : deltas(values);
      for (int t = 0; t < rows.length; t++) {
        for (int i = 0; i < settings.coefficients(); i++) {
          rows[t][order * settings.coefficients() + i] = (float) values[t][i];
        }
      }
    }
    return rows;
  }

  /**
   * @param sound of any rate
   * @return the natural logarithm of the energy in each band of each frame, {@code [frames,
   *     filters]}
   */
  public double[][] logEnergies(Sound sound) {
    float[] samples = sound.resampled(settings.rate()).samples();
    double[][] logarithms = new double[settings.framesOf(samples.length)][];
    double[] frame = new double[hamming.length];
    for (int t = 0; t < logarithms.length; t++) {
      int from = t * settings.stepSamples();
      for (int n = 0; n < frame.length; n++) {
        frame[n] = hamming[n] * emphasized(samples, from + n);
      }
      double[] energies = filters.of(spectrum.of(frame));
      for (int m = 0; m < energies.length; m++) {
        energies[m] = Math.log(Math.max(SILENCE, energies[m]));
      }
      logarithms[t] = energies;
    }
    return logarithms;
  }

  private double emphasized(float[] samples, int n) {
    if (n >= samples.length) {
      return 0;
    }
    return samples[n] - (n == 0 ? 0 : settings.preEmphasis() * samples[n - 1]);
  }

  private static double[][] deltas(double[][] values) {
    int last = values.length - 1;
    double norm = 0;
    for (int n = 1; n <= REACH; n++) {
      norm += 2.0 * n * n;
    }
    double[][] deltas = new double[values.length][values[0].length];
    for (int t = 0; t <= last; t++) {
      for (int n = 1; n <= REACH; n++) {
        double[] after = values[Math.min(last, t + n)];
        double[] before = values[Math.max(0, t - n)];
        for (int i = 0; i < after.length; i++) {
          deltas[t][i] += n * (after[i] - before[i]) / norm;
        }
      }
    }
    return deltas;
  }

  /**
   * Shifts and scales each column so that its mean over the sound is 0 and its standard deviation
   * 1: so the microphone and the loudness do not matter (cepstral mean and variance normalization).
   *
   * @param rows {@code [frames, features]}
   * @return the same, normalized; a column that never changes is 0
   */
  public static float[][] normalized(float[][] rows) {
    float[][] normalized = new float[rows.length][rows[0].length];
    for (int i = 0; i < rows[0].length; i++) {
      double mean = 0;
      for (float[] row : rows) {
        mean += row[i] / rows.length;
      }
      double variance = 0;
      for (float[] row : rows) {
        variance += (row[i] - mean) * (row[i] - mean) / rows.length;
      }
      double scale = variance > SILENCE ? 1 / Math.sqrt(variance) : 0;
      for (int t = 0; t < rows.length; t++) {
        normalized[t][i] = (float) ((rows[t][i] - mean) * scale);
      }
    }
    return normalized;
  }
}
