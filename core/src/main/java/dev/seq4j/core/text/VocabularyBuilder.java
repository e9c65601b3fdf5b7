package dev.seq4j.core.text;

import dev.seq4j.core.InvalidInputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Counts tokens and makes a {@link Vocabulary} of them.
 *
 * <pre>
 *   Vocabulary vocabulary = Vocabulary.builder().withMaxWords(20_000).addAll(tokens).build();
 * </pre>
 *
 * <p>Tokens may come one by one, text by text or already counted; only the different ones are kept
 * in memory. Where the order of adding differs, the vocabulary does not. A special token that
 * stands in the text counts for that special token. Without any option nothing is left out, as a
 * vocabulary of characters needs it. For one thread only.
 */
public final class VocabularyBuilder {

  /** All words, however many. */
  public static final int DEFAULT_MAX_WORDS = Integer.MAX_VALUE;

  /** Words that stood there once are in. */
  public static final long DEFAULT_MIN_COUNT = 1;

  /** What the file's format allows. */
  private static final long COUNTS_BELOW = 1_000_000_000_000_000_000L;

  private static final Comparator<Entry> BY_FALLING_COUNT =
      Comparator.<Entry>comparingLong(entry -> -entry.count)
          .thenComparing(entry -> entry.token, VocabularyBuilder::compareCodePoints);

  /** A token and how often it came; counted in place to spare an object a token. */
  private static final class Entry {
    final String token;
    long count;

    Entry(String token) {
      this.token = token;
    }
  }

  private final Map<String, Entry> entries = new HashMap<>();
  private long total;
  private int maxWords = DEFAULT_MAX_WORDS;
  private long minCount = DEFAULT_MIN_COUNT;
  private List<String> specials = List.of(Vocabulary.PAD_TOKEN, Vocabulary.UNK_TOKEN);

  VocabularyBuilder() {}

  /**
   * @param maxWords how many words to keep at most, the most frequent ones, besides the special
   *     tokens; at least 1
   * @return this builder
   */
  public VocabularyBuilder withMaxWords(int maxWords) {
    if (maxWords < 1) {
      throw new InvalidInputException("maxWords = " + maxWords + ": must be at least 1");
    }
    this.maxWords = maxWords;
    return this;
  }

  /**
   * @param minCount how often a word must have come to be kept; at least 1
   * @return this builder
   */
  public VocabularyBuilder withMinCount(long minCount) {
    if (minCount < 1) {
      throw new InvalidInputException("minCount = " + minCount + ": must be at least 1");
    }
    this.minCount = minCount;
    return this;
  }

  /**
   * @param more special tokens that follow {@code <unk>}, in this order, in place of any given
   *     before
   * @return this builder
   */
  public VocabularyBuilder withSpecials(String... more) {
    List<String> all = new ArrayList<>(List.of(Vocabulary.PAD_TOKEN, Vocabulary.UNK_TOKEN));
    for (String special : more) {
      requireToken(special);
      if (all.contains(special)) {
        throw new InvalidInputException("special token " + special + ": stands twice");
      }
      all.add(special);
    }
    specials = List.copyOf(all);
    return this;
  }

  /**
   * @param token a token that came once
   * @return this builder
   */
  public VocabularyBuilder add(String token) {
    return add(token, 1);
  }

  /**
   * @param token a token, not empty
   * @param count how often it came, at least 1; added to what was counted before
   * @return this builder
   */
  public VocabularyBuilder add(String token, long count) {
    requireToken(token);
    if (count < 1) {
      throw new InvalidInputException(
          "count of '" + token + "' = " + count + ": must be at least 1");
    }
    if (count >= COUNTS_BELOW - total) {
      throw new InvalidInputException(
          "count of '" + token + "' = " + count + ": the sum of all must stay below 10^18");
    }
    total += count;
    entries.computeIfAbsent(token, Entry::new).count += count;
    return this;
  }

  /**
   * @param tokens tokens of a text
   * @return this builder
   */
  public VocabularyBuilder addAll(Iterable<String> tokens) {
    for (String token : tokens) {
      add(token);
    }
    return this;
  }

  /**
   * @param counts tokens and how often they came
   * @return this builder
   */
  public VocabularyBuilder addAll(Map<String, Long> counts) {
    counts.forEach(this::add);
    return this;
  }

  /**
   * @return the vocabulary of what was added so far
   */
  public Vocabulary build() {
    List<Entry> words = new ArrayList<>();
    for (Entry entry : entries.values()) {
      if (entry.count >= minCount && !specials.contains(entry.token)) {
        words.add(entry);
      }
    }
    words.sort(BY_FALLING_COUNT);
    int kept = Math.min(words.size(), maxWords);
    String[] tokens = new String[specials.size() + kept];
    long[] counts = new long[tokens.length];
    long known = 0;
    for (int id = 0; id < tokens.length; id++) {
      int word = id - specials.size();
      tokens[id] = word < 0 ? specials.get(id) : words.get(word).token;
      Entry entry = entries.get(tokens[id]);
      counts[id] = entry == null ? 0 : entry.count;
      known += counts[id];
    }
    counts[Vocabulary.UNK] += total - known;
    return new Vocabulary(tokens, counts, specials.size());
  }

  private static void requireToken(String token) {
    if (Objects.requireNonNull(token, "token").isEmpty()) {
      throw new InvalidInputException("token = '': must not be empty");
    }
  }

  /** Unlike {@link String#compareTo}, which puts emoji before some characters of lower number. */
  private static int compareCodePoints(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    int i = 0;
    while (i < shorter) {
      int left = a.codePointAt(i);
      int right = b.codePointAt(i);
      if (left != right) {
        return Integer.compare(left, right);
      }
      i += Character.charCount(left);
    }
    return Integer.compare(a.length(), b.length());
  }
}
