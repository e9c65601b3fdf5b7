package dev.seq4j.datasets.batch;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.picture.Film;
import dev.seq4j.core.text.SentencePattern;
import java.util.List;
import java.util.Objects;

/**
 * A film and what happens in each of its frames.
 *
 * @param film the film
 * @param words the description of each frame by the places of a {@link SentencePattern}
 */
public record DescribedFilm(Film film, List<List<String>> words) {

  /**
   * @throws InvalidInputException if there are more frames than descriptions, or fewer
   */
  public DescribedFilm {
    Objects.requireNonNull(film, "film");
    words = words.stream().map(List::copyOf).toList();
    if (words.size() != film.length()) {
      throw new InvalidInputException(
          "film: %d frames and %d descriptions: must be as many"
              .formatted(film.length(), words.size()));
    }
  }

  /**
   * @return the description of each frame
   */
  public List<String> descriptions() {
    return words.stream().map(SentencePattern::join).toList();
  }
}
