package dev.seq4j.datasets.sound;

/**
 * The sounds of which the English digits are made: where the resonances of the mouth are, how much
 * the voice sounds, and what noise the air makes.
 *
 * <p>Vowels have the mean formants that Peterson and Barney (1952) measured of men, consonants
 * about those of the tables of Klatt (1980).
 */
enum Phone {
  /** Beet. */
  IY(120, 270, 2290, 3010),
  /** Bit. */
  IH(100, 390, 1990, 2550),
  /** Bet. */
  EH(110, 530, 1840, 2480),
  /** But. */
  AH(100, 640, 1190, 2390),
  /** Father. */
  AA(130, 730, 1090, 2440),
  /** Bought. */
  AO(140, 570, 840, 2410),
  /** Book. */
  UH(90, 440, 1020, 2240),
  /** Boot. */
  UW(150, 300, 870, 2240),
  /** The beginning of one. */
  W(70, 290, 610, 2150, 0.6, 0, 0, 0),
  /** The middle of zero. */
  R(80, 310, 1060, 1380, 0.6, 0, 0, 0),
  /** The end of nine. */
  N(80, 480, 1340, 2470, 0.35, 0, 0, 0),
  /** The end of five. */
  V(70, 220, 1100, 2080, 0.35, 0.12, 3500, 4000),
  /** The beginning of zero. */
  Z(95, 240, 1390, 2530, 0.3, 0.35, 5500, 1800),
  /** The beginning of four. */
  F(110, 340, 1100, 2080, 0, 0.16, 4500, 5000),
  /** The beginning of three. */
  TH(100, 320, 1290, 2540, 0, 0.12, 6000, 4000),
  /** The beginning of six. */
  S(125, 320, 1390, 2530, 0, 0.55, 5600, 1600),
  /** The burst of two, after silence. */
  T(35, 400, 1600, 2600, 0, 0.6, 4400, 2200),
  /** The burst in six, after silence. */
  K(35, 300, 1990, 2850, 0, 0.6, 2100, 900),
  /** The silence before a burst, in which the mouth takes the place of what follows. */
  CLOSED(55, 0, 0, 0, 0, 0, 0, 0);

  private final double seconds;
  private final double[] formants;
  private final double voicing;
  private final double noise;
  private final double noiseCentre;
  private final double noiseWidth;

  Phone(int milliseconds, double f1, double f2, double f3) {
    this(milliseconds, f1, f2, f3, 1, 0, 0, 0);
  }

  Phone(
      int milliseconds,
      double f1,
      double f2,
      double f3,
      double voicing,
      double noise,
      double noiseCentre,
      double noiseWidth) {
    seconds = milliseconds / 1000.0;
    formants = new double[] {f1, f2, f3};
    this.voicing = voicing;
    this.noise = noise;
    this.noiseCentre = noiseCentre;
    this.noiseWidth = noiseWidth;
  }

  /** Returns how long it lasts in plain speech. */
  double seconds() {
    return seconds;
  }

  /** Returns a resonance of the mouth in hertz, 0 to 2; 0 if it is that of what follows. */
  double formant(int number) {
    return formants[number];
  }

  /** Returns how loud the voice is, of which a vowel's is 1. */
  double voicing() {
    return voicing;
  }

  /** Returns how loud the noise of the air is beside the voice of a vowel. */
  double noise() {
    return noise;
  }

  /** Returns the middle of the noise's band in hertz. */
  double noiseCentre() {
    return noiseCentre;
  }

  /** Returns how wide that band is in hertz. */
  double noiseWidth() {
    return noiseWidth;
  }
}
