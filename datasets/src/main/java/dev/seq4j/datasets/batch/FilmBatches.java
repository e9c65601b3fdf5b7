package dev.seq4j.datasets.batch;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.picture.Film;
import dev.seq4j.core.picture.Picture;
import dev.seq4j.core.text.SentencePattern;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Films that are made when they are wanted, and the words that describe each frame, for a network
 * that says them frame by frame.
 *
 * <pre>
 *   features  FLOAT [batch, height * width * 3, frames]   from 0 to 1; the frames lie one after
 *                                                         the other in memory
 *   labels    INT32 [batch, 1, frames * places]           numbers of words, those of the first
 *                                                         frame, of the second, and so on
 * </pre>
 *
 * <p>All films are of one length, so there is no mask. Every epoch has new films, which are a
 * function of the seed, the epoch and their place. The arrays belong to whoever takes them and stay
 * valid.
 */
public final class FilmBatches extends EpochIterator {

  private static final long serialVersionUID = 1L;

  private final transient LongFunction<DescribedFilm> films;
  private final transient SentencePattern pattern;
  private final int batchesPerEpoch;
  private final long seed;

  /**
   * @param films makes one of a seed, all of one length and size; asked by several threads at once
   * @param pattern of the descriptions
   * @param batchSize films a batch, 1 or more
   * @param batchesPerEpoch how many batches are called an epoch, 1 or more
   * @param seed of the films
   * @throws InvalidInputException if a number is out of its range
   */
  public FilmBatches(
      LongFunction<DescribedFilm> films,
      SentencePattern pattern,
      int batchSize,
      int batchesPerEpoch,
      long seed) {
    super(batchSize, films.apply(seed).film().frames().get(0).numbers(), pattern.words());
    this.films = films;
    this.pattern = pattern;
    this.batchesPerEpoch = requireBatches(batchesPerEpoch);
    this.seed = seed;
  }

  @Override
  DataSet make(int epochNumber, int batchNumber) {
    int batchSize = batch();
    int numbers = inputColumns();
    List<DescribedFilm> made =
        IntStream.range(0, batchSize)
            .parallel() // drawing takes long
            .mapToObj(
                row -> films.apply(new EpochRandom(seed, epochNumber, batchNumber, row).nextLong()))
            .toList();
    int time = made.get(0).film().length();
    int places = pattern.places().size();
    float[] frames = new float[Math.multiplyExact(time * batchSize, numbers)];
    int[] labels = new int[batchSize * places * time]; // [batch, 1, time * places]
    for (int row = 0; row < batchSize; row++) {
      requireAlike(made.get(row).film(), made.get(0).film());
      made.get(row).film().copyTo(0, time, frames, row, batchSize);
      List<List<String>> words = made.get(row).words();
      for (int t = 0; t < time; t++) {
        for (int place = 0; place < places; place++) {
          labels[(row * time + t) * places + place] = pattern.id(place, words.get(t).get(place));
        }
      }
    }
    return new DataSet(
        array(frames, time, batchSize, numbers).permute(1, 2, 0),
        array(labels, batchSize, 1, (long) time * places));
  }

  private static void requireAlike(Film film, Film first) {
    Picture frame = film.frames().get(0);
    if (film.length() != first.length() || !frame.sameSize(first.frames().get(0))) {
      throw new InvalidInputException(
          "film of %d frames, %s: must be of %d frames, %s, as the others are"
              .formatted(film.length(), frame, first.length(), first.frames().get(0)));
    }
  }

  @Override
  public int batchesPerEpoch() {
    return batchesPerEpoch;
  }
}
