package dev.seq4j.apps.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * A {@link HeatMap} as text: coloured cells on a terminal that can colour, shaded ones elsewhere.
 *
 * <pre>
 *          he  is  sleeping
 *   il     ███ ░░░ ░░░░░░░░
 *   dort       ▒▒▒ ▓▓▓▓▓▓▓▓
 * </pre>
 *
 * <p>The square root of a weight decides on its shade, so that small ones show. What is wider than
 * the terminal goes on below.
 *
 * @param columns characters a line has at most; at least one column of cells is printed
 * @param coloured whether to colour by the codes of terminals with 256 colours
 */
public record HeatText(int columns, boolean coloured) {

  private static final String SHADES = " ░▒▓█";

  /** From dark blue over green to yellow, as terminals number them. */
  private static final int[] COLOURS = {17, 18, 24, 30, 36, 72, 114, 192, 227};

  private static final String RESET = "\u001B[0m";

  private static final int LONGEST_WORD = 14;
  private static final int NARROWEST_CELL = 3;

  /**
   * @param map what to show; its title is left out
   * @return lines, each with its end
   */
  public String of(HeatMap map) {
    List<String> source = map.source().stream().map(HeatText::shortened).toList();
    List<String> target = map.target().stream().map(HeatText::shortened).toList();
    int labels = target.stream().mapToInt(HeatText::width).max().orElse(0);
    StringBuilder text = new StringBuilder();
    int from = 0;
    while (from < source.size()) {
      int to = from;
      int line = labels;
      while (to < source.size() && (to == from || line + 1 + cell(source.get(to)) <= columns)) {
        line += 1 + cell(source.get(to++));
      }
      text.append(from > 0 ? "\n" : "");
      appendBlock(map.weights(), source.subList(from, to), from, target, labels, text);
      from = to;
    }
    return text.toString();
  }

  private void appendBlock(
      float[][] weights,
      List<String> source,
      int from,
      List<String> target,
      int labels,
      StringBuilder text) {
    List<String> header = new ArrayList<>();
    source.forEach(word -> header.add(padded(word, cell(word))));
    text.append((" ".repeat(labels + 1) + String.join(" ", header)).stripTrailing()).append('\n');
    for (int row = 0; row < target.size(); row++) {
      StringBuilder line = new StringBuilder(padded(target.get(row), labels));
      for (int column = 0; column < source.size(); column++) {
        line.append(' ').append(cell(weights[row][from + column], cell(source.get(column))));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
  }

  private String cell(float weight, int width) {
    double strength = Math.sqrt(Math.max(0, Math.min(1, weight)));
    if (coloured) {
      int colour = COLOURS[(int) Math.round(strength * (COLOURS.length - 1))];
      return "\u001B[48;5;" + colour + "m" + " ".repeat(width) + RESET;
    }
    char shade = SHADES.charAt((int) Math.round(strength * (SHADES.length() - 1)));
    return String.valueOf(shade).repeat(width);
  }

  private static int cell(String word) {
    return Math.max(NARROWEST_CELL, width(word));
  }

  private static String padded(String word, int width) {
    return word + " ".repeat(width - width(word));
  }

  private static String shortened(String word) {
    return word.codePointCount(0, word.length()) <= LONGEST_WORD
        ? word
        : word.substring(0, word.offsetByCodePoints(0, LONGEST_WORD - 1)) + "…";
  }

  /** How many places a word takes: marks on letters take none. */
  private static int width(String word) {
    return (int)
        word.codePoints()
            .filter(codePoint -> Character.getType(codePoint) != Character.NON_SPACING_MARK)
            .count();
  }
}
