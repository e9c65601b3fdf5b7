package dev.seq4j.datasets.imdb;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the path of a review says: {@code aclImdb/train/pos/127_10.txt} is number 127 of the
 * positive reviews to train with, and gave 10 stars.
 *
 * <p>Ordered as the reviews are: by part, label, number.
 *
 * @param part {@code train} or {@code test}
 * @param folder {@code neg} or {@code pos}
 * @param number counts the reviews of a folder, from 0
 * @param stars 1 to 10
 */
record ReviewName(String part, String folder, long number, int stars)
    implements Comparable<ReviewName> {

  static final String LAYOUT = "{train,test}/{pos,neg}/NUMBER_STARS.txt";

  private static final Pattern PATH =
      Pattern.compile("(?:.*/)?(train|test)/(pos|neg)/(\\d{1,18})_(\\d{1,2})\\.txt");

  private static final Comparator<ReviewName> ORDER =
      Comparator.comparing(ReviewName::part)
          .thenComparing(ReviewName::folder)
          .thenComparingLong(ReviewName::number)
          .thenComparingInt(ReviewName::stars);

  /**
   * @param path with slashes
   * @return empty if it is not a review's path: another folder's, or an index, or a file manager's
   */
  static Optional<ReviewName> parse(String path) {
    Matcher parts = PATH.matcher(path);
    return parts.matches()
        ? Optional.of(
            new ReviewName(
                parts.group(1),
                parts.group(2),
                Long.parseLong(parts.group(3)),
                Integer.parseInt(parts.group(4))))
        : Optional.empty();
  }

  boolean isTrain() {
    return part.equals("train");
  }

  String label() {
    return folder.equals("pos") ? ImdbReviews.POSITIVE : ImdbReviews.NEGATIVE;
  }

  @Override
  public int compareTo(ReviewName other) {
    return ORDER.compare(this, other);
  }
}
