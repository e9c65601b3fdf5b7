package dev.seq4j.core.text;

import dev.seq4j.core.InvalidInputException;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives every token a number and every number its token.
 *
 * <p>Number 0 is {@code <pad>}, which fills up short sequences, and 1 is {@code <unk>}, which
 * stands for every token that is not in the vocabulary. Special tokens that were asked for follow,
 * such as {@code <bos>}; then the tokens of the text by falling count, and those of the same count
 * by code point. Vocabularies are built with {@link #builder()} or {@linkplain #read(Path) read}
 * from a file; those of {@link BytePairEncoding} are learnt and have an order of their own. They
 * are immutable.
 *
 * <p>The file is text in UTF-8, one line a token in the order of the ids, after a first line that
 * gives the format's version:
 *
 * <pre>
 *   # seq4j vocabulary, version 1, 20002 tokens, 2 of them special
 *   &lt;pad&gt;   0
 *   &lt;unk&gt;   184063
 *   the     336749
 * </pre>
 *
 * Between token and count is a tab. Inside a token {@code \\}, {@code \t}, {@code \n}, {@code \r}
 * and {@code \s} stand for backslash, tab, line feed, carriage return and space, and {@code
 * \}{@code uXXXX} for any other character that cannot be seen.
 */
public final class Vocabulary {

  /** Id of the token that fills up short sequences. */
  public static final int PAD = 0;

  /** Id of the token that stands for every unknown one. */
  public static final int UNK = 1;

  /** The token of {@link #PAD}. */
  public static final String PAD_TOKEN = "<pad>";

  /** The token of {@link #UNK}. */
  public static final String UNK_TOKEN = "<unk>";

  /** A special token that vocabularies may have: what a text begins with. */
  public static final String BOS_TOKEN = "<bos>";

  /** A special token that vocabularies may have: what a text ends with. */
  public static final String EOS_TOKEN = "<eos>";

  private final String[] tokens; // by id
  private final long[] counts; // by id
  private final int specials;
  private final Map<String, Integer> ids;

  /**
   * @param tokens by id, all different, {@link #PAD_TOKEN} and {@link #UNK_TOKEN} first
   * @param counts by id
   * @param specials how many of the first tokens are special
   */
  Vocabulary(String[] tokens, long[] counts, int specials) {
    this.tokens = tokens;
    this.counts = counts;
    this.specials = specials;
    ids = new HashMap<>(2 * tokens.length);
    for (int id = 0; id < tokens.length; id++) {
      ids.put(tokens[id], id);
    }
  }

  /**
   * @return an empty builder
   */
  public static VocabularyBuilder builder() {
    return new VocabularyBuilder();
  }

  /**
   * @return how many tokens there are, the special ones included
   */
  public int size() {
    return tokens.length;
  }

  /**
   * @return the special tokens by id, {@link #PAD_TOKEN} and {@link #UNK_TOKEN} first
   */
  public List<String> specials() {
    return List.of(Arrays.copyOf(tokens, specials));
  }

  /**
   * @param token any token
   * @return its id; {@link #UNK} if it is unknown
   */
  public int id(String token) {
    return ids.getOrDefault(token, UNK);
  }

  /**
   * @param token any token
   * @return whether it has an id of its own
   */
  public boolean contains(String token) {
    return ids.containsKey(token);
  }

  /**
   * @param id from 0 to below {@link #size()}
   * @return its token
   * @throws IndexOutOfBoundsException if there is no such id
   */
  public String token(int id) {
    return tokens[checked(id)];
  }

  /**
   * @param id from 0 to below {@link #size()}
   * @return how often the token stood in the text that the vocabulary was built from; for {@link
   *     #UNK}, how often all those stood that were left out
   * @throws IndexOutOfBoundsException if there is no such id
   */
  public long count(int id) {
    return counts[checked(id)];
  }

  /**
   * @param tokens any tokens
   * @return their ids in the same order, {@link #UNK} for those that are unknown
   */
  public int[] encode(List<String> tokens) {
    int[] encoded = new int[tokens.size()];
    int i = 0;
    for (String token : tokens) {
      encoded[i++] = id(token);
    }
    return encoded;
  }

  /**
   * Turns ids into tokens. {@link #PAD} is skipped wherever it stands; {@link #UNK} becomes {@link
   * #UNK_TOKEN}, and other special ids become their tokens.
   *
   * @param ids from 0 to below {@link #size()}
   * @return their tokens in the same order
   * @throws IndexOutOfBoundsException if there is no such id
   */
  public List<String> decode(int[] ids) {
    List<String> decoded = new ArrayList<>(ids.length);
    for (int id : ids) {
      if (id != PAD) {
        decoded.add(token(id));
      }
    }
    return decoded;
  }

  /**
   * @param tokens of a text or of many
   * @return what share of them is unknown, in [0, 1]; 0 if there are none
   */
  public double unknownRate(Iterable<String> tokens) {
    long all = 0;
    long unknown = 0;
    for (String token : tokens) {
      all++;
      unknown += contains(token) ? 0 : 1;
    }
    return all == 0 ? 0 : (double) unknown / all;
  }

  /**
   * @return SHA-256 of the file that {@link #write(Path)} writes, as 64 hexadecimal digits
   */
  public String digest() {
    return VocabularyFile.digest(this);
  }

  /**
   * Writes the vocabulary into a file, which is whole or not there.
   *
   * @param file a file; one of the same name is replaced
   * @throws InvalidInputException if it cannot be written
   */
  public void write(Path file) {
    VocabularyFile.write(this, file);
  }

  /**
   * Writes the vocabulary as part of something larger.
   *
   * @param out where the text goes, which should be encoded in UTF-8; flushed and left open
   * @throws IOException if it cannot be written
   */
  public void write(Writer out) throws IOException {
    VocabularyFile.write(this, out);
  }

  /**
   * Reads a vocabulary from its file.
   *
   * @param file as {@link #write(Path)} writes it
   * @return the vocabulary
   * @throws InvalidInputException if it cannot be read or is broken, with file and line
   */
  public static Vocabulary read(Path file) {
    return VocabularyFile.read(file);
  }

  /**
   * Reads a vocabulary that is part of something larger.
   *
   * @param in the vocabulary's text and nothing after it; left open
   * @param name what to call it in messages
   * @return the vocabulary
   * @throws InvalidInputException if it is broken, with name and line
   * @throws IOException if {@code in} cannot be read
   */
  public static Vocabulary read(Reader in, String name) throws IOException {
    return VocabularyFile.read(in, name);
  }

  /** Equal are vocabularies with the same tokens, counts and special tokens. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Vocabulary that
        && specials == that.specials
        && Arrays.equals(tokens, that.tokens)
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(tokens) + Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return "Vocabulary[" + size() + " tokens, special: " + String.join(" ", specials()) + "]";
  }

  private int checked(int id) {
    if (id < 0 || id >= tokens.length) {
      throw new IndexOutOfBoundsException(
          "id = " + id + ": must be in [0, " + tokens.length + "), the vocabulary's size");
    }
    return id;
  }
}
