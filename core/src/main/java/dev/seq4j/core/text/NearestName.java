package dev.seq4j.core.text;

import java.util.Collection;
import java.util.List;

/** Says that a name is unknown, which known one was perhaps meant, and which there are. */
final class NearestName {

  private NearestName() {}

  /**
   * @param what what the name should name, such as {@code option}
   * @param name the unknown name
   * @param allowed the known names, at least one
   * @return such as {@code unknown option cse, did you mean case? Allowed: case}
   */
  static String unknown(String what, String name, Collection<String> allowed) {
    List<String> sorted = allowed.stream().sorted().toList();
    String nearest = null;
    int least = Integer.MAX_VALUE;
    for (String candidate : sorted) {
      int distance = distance(name, candidate);
      if (distance < least && 2 * distance <= Math.max(name.length(), candidate.length())) {
        nearest = candidate;
        least = distance;
      }
    }
    return "unknown "
        + what
        + " "
        + name
        + (nearest == null ? ". " : ", did you mean " + nearest + "? ")
        + "Allowed: "
        + String.join(", ", sorted);
  }

  /** Levenshtein's: how many letters must be put in, taken out or replaced. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
