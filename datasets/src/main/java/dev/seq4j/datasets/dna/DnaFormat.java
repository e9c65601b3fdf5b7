package dev.seq4j.datasets.dna;

import dev.seq4j.datasets.source.BadLines;
import java.util.Objects;

/**
 * How a file of labelled DNA is read. Lower case is the same as upper case, U (of RNA) is T.
 *
 * @param foreign what becomes of letters that are none of A, C, G, T, U and N
 * @param badLines what becomes of sequences that are empty, have no label, or hold a foreign letter
 *     where these are not allowed
 */
public record DnaFormat(ForeignLetters foreign, BadLines badLines) {

  /** What becomes of letters that are none of A, C, G, T, U and N. */
  public enum ForeignLetters {
    /** Their sequence is a bad one. */
    BAD,
    /** Each is an N: so do R, "G or A", and the other letters that stand for several. */
    UNKNOWN
  }

  /** A sequence with foreign letters is left out, and reported. */
  public static final DnaFormat DEFAULT = new DnaFormat(ForeignLetters.BAD, BadLines.SKIP);

  public DnaFormat {
    Objects.requireNonNull(foreign, "foreign");
    Objects.requireNonNull(badLines, "badLines");
  }
}
