package dev.seq4j.core.dna;

import dev.seq4j.core.InvalidInputException;
import java.util.Arrays;
import java.util.List;

/**
 * DNA in letters, numbers and one-hot columns.
 *
 * <pre>
 *          A  C  G  T   pairs with
 *   A  0   1  0  0  0   T
 *   C  1   0  1  0  0   G
 *   G  2   0  0  1  0   C
 *   T  3   0  0  0  1   A
 *   N  4   ¼  ¼  ¼  ¼   N
 * </pre>
 *
 * <p>N, a letter that was not read, is a quarter of each: what a filter answers to it is the mean
 * of its answers to the four letters. Zeros are what lies beyond the ends of a sequence.
 */
public final class Dna {

  /** All letters, each at the place of its number. */
  public static final String LETTERS = "ACGTN";

  /** The number of the letter that was not read. */
  public static final int UNKNOWN = 4;

  /** How many letters a one-hot column tells apart. */
  public static final int CHANNELS = 4;

  /** Of N in each channel. */
  private static final float SHARE = 1f / CHANNELS;

  private Dna() {}

  /**
   * @param letter in upper case
   * @return its number, or -1 if it is none of {@link #LETTERS}
   */
  public static int number(char letter) {
    return LETTERS.indexOf(letter);
  }

  /**
   * @param letters of {@link #LETTERS}
   * @return their numbers
   * @throws InvalidInputException if another letter is among them; names the first and its place
   */
  public static int[] encode(String letters) {
    int[] numbers = new int[letters.length()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(letters.charAt(i));
      if (numbers[i] < 0) {
        throw new InvalidInputException(
            "letter %d of the sequence = %s: must be one of A, C, G, T, N"
                .formatted(i + 1, letters.charAt(i)));
      }
    }
    return numbers;
  }

  /**
   * @param numbers of letters
   * @return the letters
   */
  public static String decode(int[] numbers) {
    StringBuilder letters = new StringBuilder(numbers.length);
    for (int number : numbers) {
      letters.append(LETTERS.charAt(number));
    }
    return letters.toString();
  }

  /**
   * @param number of a letter
   * @return that of the letter it pairs with
   */
  public static int complement(int number) {
    return number == UNKNOWN ? UNKNOWN : CHANNELS - 1 - number;
  }

  /**
   * @param numbers of one strand, from its 5' end
   * @return those of the other strand, from its 5' end
   */
  public static int[] reverseComplement(int[] numbers) {
    int[] other = new int[numbers.length];
    for (int i = 0; i < other.length; i++) {
      other[i] = complement(numbers[numbers.length - 1 - i]);
    }
    return other;
  }

  /**
   * @param sequences numbers of letters
   * @return the length of the longest; 0 if there is none
   */
  public static int longest(List<int[]> sequences) {
    return sequences.stream().mapToInt(sequence -> sequence.length).max().orElse(0);
  }

  /**
   * @param sequences numbers of letters
   * @return {@code [sequences, 4, longest]} in 'c' order, zeros beyond a sequence's end
   */
  public static float[] oneHot(List<int[]> sequences) {
    int time = longest(sequences);
    float[] columns = new float[Math.multiplyExact(sequences.size() * CHANNELS, time)];
    int row = 0;
    for (int[] sequence : sequences) {
      for (int channel = 0; channel < CHANNELS; channel++) {
        int from = (row * CHANNELS + channel) * time;
        for (int t = 0; t < sequence.length; t++) {
          columns[from + t] = sequence[t] == UNKNOWN ? SHARE : sequence[t] == channel ? 1 : 0;
        }
      }
      row++;
    }
    return columns;
  }

  /**
   * @param sequences numbers of letters
   * @return {@code [sequences, longest]} in 'c' order: 1 for a letter, 0 beyond a sequence's end
   */
  public static float[] mask(List<int[]> sequences) {
    int time = longest(sequences);
    float[] mask = new float[Math.multiplyExact(sequences.size(), time)];
    for (int row = 0; row < sequences.size(); row++) {
      Arrays.fill(mask, row * time, row * time + sequences.get(row).length, 1);
    }
    return mask;
  }
}
