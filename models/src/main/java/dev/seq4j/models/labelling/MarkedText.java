package dev.seq4j.models.labelling;

import dev.seq4j.core.text.BareWordTokenizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A text taken apart into bare words and their labels, and put together again.
 *
 * <pre>
 *   "Good day, Mr. Lorry--I am late!"
 *   good/first   day/none ,   mr/first .   lorry/first --   i/first   am/none   late/none !
 *   Good day, Mr. Lorry--I am late!
 * </pre>
 *
 * <p>Words that were put together are taken apart into the same words and labels. What has no label
 * is lost: quotation marks, brackets, line breaks, and capitals inside of a word.
 */
public final class MarkedText {

  private static final Pattern MARK =
      Pattern.compile("--+|[\u2013\u2014]|(?<=\\s)-(?=\\s)|[,.;:?!\u2026]");

  private MarkedText() {}

  /**
   * @param text any
   * @return its words in their order
   */
  public static List<MarkedWord> parse(String text) {
    Map<MarkedWord, MarkedWord> shared = new HashMap<>(); // a book has few different ones
    List<MarkedWord> parsed = new ArrayList<>();
    Matcher words = BareWordTokenizer.words(text);
    Matcher marks = MARK.matcher(text).useTransparentBounds(true);
    boolean more = words.find();
    while (more) {
      String written = words.group();
      int end = words.end();
      more = words.find();
      marks.region(end, more ? words.start() : text.length());
      Mark mark = marks.find() ? Mark.of(shortened(marks.group())) : Mark.NONE;
      MarkedWord word =
          new MarkedWord(BareWordTokenizer.bare(written), new WordLabel(Capital.of(written), mark));
      parsed.add(shared.computeIfAbsent(word, same -> same));
    }
    return parsed;
  }

  private static String shortened(String punctuation) {
    return punctuation.startsWith("-") ? Mark.DASH.written() : punctuation;
  }

  /**
   * @param words in their order
   * @return the text
   */
  public static String join(List<MarkedWord> words) {
    StringBuilder text = new StringBuilder();
    boolean space = false;
    for (MarkedWord word : words) {
      text.append(space ? " " : "").append(word.written());
      space = word.label().mark() != Mark.DASH;
    }
    return text.toString();
  }

  /**
   * @param words in their order
   * @return where sentences begin, as far as labels say: at the first word, and with each capital
   *     after a full stop, a question mark or an exclamation mark that is not that of a title
   */
  public static int[] sentences(List<MarkedWord> words) {
    return IntStream.range(0, words.size())
        .filter(
            i ->
                i == 0
                    || words.get(i - 1).endsSentence()
                        && words.get(i).label().capital() != Capital.NONE)
        .toArray();
  }
}
