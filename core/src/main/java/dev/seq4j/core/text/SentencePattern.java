package dev.seq4j.core.text;

import dev.seq4j.core.InvalidInputException;
import java.util.HashSet;
import java.util.List;

/**
 * Sentences of one form: at each of its places stands one of several words, or phrases.
 *
 * <pre>{@code
 * SentencePattern pattern = new SentencePattern(List.of(
 *     List.of("a red", "a blue"), List.of("circle", "square"), List.of("grows", "shrinks")));
 * pattern.join(List.of("a blue", "circle", "grows")); // a blue circle grows
 * pattern.id(1, "square");                            // 3
 * }</pre>
 *
 * <p>Words are numbered from 0 on, place after place, so that one softmax can give the words of all
 * places.
 *
 * @param places the words of each, in the order of their numbers; one or more of each
 */
public record SentencePattern(List<List<String>> places) {

  /**
   * @throws InvalidInputException if there is no place, or one has no word or one word twice
   */
  public SentencePattern {
    if (places == null || places.isEmpty()) {
      throw new InvalidInputException("places of a sentence: must be one or more");
    }
    places = places.stream().map(List::copyOf).toList();
    for (List<String> words : places) {
      if (words.isEmpty() || new HashSet<>(words).size() < words.size()) {
        throw new InvalidInputException(
            "words of a place = %s: must be one or more, each once".formatted(words));
      }
    }
  }

  /**
   * @return the words of all places, by their numbers
   */
  public List<String> words() {
    return places.stream().flatMap(List::stream).toList();
  }

  /**
   * @return how many words there are, of all places together
   */
  public int size() {
    return first(places.size());
  }

  /**
   * @param place from 0 on
   * @return the number of its first word
   */
  public int first(int place) {
    return places.subList(0, place).stream().mapToInt(List::size).sum();
  }

  /**
   * @param place from 0 on
   * @param word one of the place's
   * @return its number among all words
   * @throws InvalidInputException if the place has no such word
   */
  public int id(int place, String word) {
    int index = places.get(place).indexOf(word);
    if (index < 0) {
      throw new InvalidInputException(
          "word = %s: must be one of %s".formatted(word, String.join(", ", places.get(place))));
    }
    return first(place) + index;
  }

  /**
   * @param words one for each place
   * @return the sentence
   */
  public static String join(List<String> words) {
    return String.join(" ", words);
  }
}
