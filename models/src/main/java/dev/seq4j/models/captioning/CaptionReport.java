package dev.seq4j.models.captioning;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.picture.Picture;
import dev.seq4j.models.decoding.BeamSearch;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;

/**
 * How good captions are.
 *
 * @param pictures how many were looked at
 * @param correct captions that are, word for word, the true ones
 * @param accuracy the share of these
 * @param seconds that it took
 */
public record CaptionReport(int pictures, int correct, double accuracy, double seconds) {

  /**
   * Writes captions and compares them.
   *
   * @param captioner the model
   * @param pictures one or more, of the model's size
   * @param references the true caption of each
   * @param search how captions are searched for
   * @param captioned is told how many more pictures have one, again and again
   * @return how good they are
   * @throws InvalidInputException if there is no picture or one is of another size
   */
  public static CaptionReport of(
      Captioner captioner,
      List<Picture> pictures,
      List<String> references,
      BeamSearch search,
      IntConsumer captioned) {
    if (pictures.isEmpty() || pictures.size() != references.size()) {
      throw new InvalidInputException(
          "test: %d pictures with captions of %d: must be as many, 1 or more"
              .formatted(pictures.size(), references.size()));
    }
    long start = System.nanoTime();
    List<Caption> made = captioner.caption(pictures, search, captioned);
    double seconds = (System.nanoTime() - start) / 1e9;
    int correct = 0;
    for (int i = 0; i < made.size(); i++) {
      correct += references.get(i).equals(made.get(i).text()) ? 1 : 0;
    }
    return new CaptionReport(made.size(), correct, (double) correct / made.size(), seconds);
  }

  /** Returns a line for a reader. */
  public String line() {
    return String.format(Locale.ROOT, "%.2f %% right of %,d pictures", 100 * accuracy, pictures);
  }
}
