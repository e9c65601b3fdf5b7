package dev.seq4j.core.text;

import dev.seq4j.core.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which tokens of a long text are kept: some of its beginning, some of its end.
 *
 * <p>{@link #of} is what to take unless there is a reason: a quarter from the beginning and three
 * quarters from the end. Of the ways that Sun et al. ("How to fine-tune BERT for text
 * classification?", 2019) tried on IMDB, this split had the lowest error; a review names its film
 * first and says what it thinks of it last.
 *
 * @param maxLength the most tokens a text keeps, 1 or more
 * @param head how many of them are from the beginning, from 0 to {@code maxLength}
 */
public record Truncation(int maxLength, int head) {

  /** Keeps every text whole. */
  public static final Truncation NONE = new Truncation(Integer.MAX_VALUE, Integer.MAX_VALUE);

  /**
   * @throws InvalidInputException if a number is out of its range
   */
  public Truncation {
    if (maxLength < 1) {
      throw new InvalidInputException("maximum length = " + maxLength + ": must be 1 or above");
    }
    if (head < 0 || head > maxLength) {
      throw new InvalidInputException(
          "tokens from the beginning = %d: must be in [0, %d]".formatted(head, maxLength));
    }
  }

  /**
   * @param maxLength the most tokens a text keeps
   * @return a quarter from the beginning, the rest from the end
   */
  public static Truncation of(int maxLength) {
    return new Truncation(maxLength, Math.max(0, maxLength) / 4);
  }

  /**
   * @param maxLength the most tokens a text keeps
   * @return all of them from the beginning
   */
  public static Truncation keepBeginning(int maxLength) {
    return new Truncation(maxLength, Math.max(0, maxLength));
  }

  /**
   * @param maxLength the most tokens a text keeps
   * @return all of them from the end
   */
  public static Truncation keepEnd(int maxLength) {
    return new Truncation(maxLength, 0);
  }

  /**
   * @param tokens of a text
   * @param <T> what a token is
   * @return those that are kept
   */
  public <T> List<T> apply(List<T> tokens) {
    return IntStream.range(0, kept(tokens.size()))
        .mapToObj(position -> tokens.get(source(position, tokens.size())))
        .toList();
  }

  /**
   * @param ids tokens of a text as numbers
   * @return those that are kept
   */
  public int[] apply(int[] ids) {
    if (ids.length <= maxLength) {
      return ids;
    }
    int[] kept = Arrays.copyOf(ids, maxLength);
    System.arraycopy(ids, ids.length - maxLength + head, kept, head, maxLength - head);
    return kept;
  }

  /**
   * @param length tokens of a text
   * @return how many of them are kept
   */
  public int kept(int length) {
    return Math.min(length, maxLength);
  }

  /**
   * Finds a kept token in the whole text.
   *
   * @param position of the token among those kept, from 0
   * @param length tokens of the whole text
   * @return its position in the whole text
   */
  public int source(int position, int length) {
    return position < head || length <= maxLength ? position : position + length - maxLength;
  }
}
