package dev.seq4j.datasets.sound;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How a speaker sounds, in all that she says.
 *
 * @param pitch of the voice in hertz
 * @param scale of all formants, 1 for a long mouth such as most men's, up to 1.35 for a child's
 * @param pace of the speech, 1 for plain speech, above for fast
 * @param breath how much air sounds beside the voice
 * @param accent what each formant of each phone is multiplied by besides
 */
record Voice(double pitch, double scale, double pace, double breath, Map<Phone, double[]> accent) {

  private static final int FORMANTS = 3;

  /** Lowest and highest pitch, and lowest and highest scale, of men, women and children. */
  private static final double[][] KINDS = {
    {90, 150, 0.94, 1.06}, {165, 250, 1.08, 1.22}, {230, 320, 1.22, 1.35}
  };

  /** Draws a man, a woman or a child. */
  static Voice draw(SplittableRandom random) {
    double[] kind = KINDS[random.nextInt(KINDS.length)];
    double pitch = random.nextDouble(kind[0], kind[1]);
    double scale = random.nextDouble(kind[2], kind[3]);
    double pace = random.nextDouble(0.8, 1.25);
    double breath = random.nextDouble(0.02, 0.15);
    Map<Phone, double[]> accent = new EnumMap<>(Phone.class);
    for (Phone phone : Phone.values()) {
      double[] factors = new double[FORMANTS];
      for (int i = 0; i < FORMANTS; i++) {
        factors[i] = 1 + 0.05 * random.nextGaussian();
      }
      accent.put(phone, factors);
    }
    return new Voice(pitch, scale, pace, breath, accent);
  }

  double formant(Phone phone, int number) {
    return phone.formant(number) * scale * accent.get(phone)[number];
  }
}
