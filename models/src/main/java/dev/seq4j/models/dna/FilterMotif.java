package dev.seq4j.models.dna;

import dev.seq4j.core.dna.Dna;
import dev.seq4j.core.dna.PositionMatrix;
import java.util.List;

/**
 * What a filter of a convolution looks for, read from the windows that it answers to most.
 *
 * <pre>
 *   answer(x) = b + sum over k of W(k, x_k)                      for a window x of letters
 *   n(k, a)   = how many windows with answer > max / 2 have letter a at place k
 * </pre>
 *
 * <p>Of each sequence the window with the highest answer is looked at, on both strands; max is the
 * highest answer of all (Alipanahi et al. 2015).
 *
 * @param filter its number, from 0
 * @param matrix letters at each place of these windows
 * @param sites how many windows there are
 * @param highest answer of all windows, above 0
 */
public record FilterMotif(int filter, PositionMatrix matrix, int sites, double highest) {

  /** Share of the highest answer that a window has to reach. */
  private static final double ENOUGH = 0.5;

  /** The window of a sequence with the highest answer. */
  private record Window(int[] strand, int from, double answer) {}

  /**
   * Reads a filter.
   *
   * @param filter its number
   * @param weights for each place of a window, of each letter
   * @param bias added to each answer
   * @param sequences numbers of letters
   * @return what it looks for; null if it answers to no window
   */
  static FilterMotif read(int filter, double[][] weights, double bias, List<int[]> sequences) {
    List<Window> windows =
        sequences.stream()
            .filter(sequence -> sequence.length >= weights.length)
            .map(sequence -> best(weights, bias, sequence))
            .toList();
    double highest = windows.stream().mapToDouble(Window::answer).max().orElse(0);
    if (highest <= 0) {
      return null;
    }
    double[][] counts = new double[weights.length][Dna.CHANNELS];
    int sites = 0;
    for (Window window : windows) {
      if (window.answer() > ENOUGH * highest) {
        count(window, counts);
        sites++;
      }
    }
    return new FilterMotif(filter, PositionMatrix.ofCounts(counts), sites, highest);
  }

  private static Window best(double[][] weights, double bias, int[] sequence) {
    Window best = null;
    for (int[] strand : List.of(sequence, Dna.reverseComplement(sequence))) {
      for (int from = 0; from + weights.length <= strand.length; from++) {
        double answer = bias;
        for (int k = 0; k < weights.length; k++) {
          answer += weight(weights[k], strand[from + k]);
        }
        if (best == null || answer > best.answer()) {
          best = new Window(strand, from, answer);
        }
      }
    }
    return best;
  }

  private static double weight(double[] ofLetters, int letter) {
    if (letter != Dna.UNKNOWN) {
      return ofLetters[letter];
    }
    return (ofLetters[0] + ofLetters[1] + ofLetters[2] + ofLetters[3]) / Dna.CHANNELS;
  }

  private static void count(Window window, double[][] counts) {
    for (int k = 0; k < counts.length; k++) {
      int letter = window.strand()[window.from() + k];
      for (int a = 0; a < Dna.CHANNELS; a++) {
        counts[k][a] += letter == Dna.UNKNOWN ? 1.0 / Dna.CHANNELS : letter == a ? 1 : 0;
      }
    }
  }
}
