package dev.seq4j.datasets.sound;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Says a digit: a source and a filter (Fant 1960), with five resonances one after the other for the
 * voice and one for the noise of the air, moved every 5 ms from phone to phone.
 *
 * <pre>
 *   voice: pulses of the vocal folds (Rosenberg 1971), as their change sounds, and breath
 *          -> F1 -> F2 -> F3 -> F4 -> F5
 *   air:   white noise -> its band
 * </pre>
 */
final class FormantSynthesizer {

  /** Samples a second of all that is said. */
  static final int RATE = 16_000;

  private static final int STEP = RATE / 200;

  /** Steps on either side over which a formant moves, and over which loudness does. */
  private static final int GLIDE = 5;

  private static final int ATTACK = 1;

  /** Parts of a period in which the vocal folds open, and then close. */
  private static final double OPENING = 0.40;

  private static final double CLOSING = 0.16;

  /** Widths of the formants; the fourth and fifth stay where they are in a mouth. */
  private static final double[] WIDTHS = {70, 100, 150, 220, 300};

  private static final double[] HIGH = {3500, 4500};

  /** How loud a vowel is: its root mean square. */
  private static final double LOUDNESS = 0.1;

  private final Voice voice;
  private final SplittableRandom random;

  /**
   * @param voice whose
   * @param random of all that is never twice the same
   */
  FormantSynthesizer(Voice voice, SplittableRandom random) {
    this.voice = voice;
    this.random = random;
  }

  /**
   * @param digit what to say
   * @param rise by which the pitch is multiplied, as a sentence goes on
   * @return samples
   */
  float[] say(Digit digit, double rise) {
    List<Phone> steps = steps(digit);
    double[][] formants = new double[3][];
    for (int i = 0; i < formants.length; i++) {
      formants[i] = smooth(formants(steps, i), GLIDE, false);
    }
    double[] voicing = smooth(values(steps, Phone::voicing), ATTACK, true);
    double[] noise = smooth(values(steps, Phone::noise), ATTACK, true);
    float[] voiced = voiced(formants, voicing, rise);
    float[] air = air(steps, noise);
    double scale = LOUDNESS / Math.max(1e-9, rms(voiced, voicing));
    for (int n = 0; n < voiced.length; n++) {
      voiced[n] = (float) (scale * voiced[n] + LOUDNESS * air[n]);
    }
    return voiced;
  }

  /** Which phone sounds in each step; each lasts a little longer or shorter each time. */
  private List<Phone> steps(Digit digit) {
    List<Phone> steps = new ArrayList<>();
    for (Phone phone : digit.phones()) {
      double seconds = phone.seconds() / voice.pace() * random.nextDouble(0.8, 1.25);
      int count = (int) Math.max(2, Math.round(seconds * RATE / STEP));
      for (int i = 0; i < count; i++) {
        steps.add(phone);
      }
    }
    return steps;
  }

  private double[] formants(List<Phone> steps, int number) {
    double[] track = new double[steps.size()];
    double following = 0;
    double token = 1 + 0.02 * random.nextGaussian();
    for (int i = track.length - 1; i >= 0; i--) {
      Phone phone = steps.get(i);
      following = phone == Phone.CLOSED ? following : voice.formant(phone, number) * token;
      track[i] = following;
    }
    return track;
  }

  private static double[] values(List<Phone> steps, ToDoubleFunction<Phone> value) {
    return steps.stream().mapToDouble(value).toArray();
  }

  /** Returns means over a few steps; beyond the ends is nothing, or what is there goes on. */
  private static double[] smooth(double[] track, int reach, boolean nothingBeyond) {
    double[] smooth = new double[track.length];
    for (int i = 0; i < track.length; i++) {
      double sum = 0;
      for (int k = i - reach; k <= i + reach; k++) {
        boolean beyond = k < 0 || k >= track.length;
        int inside = Math.max(0, Math.min(track.length - 1, k));
        sum += beyond && nothingBeyond ? 0 : track[inside];
      }
      smooth[i] = sum / (2 * reach + 1);
    }
    return smooth;
  }

  private float[] voiced(double[][] formants, double[] voicing, double rise) {
    float[] samples = new float[voicing.length * STEP];
    Resonator[] mouth = new Resonator[WIDTHS.length];
    for (int i = 0; i < mouth.length; i++) {
      mouth[i] = new Resonator(RATE);
    }
    double phase = 0;
    double pitch = 0;
    for (int step = 0; step < voicing.length; step++) {
      double gain = 1;
      for (int i = 0; i < mouth.length; i++) {
        boolean moves = i < formants.length;
        double frequency = moves ? formants[i][step] : HIGH[i - formants.length] * voice.scale();
        mouth[i].tune(frequency, WIDTHS[i]);
        gain *= mouth[i].steady();
      }
      double fall = 1.06 - 0.16 * step / voicing.length;
      for (int n = step * STEP; n < (step + 1) * STEP; n++) {
        if (pitch == 0 || phase >= 1) { // no period is quite like the one before
          phase -= Math.floor(phase);
          pitch = voice.pitch() * rise * fall * (1 + 0.01 * random.nextGaussian());
        }
        double y = voicing[step] * source(phase) * gain;
        for (Resonator resonance : mouth) {
          y = resonance.next(y);
        }
        samples[n] = (float) y;
        phase += pitch / RATE;
      }
    }
    return samples;
  }

  /** Returns the change of the air flow through the vocal folds, and breath while they are open. */
  private double source(double phase) {
    if (phase >= OPENING + CLOSING) {
      return 0;
    }
    double change =
        phase < OPENING
            ? Math.PI / (2 * OPENING) * Math.sin(Math.PI * phase / OPENING)
            : -Math.PI / (2 * CLOSING) * Math.sin(Math.PI * (phase - OPENING) / (2 * CLOSING));
    return change + voice.breath() * 4 * random.nextGaussian();
  }

  private float[] air(List<Phone> steps, double[] noise) {
    float[] samples = new float[noise.length * STEP];
    Resonator band = new Resonator(RATE);
    double gain = 0;
    for (int step = 0; step < noise.length; step++) {
      if (steps.get(step).noise() > 0) {
        band.tune(steps.get(step).noiseCentre(), steps.get(step).noiseWidth());
        gain = band.equallyLoud();
      }
      for (int n = step * STEP; n < (step + 1) * STEP; n++) {
        double loudness = noise[step] * gain;
        samples[n] = (float) (loudness == 0 ? 0 : loudness * band.next(random.nextGaussian()));
      }
    }
    return samples;
  }

  /** Returns the root mean square of what is voiced. */
  private static double rms(float[] samples, double[] voicing) {
    double sum = 0;
    double weight = 0;
    for (int n = 0; n < samples.length; n++) {
      sum += samples[n] * samples[n];
      weight += voicing[n / STEP] * voicing[n / STEP];
    }
    return Math.sqrt(sum / Math.max(1e-9, weight));
  }
}
