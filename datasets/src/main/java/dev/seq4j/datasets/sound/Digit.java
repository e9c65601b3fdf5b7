package dev.seq4j.datasets.sound;

import static dev.seq4j.datasets.sound.Phone.AA;
import static dev.seq4j.datasets.sound.Phone.AH;
import static dev.seq4j.datasets.sound.Phone.AO;
import static dev.seq4j.datasets.sound.Phone.CLOSED;
import static dev.seq4j.datasets.sound.Phone.EH;
import static dev.seq4j.datasets.sound.Phone.F;
import static dev.seq4j.datasets.sound.Phone.IH;
import static dev.seq4j.datasets.sound.Phone.IY;
import static dev.seq4j.datasets.sound.Phone.K;
import static dev.seq4j.datasets.sound.Phone.N;
import static dev.seq4j.datasets.sound.Phone.R;
import static dev.seq4j.datasets.sound.Phone.S;
import static dev.seq4j.datasets.sound.Phone.T;
import static dev.seq4j.datasets.sound.Phone.TH;
import static dev.seq4j.datasets.sound.Phone.UH;
import static dev.seq4j.datasets.sound.Phone.UW;
import static dev.seq4j.datasets.sound.Phone.V;
import static dev.seq4j.datasets.sound.Phone.W;
import static dev.seq4j.datasets.sound.Phone.Z;

import java.util.List;
import java.util.Locale;

/** The ten digits as they are said; a diphthong is a glide from one vowel to another. */
enum Digit {
  ZERO(Z, IH, R, AO, UH),
  ONE(W, AH, N),
  TWO(T, UW),
  THREE(TH, R, IY),
  FOUR(F, AO, R),
  FIVE(F, AA, IH, V),
  SIX(S, IH, CLOSED, K, S),
  SEVEN(S, EH, V, AH, N),
  EIGHT(EH, IH, CLOSED, T),
  NINE(N, AA, IH, N);

  private final List<Phone> phones;

  Digit(Phone... phones) {
    this.phones = List.of(phones);
  }

  List<Phone> phones() {
    return phones;
  }

  /** Returns its name in small letters, such as {@code seven}. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
