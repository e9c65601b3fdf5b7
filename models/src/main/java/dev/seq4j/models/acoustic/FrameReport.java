package dev.seq4j.models.acoustic;

import dev.seq4j.core.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.apache.commons.text.similarity.LevenshteinDetailedDistance;
import org.apache.commons.text.similarity.LevenshteinResults;

/**
 * How well frames and sequences of words are recognised.
 *
 * <pre>
 *   word error rate = (substitutions + insertions + deletions) / words said
 * </pre>
 *
 * <p>counted along the fewest edits that turn what was said into what was heard (Levenshtein 1966).
 *
 * @param sounds how many
 * @param frames of all of them
 * @param frameAccuracy share of the frames that have the right label, after decoding
 * @param likeliestAccuracy the same by each frame's likeliest label alone
 * @param majorityAccuracy share of the most frequent label, what one reaches without listening
 * @param words that were said
 * @param substitutions words that were heard as others
 * @param insertions words that were heard and not said
 * @param deletions words that were said and not heard
 * @param exact share of the sounds of which all words were heard
 */
public record FrameReport(
    int sounds,
    long frames,
    double frameAccuracy,
    double likeliestAccuracy,
    double majorityAccuracy,
    int words,
    int substitutions,
    int insertions,
    int deletions,
    double exact) {

  /**
   * A sound, numbers of labels.
   *
   * @param truth of each frame
   * @param likeliest of each frame, by itself
   * @param decoded of each frame, with those beside it
   * @param said the words, in their order
   * @param heard the words, in their order
   */
  public record Labelled(int[] truth, int[] likeliest, int[] decoded, int[] said, int[] heard) {

    /**
     * @throws InvalidInputException if a frame has not all three labels
     */
    public Labelled {
      if (truth.length != likeliest.length || truth.length != decoded.length) {
        throw new InvalidInputException(
            "frames = %d, %d, %d: must be as many"
                .formatted(truth.length, likeliest.length, decoded.length));
      }
    }

    /**
     * @return fewest edits from what was said to what was heard
     */
    public LevenshteinResults edits() {
      return LevenshteinDetailedDistance.getDefaultInstance().apply(letters(said), letters(heard));
    }

    /** Returns a letter for each word, equal for equal words. */
    private static String letters(int[] words) {
      StringBuilder letters = new StringBuilder();
      Arrays.stream(words).forEach(word -> letters.append((char) word));
      return letters.toString();
    }
  }

  /**
   * @param labelled sounds, one or more, of one frame or more
   * @return how well they were recognised
   * @throws InvalidInputException if there is no frame
   */
  public static FrameReport of(List<Labelled> labelled) {
    long frames = 0;
    long right = 0;
    long likeliest = 0;
    TreeMap<Integer, Long> counts = new TreeMap<>();
    int words = 0;
    int[] edits = new int[3];
    int exact = 0;
    for (Labelled sound : labelled) {
      for (int t = 0; t < sound.truth().length; t++) {
        frames++;
        right += sound.decoded()[t] == sound.truth()[t] ? 1 : 0;
        likeliest += sound.likeliest()[t] == sound.truth()[t] ? 1 : 0;
        counts.merge(sound.truth()[t], 1L, Long::sum);
      }
      words += sound.said().length;
      LevenshteinResults found = sound.edits();
      edits[0] += found.getSubstituteCount();
      edits[1] += found.getInsertCount();
      edits[2] += found.getDeleteCount();
      exact += found.getDistance() == 0 ? 1 : 0;
    }
    if (frames == 0) {
      throw new InvalidInputException("frames = 0: must be 1 or above");
    }
    long majority = counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
    return new FrameReport(
        labelled.size(),
        frames,
        (double) right / frames,
        (double) likeliest / frames,
        (double) majority / frames,
        words,
        edits[0],
        edits[1],
        edits[2],
        (double) exact / labelled.size());
  }

  /**
   * @return edits for each word that was said; NaN if none was
   */
  public double wordErrorRate() {
    return (double) (substitutions + insertions + deletions) / words;
  }
}
