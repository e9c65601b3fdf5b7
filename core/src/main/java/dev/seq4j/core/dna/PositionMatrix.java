package dev.seq4j.core.dna;

import java.util.Arrays;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;

/**
 * A motif: how often each letter stands at each place of it (a position weight matrix, Stormo et
 * al. 1982).
 *
 * <pre>
 *   p(i, a) = n(i, a) / sum over b of n(i, b)
 *   bits(i) = 2 + sum over a of p(i, a) log2 p(i, a)                information of place i
 *   score(x) = sum over i of ln((p(i, x_i) + e) / (1 + 4 e) / (1/4))    log-odds of a window x
 * </pre>
 *
 * <p>The information is what Schneider and Stephens (1990) draw as the height of a sequence logo; e
 * = 0.01 keeps a letter that was never seen at a place from being impossible there.
 *
 * <p>Immutable.
 */
public final class PositionMatrix {

  /** Added to each frequency before a logarithm is taken. */
  private static final double PSEUDO_FREQUENCY = 0.01;

  private static final double EVEN = 1.0 / Dna.CHANNELS;

  private final double[][] frequencies; // [width, 4]
  private final double[][] logOdds; // [width, 5]

  /**
   * How two motifs compare at the shift and on the strand where they are most alike.
   *
   * @param correlation of Pearson between their frequencies, -1 to 1
   * @param shift where the second begins in the first, which may be negative
   * @param reversed whether the second was read from the other strand
   */
  public record Match(double correlation, int shift, boolean reversed) {}

  private PositionMatrix(double[][] frequencies) {
    this.frequencies = frequencies;
    logOdds = new double[frequencies.length][Dna.LETTERS.length()]; // nothing for an unknown letter
    for (int i = 0; i < frequencies.length; i++) {
      for (int letter = 0; letter < Dna.CHANNELS; letter++) {
        double smoothed =
            (frequencies[i][letter] + PSEUDO_FREQUENCY) / (1 + Dna.CHANNELS * PSEUDO_FREQUENCY);
        logOdds[i][letter] = Math.log(smoothed / EVEN);
      }
    }
  }

  /**
   * @param counts for each place those of A, C, G and T, at least one above 0
   * @return the motif
   * @throws IllegalArgumentException if a place has not four counts, or none above 0
   */
  public static PositionMatrix ofCounts(double[][] counts) {
    double[][] frequencies = new double[counts.length][];
    for (int i = 0; i < counts.length; i++) {
      double sum = Arrays.stream(counts[i]).sum();
      if (counts[i].length != Dna.CHANNELS
          || !(sum > 0)
          || Arrays.stream(counts[i]).anyMatch(count -> count < 0)) {
        throw new IllegalArgumentException(
            "counts of place %d = %s: must be 4 of 0 or above, not all 0"
                .formatted(i, Arrays.toString(counts[i])));
      }
      frequencies[i] = Arrays.stream(counts[i]).map(count -> count / sum).toArray();
    }
    return new PositionMatrix(frequencies);
  }

  /**
   * @return how many places it has
   */
  public int width() {
    return frequencies.length;
  }

  /**
   * @param place from 0
   * @param letter its number, below 4
   * @return how often it stands there, 0 to 1
   */
  public double frequency(int place, int letter) {
    return frequencies[place][letter];
  }

  /**
   * @param place from 0
   * @return how much is known of the letter there, 0 to 2 bits
   */
  public double bits(int place) {
    double bits = 2;
    for (double p : frequencies[place]) {
      bits += p > 0 ? p * Math.log(p) / Math.log(2) : 0;
    }
    return bits;
  }

  /**
   * @return the information of all places, in bits
   */
  public double bits() {
    double sum = 0;
    for (int place = 0; place < width(); place++) {
      sum += bits(place);
    }
    return sum;
  }

  /**
   * @return the most frequent letter of each place
   */
  public String consensus() {
    int[] letters = new int[width()];
    for (int place = 0; place < letters.length; place++) {
      for (int letter = 1; letter < Dna.CHANNELS; letter++) {
        if (frequencies[place][letter] > frequencies[place][letters[place]]) {
          letters[place] = letter;
        }
      }
    }
    return Dna.decode(letters);
  }

  /**
   * @return the same motif as the other strand shows it
   */
  public PositionMatrix reverseComplement() {
    double[][] other = new double[width()][Dna.CHANNELS];
    for (int place = 0; place < width(); place++) {
      for (int letter = 0; letter < Dna.CHANNELS; letter++) {
        other[place][letter] = frequencies[width() - 1 - place][Dna.complement(letter)];
      }
    }
    return new PositionMatrix(other);
  }

  /**
   * @param sequence numbers of letters
   * @return the highest log-odds of a window on either strand; negative infinity if the sequence is
   *     shorter than the motif
   */
  public double bestScore(int[] sequence) {
    return Math.max(bestOnStrand(sequence), bestOnStrand(Dna.reverseComplement(sequence)));
  }

  private double bestOnStrand(int[] strand) {
    double best = Double.NEGATIVE_INFINITY;
    for (int from = 0; from + width() <= strand.length; from++) {
      double score = 0;
      for (int i = 0; i < width(); i++) {
        score += logOdds[i][strand[from + i]];
      }
      best = Math.max(best, score);
    }
    return best;
  }

  /**
   * Compares this motif with one that was found.
   *
   * <p>Over all places of this motif, and with a quarter of each letter where the other one does
   * not reach, so that a find of two places is no match.
   *
   * @param found another motif
   * @return where they are most alike
   */
  public Match match(PositionMatrix found) {
    Match best = new Match(Double.NEGATIVE_INFINITY, 0, false);
    for (boolean reversed : new boolean[] {false, true}) {
      PositionMatrix strand = reversed ? found.reverseComplement() : found;
      for (int shift = 1 - strand.width(); shift < width(); shift++) {
        double correlation = correlation(strand, shift);
        if (correlation > best.correlation()) {
          best = new Match(correlation, shift, reversed);
        }
      }
    }
    return best;
  }

  private double correlation(PositionMatrix other, int shift) {
    double[] mine = new double[width() * Dna.CHANNELS];
    double[] theirs = new double[mine.length];
    for (int place = 0; place < width(); place++) {
      int there = place - shift;
      boolean reaches = there >= 0 && there < other.width();
      for (int letter = 0; letter < Dna.CHANNELS; letter++) {
        mine[place * Dna.CHANNELS + letter] = frequencies[place][letter];
        theirs[place * Dna.CHANNELS + letter] = reaches ? other.frequencies[there][letter] : EVEN;
      }
    }
    double correlation = new PearsonsCorrelation().correlation(mine, theirs);
    return Double.isNaN(correlation) ? 0 : correlation; // one of them is the same everywhere
  }

  /**
   * @param from the first place, which may be negative
   * @param places how many, 1 or more
   * @return that part of it, a quarter of each letter where it does not reach
   */
  public PositionMatrix part(int from, int places) {
    double[][] part = new double[places][];
    for (int i = 0; i < places; i++) {
      int place = from + i;
      if (place >= 0 && place < width()) {
        part[i] = frequencies[place].clone();
      } else {
        part[i] = new double[Dna.CHANNELS];
        Arrays.fill(part[i], EVEN);
      }
    }
    return new PositionMatrix(part);
  }
}
