package dev.seq4j.apps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Data and options so small that a training takes a moment. */
public final class TinyData {

  /** Follows {@code train sentiment}; four batches. */
  public static final List<String> SENTIMENT =
      List.of("--units 4 --embedding 4 --batch 8 --epochs 1".split(" "));

  /** Follows {@code train text}; lacks iterations. */
  public static final List<String> TEXT =
      List.of("--units 4 --embedding 4 --batch 4 --time 20 --validate-every 3".split(" "));

  private static final List<String> PRAISE =
      List.of("lovely", "superb", "touching", "bright", "a joy");
  private static final List<String> BLAME = List.of("dull", "awful", "tired", "grey", "a bore");
  private static final List<String> THINGS = List.of("film", "cast", "music", "plot");

  private TinyData() {}

  /**
   * Writes a CSV file of 40 reviews, half of them positive.
   *
   * @param file to write
   * @return the file
   */
  public static Path reviews(Path file) throws IOException {
    StringBuilder csv = new StringBuilder("review,sentiment\n");
    for (int i = 0; i < 20; i++) {
      String thing = THINGS.get(i % 4);
      csv.append(
          "\"The %s was %s, and so was the end.\",positive%n".formatted(thing, PRAISE.get(i % 5)));
      csv.append(
          "\"The %s was %s, and so was the end.\",negative%n".formatted(thing, BLAME.get(i % 5)));
    }
    return Files.writeString(file, csv);
  }

  /**
   * Writes a CSV file of 30 questions of three classes, with columns {@code body} and {@code
   * topic}.
   *
   * @param file to write
   * @return the file
   */
  public static Path topics(Path file) throws IOException {
    StringBuilder csv = new StringBuilder("id,topic,body\n");
    for (int i = 0; i < 10; i++) {
      csv.append("%d,price,How much is number %d?%n".formatted(3 * i, i));
      csv.append("%d,delivery,When will number %d arrive?%n".formatted(3 * i + 1, i));
      csv.append("%d,returns,I want to send number %d back.%n".formatted(3 * i + 2, i));
    }
    return Files.writeString(file, csv);
  }

  /**
   * Writes a text of about 3,000 characters.
   *
   * @param file to write
   * @return the file
   */
  public static Path book(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; text.length() < 3000; i++) {
      text.append("The clock of the old mill struck ").append(i % 12 + 1).append(", and the ");
      text.append(THINGS.get(i % 4)).append(" went on.").append(i % 5 == 4 ? "\n\n" : "\n");
    }
    return Files.writeString(file, text);
  }
}
