package dev.seq4j.datasets.sound;

/**
 * A resonance (Klatt 1980): lets through what lies near its frequency.
 *
 * <pre>
 *   y_n = A x_n + B y_(n-1) + C y_(n-2)
 *   C = -e^(-2 pi width / rate)   B = 2 e^(-pi width / rate) cos(2 pi frequency / rate)
 * </pre>
 */
final class Resonator {

  private final double rate;
  private double b;
  private double c;
  private double last;
  private double before;

  Resonator(double rate) {
    this.rate = rate;
  }

  /** Moves it, in hertz. */
  void tune(double frequency, double width) {
    double radius = Math.exp(-Math.PI * width / rate);
    b = 2 * radius * Math.cos(2 * Math.PI * frequency / rate);
    c = -radius * radius;
  }

  /** Returns the A by which a steady x stays what it is: for formants one after the other. */
  double steady() {
    return 1 - b - c;
  }

  /** Returns the A by which white noise stays as loud as it is. */
  double equallyLoud() {
    return Math.sqrt((1 + c) * ((1 - c) * (1 - c) - b * b) / (1 - c));
  }

  double next(double x) {
    double y = x + b * last + c * before;
    before = last;
    last = y;
    return y;
  }
}
