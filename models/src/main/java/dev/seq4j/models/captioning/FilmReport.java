package dev.seq4j.models.captioning;

import dev.seq4j.core.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * How good descriptions of frames are.
 *
 * @param frames how many were judged
 * @param correct descriptions that are, word for word, the true ones
 * @param accuracy the share of these
 * @param placeAccuracy the share of frames whose word is right, for each place of a description
 */
public record FilmReport(int frames, int correct, double accuracy, List<Double> placeAccuracy) {

  public FilmReport {
    placeAccuracy = List.copyOf(placeAccuracy);
  }

  /**
   * Compares descriptions, each of as many words.
   *
   * @param truths the words of each frame of each film
   * @param told as many
   * @param counts whether a frame of this description is judged
   * @return how good they are
   * @throws InvalidInputException if no frame is judged, or one has no description
   */
  public static FilmReport of(
      List<List<List<String>>> truths,
      List<List<List<String>>> told,
      Predicate<List<String>> counts) {
    List<List<String>> expected = truths.stream().flatMap(List::stream).toList();
    List<List<String>> given = told.stream().flatMap(List::stream).toList();
    if (expected.size() != given.size() || expected.stream().noneMatch(counts)) {
      throw new InvalidInputException(
          "test: %d frames with descriptions of %d: must be as many, one or more to judge"
              .formatted(expected.size(), given.size()));
    }
    int frames = 0;
    int correct = 0;
    int[] right = new int[expected.get(0).size()];
    for (int i = 0; i < expected.size(); i++) {
      List<String> truth = expected.get(i);
      if (counts.test(truth)) {
        frames++;
        correct += truth.equals(given.get(i)) ? 1 : 0;
        for (int place = 0; place < right.length; place++) {
          right[place] += truth.get(place).equals(given.get(i).get(place)) ? 1 : 0;
        }
      }
    }
    List<Double> shares = new ArrayList<>();
    for (int ofPlace : right) {
      shares.add((double) ofPlace / frames);
    }
    return new FilmReport(frames, correct, (double) correct / frames, shares);
  }

  /** Returns a line for a reader. */
  public String line() {
    List<String> shares = new ArrayList<>();
    placeAccuracy.forEach(share -> shares.add(String.format(Locale.ROOT, "%.1f", 100 * share)));
    return String.format(
        Locale.ROOT,
        "%.2f %% right of %,d frames (word by word %s %%)",
        100 * accuracy,
        frames,
        String.join(", ", shares));
  }
}
