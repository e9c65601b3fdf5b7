package dev.seq4j.core.text;

import dev.seq4j.core.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Cuts texts into subwords that were learnt from texts by byte-pair encoding (Sennrich, Haddow and
 * Birch 2016): frequent words are one token, rare ones several, and no text is unknown.
 *
 * <pre>{@code
 * BytePairEncoding subwords = BytePairEncoding.train(texts, 8_000, "<bos>", "<eos>");
 * List<String> tokens = subwords.tokenize("the unlikeliest"); // the| un|like|li|est
 * int[] ids = subwords.vocabulary().encode(tokens);
 * subwords.join(subwords.vocabulary().decode(ids)); // the unlikeliest
 * }</pre>
 *
 * <p>Learning begins with the characters of the texts and joins, again and again, the two
 * neighbours that stand side by side most often; of equally frequent ones those whose join comes
 * first in the alphabet. Cutting does these joins in the same order. Neither crosses the bounds of
 * words, and a space belongs to the word after it, so that spaces and line breaks come back:
 *
 * <p>{@link #join} gives back exactly the text that was cut, whatever it holds, through ids, too.
 * Characters that were rare in the texts are spelt as the bytes of their UTF-8, tokens {@code
 * <0xE2>} (as SentencePiece's byte fallback). The one exception is half of a surrogate pair, which
 * is no character and comes back as U+FFFD. Of bytes that a model writes, those that make no
 * character become U+FFFD, too, and an unfinished character at the end is left out.
 *
 * <p>Tokenizer and {@link #vocabulary()} are one: the vocabulary has special tokens, then the 256
 * bytes, the characters, and the joins in the order in which they were learnt, so that a model file
 * that keeps the vocabulary keeps the tokenizer. Subwords of several languages are learnt from the
 * texts of all of them together. Nothing is normalised or lower-cased here.
 */
public final class BytePairEncoding implements Tokenizer {

  /** The kind in {@link #spec()}. */
  static final String KIND = "bpe";

  static final String VOCABULARY_OPTION = "vocabulary";

  /** How much of the digest names a vocabulary. */
  private static final int DIGEST_DIGITS = 16;

  private static final int BYTES = 256;

  /** Words remembered with their tokens; those of a language's everyday use are fewer. */
  private static final int MOST_REMEMBERED = 1 << 16;

  private final Vocabulary vocabulary;
  private final int firstByte;
  private final Map<Long, Integer> joins; // of two ids: the id of their join
  private final Map<String, List<String>> remembered = new ConcurrentHashMap<>();

  /**
   * @param vocabulary of a byte-pair encoding, whose order says how it joins
   * @throws InvalidInputException if it is of another tokenizer
   */
  public BytePairEncoding(Vocabulary vocabulary) {
    this.vocabulary = Objects.requireNonNull(vocabulary, "vocabulary");
    firstByte = vocabulary.specials().size();
    for (int value = 0; value < BYTES; value++) {
      int id = firstByte + value;
      if (id >= vocabulary.size() || !vocabulary.token(id).equals(byteToken(value))) {
        throw new InvalidInputException(
            "vocabulary of %d tokens: is not of a byte-pair encoding, %s must be number %d"
                .formatted(vocabulary.size(), byteToken(value), id));
      }
    }
    joins = new HashMap<>();
    for (int id = firstByte + BYTES; id < vocabulary.size(); id++) {
      String piece = vocabulary.token(id);
      for (int cut = 1; cut < piece.length(); cut++) {
        int left = piece(piece.substring(0, cut));
        int right = piece(piece.substring(cut));
        if (left >= 0 && left < id && right >= 0 && right < id) {
          joins.put(pair(left, right), id);
        }
      }
    }
  }

  /**
   * Learns subwords.
   *
   * @param texts of all languages that are to share them
   * @param merges how many joins to learn at most, 0 or more; 4,000 to 16,000 are common. They end
   *     sooner where no two neighbours come together twice
   * @param specials special tokens of the vocabulary besides padding and unknown
   * @return cuts into the subwords that were learnt
   * @throws InvalidInputException if the number is negative, or a special token stands twice
   */
  public static BytePairEncoding train(Iterable<String> texts, int merges, String... specials) {
    if (merges < 0) {
      throw new InvalidInputException("merges = " + merges + ": must be 0 or above");
    }
    List<String> reserved =
        new ArrayList<>(Vocabulary.builder().withSpecials(specials).build().specials());
    for (int value = 0; value < BYTES; value++) {
      reserved.add(byteToken(value));
    }
    BytePairLearner learner = new BytePairLearner(reserved, BYTES);
    for (String text : texts) {
      learner.add(text);
    }
    return new BytePairEncoding(learner.learn(merges));
  }

  /**
   * @return the tokens; joins by the order in which they were learnt
   */
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public List<String> tokenize(String text) {
    List<String> tokens = new ArrayList<>(text.length() / 3 + 4);
    SubwordScanner scanner = new SubwordScanner(text);
    for (String chunk = scanner.next(); chunk != null; chunk = scanner.next()) {
      List<String> pieces = remembered.get(chunk);
      if (pieces == null) {
        pieces = cut(chunk);
        if (remembered.size() < MOST_REMEMBERED) {
          remembered.put(chunk, pieces);
        }
      }
      tokens.addAll(pieces);
    }
    return tokens;
  }

  /** Joins neighbours, always those whose join was learnt first, until nothing can be joined. */
  private List<String> cut(String chunk) {
    int[] ids = spell(chunk);
    int count = ids.length;
    while (true) {
      int first = Integer.MAX_VALUE;
      int place = -1;
      for (int i = 0; i + 1 < count; i++) {
        int joined = joins.getOrDefault(pair(ids[i], ids[i + 1]), Integer.MAX_VALUE);
        if (joined < first) {
          first = joined;
          place = i;
        }
      }
      if (place < 0) {
        return Arrays.stream(ids, 0, count).mapToObj(vocabulary::token).toList();
      }
      ids[place] = first;
      count--;
      System.arraycopy(ids, place + 2, ids, place + 1, count - place - 1);
    }
  }

  /** The ids of the characters, or of their bytes. */
  private int[] spell(String chunk) {
    return chunk
        .codePoints()
        .flatMap(
            codePoint -> {
              int id = piece(Character.toString(codePoint));
              return id >= 0
                  ? Arrays.stream(new int[] {id})
                  : Arrays.stream(bytes(codePoint)).map(value -> firstByte + value);
            })
        .toArray();
  }

  /** The bytes of a character, 0 to 255. */
  static int[] bytes(int codePoint) {
    boolean half = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    byte[] utf8 = Character.toString(half ? '\uFFFD' : codePoint).getBytes(StandardCharsets.UTF_8);
    int[] values = new int[utf8.length];
    Arrays.setAll(values, i -> utf8[i] & 0xFF);
    return values;
  }

  /** The id of a character or join; -1 if it is neither. */
  private int piece(String text) {
    int id = vocabulary.id(text);
    return id < firstByte + BYTES ? -1 : id;
  }

  private static long pair(int left, int right) {
    return (long) left << Integer.SIZE | right;
  }

  @Override
  public String join(List<String> tokens) {
    StringBuilder text = new StringBuilder(4 * tokens.size());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String token : tokens) {
      int value = vocabulary.id(token) - firstByte;
      if (value >= 0 && value < BYTES) {
        bytes.write(value);
      } else {
        if (bytes.size() > 0) {
          appendBytes(bytes, true, text);
        }
        text.append(token);
      }
    }
    appendBytes(bytes, false, text);
    return text.toString();
  }

  private static void appendBytes(ByteArrayOutputStream bytes, boolean end, StringBuilder text) {
    CharBuffer decoded = CharBuffer.allocate(bytes.size());
    StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .onUnmappableCharacter(CodingErrorAction.REPLACE)
        .decode(ByteBuffer.wrap(bytes.toByteArray()), decoded, end);
    text.append(decoded.flip());
    bytes.reset();
  }

  private static String byteToken(int value) {
    return "<0x%02X>".formatted(value);
  }

  @Override
  public String spec() {
    return KIND + "?" + VOCABULARY_OPTION + "=" + name(vocabulary);
  }

  /** What names a vocabulary in a description. */
  static String name(Vocabulary vocabulary) {
    return vocabulary.digest().substring(0, DIGEST_DIGITS);
  }

  /** Equal are those with equal vocabularies. */
  @Override
  public boolean equals(Object other) {
    return other instanceof BytePairEncoding that && vocabulary.equals(that.vocabulary);
  }

  @Override
  public int hashCode() {
    return vocabulary.hashCode();
  }

  @Override
  public String toString() {
    return "BytePairEncoding[" + vocabulary.size() + " tokens]";
  }
}
