package dev.seq4j.datasets.novel;

import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Transliterator;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes any script in ASCII, by ICU's transliteration.
 *
 * <p>Lines of Latin letters and common punctuation are written letter by letter, each looked up
 * once; only a line with another script goes through ICU as a whole, at a thousand times the cost.
 */
final class Ascii {

  // ICU writes every dash as one hyphen, which would join the words on both sides into one; typists
  // write two. Separators become spaces, so that words stay apart.
  private static final String FIRST = "[\u2014\u2015] > '--'; [[:Z:]\\u0085] > ' ';";
  private static final String LAST = ":: Latin-ASCII; :: NFKD; :: [^\\u0000-\\u007F] Remove;";
  private static final Transliterator LATIN = rules("latin", FIRST + LAST);

  /** Made when first needed: its table of all scripts takes most of a second. */
  private static final class AnyScript {
    private static final Transliterator RULES = rules("any", FIRST + ":: Any-Latin;" + LAST);
  }

  // ICU's cost grows with the square of the length where much is replaced.
  private static final int CHUNK = 1024;

  private final Map<Integer, String> letters = new HashMap<>();

  private static Transliterator rules(String name, String rules) {
    return Transliterator.createFromRules("seq4j-" + name, rules, Transliterator.FORWARD);
  }

  String write(String line) {
    int start = 0;
    while (start < line.length() && line.charAt(start) < 0x80) {
      start++;
    }
    if (start == line.length()) {
      return line;
    }
    StringBuilder written = new StringBuilder(line.length() + 16).append(line, 0, start);
    for (int i = start; i < line.length(); ) {
      int letter = line.codePointAt(i);
      if (letter < 0x80) {
        written.append((char) letter);
      } else {
        int script = UScript.getScript(letter);
        if (script != UScript.LATIN && script != UScript.COMMON) {
          return writeAnyScript(line);
        }
        written.append(
            letters.computeIfAbsent(letter, any -> LATIN.transliterate(Character.toString(any))));
      }
      i += Character.charCount(letter);
    }
    return written.toString();
  }

  /** The same for any line, slowly. */
  static String writeAnyScript(String line) {
    StringBuilder written = new StringBuilder(line.length());
    for (int from = 0; from < line.length(); ) {
      int to = chunkEnd(line, from);
      written.append(AnyScript.RULES.transliterate(line.substring(from, to)));
      from = to;
    }
    return written.toString();
  }

  /** After the last space of a chunk, or where no pair of surrogates is torn. */
  private static int chunkEnd(String line, int from) {
    int to = Math.min(line.length(), from + CHUNK);
    if (to == line.length()) {
      return to;
    }
    int space = line.lastIndexOf(' ', to - 1);
    if (space > from) {
      return space + 1;
    }
    return Character.isHighSurrogate(line.charAt(to - 1)) ? to - 1 : to;
  }
}
