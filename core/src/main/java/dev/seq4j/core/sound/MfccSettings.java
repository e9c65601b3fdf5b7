package dev.seq4j.core.sound;

import dev.seq4j.core.InvalidInputException;

/**
 * How a sound is cut into frames and what is computed of each.
 *
 * @param rate samples a second to which every sound is brought
 * @param window seconds of a frame, in (0, 1]
 * @param step seconds from the beginning of a frame to that of the next, in (0, window]
 * @param preEmphasis share of the sample before that is taken off each, in [0, 1)
 * @param filters bands on the mel scale, 1 or more
 * @param coefficients of the cosine transform, 1 to filters
 * @param deltas how often differences in time are taken: 0, 1 or 2
 */
public record MfccSettings(
    int rate,
    double window,
    double step,
    double preEmphasis,
    int filters,
    int coefficients,
    int deltas) {

  /** What most textbooks have: 25 ms every 10 ms, 26 bands, 13 coefficients and their changes. */
  public static final MfccSettings DEFAULT =
      new MfccSettings(16_000, 0.025, 0.010, 0.97, 26, 13, 1);

  /**
   * @throws InvalidInputException if a setting is out of its range
   */
  public MfccSettings {
    Sound.requireRate(rate);
    if (!(window > 0 && window <= 1)) {
      throw new InvalidInputException("window = " + window + ": must be in (0, 1] seconds");
    }
    if (!(step * rate >= 1 && step <= window)) {
      throw new InvalidInputException(
          "step = %s: must be in [%s, %s] seconds".formatted(step, 1.0 / rate, window));
    }
    if (!(preEmphasis >= 0 && preEmphasis < 1)) {
      throw new InvalidInputException("pre-emphasis = " + preEmphasis + ": must be in [0, 1)");
    }
    if (filters < 1) {
      throw new InvalidInputException("filters = " + filters + ": must be 1 or above");
    }
    if (coefficients < 1 || coefficients > filters) {
      throw new InvalidInputException(
          "coefficients = %d: must be in [1, %d]".formatted(coefficients, filters));
    }
    if (deltas < 0 || deltas > 2) {
      throw new InvalidInputException("deltas = " + deltas + ": must be 0, 1 or 2");
    }
  }

  /**
   * @param newRate samples a second
   * @return these settings with that rate
   */
  public MfccSettings withRate(int newRate) {
    return new MfccSettings(newRate, window, step, preEmphasis, filters, coefficients, deltas);
  }

  /**
   * @return how many numbers a frame has
   */
  public int features() {
    return coefficients * (1 + deltas);
  }

  /**
   * @param seconds of a sound
   * @return how many frames lie in it as a whole, or 1 if it is shorter than one
   */
  public int frames(double seconds) {
    return framesOf((int) Math.round(seconds * rate));
  }

  int framesOf(int samples) {
    return 1 + Math.max(0, samples - windowSamples()) / stepSamples();
  }

  /**
   * @param frame from 0
   * @return the second in its middle
   */
  public double middle(int frame) {
    return (frame * (double) stepSamples() + windowSamples() / 2.0) / rate;
  }

  /**
   * @param frame from 0; may be one more than there are
   * @return the second at which the step begins in whose middle the frame's middle is: segments of
   *     frames begin and end there
   */
  public double begin(int frame) {
    return middle(frame) - stepSamples() / 2.0 / rate;
  }

  int windowSamples() {
    return (int) Math.round(window * rate);
  }

  int stepSamples() {
    return (int) Math.round(step * rate);
  }
}
