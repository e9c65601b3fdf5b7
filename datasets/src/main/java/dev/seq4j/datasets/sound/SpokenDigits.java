package dev.seq4j.datasets.sound;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.sound.Segment;
import dev.seq4j.core.sound.Sound;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Makes utterances of several digits with pauses between them, said by speakers who differ in
 * pitch, in the length of the mouth, in pace, in accent and in loudness, over noise.
 *
 * <p>A function of its settings: the first n speakers of a larger number are those of n.
 *
 * @param speakers how many, 1 or more
 * @param utterances of each, 1 or more
 * @param fewest digits of an utterance, 1 or more
 * @param most digits of an utterance, fewest or more
 * @param noise decibels by which speech is above the noise in the mean; the higher the cleaner.
 *     That of an utterance is up to {@value #NOISE_SPREAD} above or below
 * @param seed of all that is random
 */
public record SpokenDigits(
    int speakers, int utterances, int fewest, int most, double noise, long seed) {

  /** Samples a second of what is made. */
  public static final int RATE = FormantSynthesizer.RATE;

  /** What may be said. */
  public static final List<String> LABELS = Stream.of(Digit.values()).map(Digit::label).toList();

  /** Of 48 speakers ten utterances of three to six digits. */
  public static final SpokenDigits DEFAULT = new SpokenDigits(48, 10, 3, 6, 10, 1);

  /** Decibels by which the noise of utterances differs from its mean. */
  public static final int NOISE_SPREAD = 5;

  /** Seconds of a pause, at the ends and between digits. */
  private static final double[] PAUSE = {0.06, 0.35};

  /**
   * @throws InvalidInputException if a setting is out of its range
   */
  public SpokenDigits {
    requireAtLeastOne("speakers", speakers);
    requireAtLeastOne("utterances", utterances);
    requireAtLeastOne("fewest digits", fewest);
    if (most < fewest) {
      throw new InvalidInputException(
          "most digits = %d: must be %d or above".formatted(most, fewest));
    }
    if (!(noise >= -20 && noise <= 100)) {
      throw new InvalidInputException("noise = " + noise + ": must be in [-20, 100] decibels");
    }
  }

  private static void requireAtLeastOne(String name, int value) {
    if (value < 1) {
      throw new InvalidInputException(name + " = " + value + ": must be 1 or above");
    }
  }

  /**
   * @return all utterances, speaker by speaker
   */
  public List<Utterance> make() {
    SplittableRandom seeds = new SplittableRandom(seed);
    List<Utterance> made = new ArrayList<>();
    for (int speaker = 1; speaker <= speakers; speaker++) {
      SplittableRandom random = seeds.split();
      Voice voice = Voice.draw(random);
      FormantSynthesizer synthesizer = new FormantSynthesizer(voice, random);
      String name = String.format(Locale.ROOT, "speaker%03d", speaker);
      for (int i = 1; i <= utterances; i++) {
        made.add(
            utterance(
                String.format(Locale.ROOT, "%s/%03d.wav", name, i), name, synthesizer, random));
      }
    }
    return made;
  }

  private Utterance utterance(
      String name, String speaker, FormantSynthesizer synthesizer, SplittableRandom random) {
    int digits = random.nextInt(fewest, most + 1);
    Recording recording = new Recording();
    List<Segment> segments = new ArrayList<>();
    recording.pause(random);
    for (int i = 0; i < digits; i++) {
      Digit digit = Digit.values()[random.nextInt(Digit.values().length)];
      double rise = (1.08 - 0.16 * i / digits) * random.nextDouble(0.94, 1.06);
      double start = recording.seconds();
      recording.add(synthesizer.say(digit, rise));
      segments.add(new Segment(start, recording.seconds(), digit.label()));
      recording.pause(random);
    }
    double above = noise + random.nextDouble(-NOISE_SPREAD, NOISE_SPREAD);
    return new Utterance(name, speaker, new Sound(RATE, recording.finish(above, random)), segments);
  }

  /** What has been said so far. */
  private static final class Recording {

    private final List<float[]> pieces = new ArrayList<>();
    private int length;

    double seconds() {
      return (double) length / RATE;
    }

    void add(float[] piece) {
      pieces.add(piece);
      length += piece.length;
    }

    void pause(SplittableRandom random) {
      add(new float[(int) (RATE * random.nextDouble(PAUSE[0], PAUSE[1]))]);
    }

    /** Puts it together over noise, between white and brown, and as loud as may be. */
    float[] finish(double above, SplittableRandom random) {
      float[] samples = new float[length];
      double energy = 0;
      int at = 0;
      for (float[] piece : pieces) {
        System.arraycopy(piece, 0, samples, at, piece.length);
        at += piece.length;
        for (float sample : piece) {
          energy += sample * sample;
        }
      }
      double memory = random.nextDouble(0, 0.95);
      double loudness =
          Math.sqrt(energy / length * Math.pow(10, -above / 10) * (1 - memory * memory));
      double last = 0;
      float highest = 0;
      for (int n = 0; n < length; n++) {
        last = memory * last + loudness * random.nextGaussian();
        samples[n] += (float) last;
        highest = Math.max(highest, Math.abs(samples[n]));
      }
      double gain = random.nextDouble(0.1, 0.9) / highest;
      for (int n = 0; n < length; n++) {
        samples[n] *= (float) gain;
      }
      return samples;
    }
  }
}
