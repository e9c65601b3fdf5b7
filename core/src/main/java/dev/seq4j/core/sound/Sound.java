package dev.seq4j.core.sound;

import dev.seq4j.core.InvalidInputException;
import java.util.Arrays;

/** A sound of one channel: samples, from -1 to 1 unless it was cut off, at a fixed rate. */
public final class Sound {

  /** Fewest samples a second: below, no speech can be understood. */
  public static final int LOWEST_RATE = 4_000;

  /** Most samples a second. */
  public static final int HIGHEST_RATE = 192_000;

  private final int rate;
  private final float[] samples;

  /**
   * @param rate samples a second, {@value #LOWEST_RATE} to {@value #HIGHEST_RATE}
   * @param samples one or more, finite; copied
   * @throws InvalidInputException if the rate is out of its range, there is no sample, or one is
   *     not finite
   */
  public Sound(int rate, float[] samples) {
    this.rate = requireRate(rate);
    this.samples = samples.clone();
    if (samples.length == 0) {
      throw new InvalidInputException("samples = 0: must be 1 or above");
    }
    for (int i = 0; i < samples.length; i++) {
      if (!Float.isFinite(samples[i])) {
        throw new InvalidInputException("sample %d = %s: must be finite".formatted(i, samples[i]));
      }
    }
  }

  static int requireRate(int rate) {
    if (rate < LOWEST_RATE || rate > HIGHEST_RATE) {
      throw new InvalidInputException(
          "rate = %d: must be in [%d, %d] samples a second"
              .formatted(rate, LOWEST_RATE, HIGHEST_RATE));
    }
    return rate;
  }

  /**
   * @param newRate samples a second
   * @return the same sound at that rate; what lies above half of either rate is gone
   * @throws InvalidInputException if the rate is out of its range
   */
  public Sound resampled(int newRate) {
    return newRate == rate
        ? this
        : new Sound(newRate, Resampling.of(samples, rate, requireRate(newRate)));
  }

  /**
   * @return samples a second
   */
  public int rate() {
    return rate;
  }

  /**
   * @return how many samples there are
   */
  public int length() {
    return samples.length;
  }

  /**
   * @return how long it lasts
   */
  public double seconds() {
    return (double) samples.length / rate;
  }

  /**
   * @param i from 0
   * @return the sample
   */
  public float sample(int i) {
    return samples[i];
  }

  /**
   * @return a copy of all samples
   */
  public float[] samples() {
    return samples.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sound sound
        && sound.rate == rate
        && Arrays.equals(sound.samples, samples);
  }

  @Override
  public int hashCode() {
    return 31 * rate + Arrays.hashCode(samples);
  }

  @Override
  public String toString() {
    return "sound of %d samples, %d a second".formatted(samples.length, rate);
  }
}
