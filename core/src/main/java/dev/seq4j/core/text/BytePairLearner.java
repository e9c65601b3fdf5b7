package dev.seq4j.core.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Learns the joins of a {@link BytePairEncoding}.
 *
 * <p>Each distinct word is kept once with its count. For each pair of neighbours there is its count
 * and the words it stands in, so that a join touches only these; counts fall as joins take
 * neighbours away, and the queue finds out when it offers a pair.
 */
final class BytePairLearner {

  /** Characters that come less often are spelt in bytes, and so teach what bytes mean. */
  private static final int RARE_CHARACTER = 5;

  private static final int FEWEST_TOGETHER = 2;
  private static final int NONE = -1;

  private final List<String> tokens;
  private final Set<String> taken; // no text of a token stands twice
  private final int firstByte;
  private final int firstCharacter;
  private final Map<String, Word> words = new HashMap<>();

  /** A distinct chunk of the texts, as ids of the pieces it consists of by now. */
  private static final class Word {
    final String text;
    long count;
    int[] ids;
    int length;

    Word(String text) {
      this.text = text;
    }
  }

  /** Two neighbours. */
  private static final class Pair {
    final int left;
    final int right;
    final String joined;
    List<Word> words = new ArrayList<>(); // where it stands, or stood
    long count;

    Pair(int left, int right, String joined) {
      this.left = left;
      this.right = right;
      this.joined = joined;
    }
  }

  /** A pair with the count it had when it was put into the queue. */
  private record Offer(Pair pair, long count) {}

  private final Map<Long, Pair> pairs = new HashMap<>();
  private final PriorityQueue<Offer> queue =
      new PriorityQueue<>(
          Comparator.<Offer>comparingLong(offer -> -offer.count)
              .thenComparing(offer -> offer.pair.joined)
              .thenComparing(offer -> offer.pair.left));

  /**
   * @param reserved special tokens and those of the bytes, which come first and are never joined
   * @param bytes how many of the reserved ones, from the end, are those of the bytes
   */
  BytePairLearner(List<String> reserved, int bytes) {
    tokens = new ArrayList<>(reserved);
    taken = new HashSet<>(reserved);
    firstByte = reserved.size() - bytes;
    firstCharacter = reserved.size();
  }

  void add(String text) {
    SubwordScanner scanner = new SubwordScanner(text);
    for (String chunk = scanner.next(); chunk != null; chunk = scanner.next()) {
      words.computeIfAbsent(chunk, Word::new).count++;
    }
  }

  /** Learns so many joins at most; to be called once. */
  Vocabulary learn(int merges) {
    List<Word> all = new ArrayList<>(words.values());
    all.sort(Comparator.comparing(word -> word.text)); // for the same result on every machine
    spell(all);
    for (Word word : all) {
      for (int i = 0; i + 1 < word.length; i++) {
        counted(word.ids[i], word.ids[i + 1], word);
      }
    }
    pairs.values().forEach(this::offer);
    int learnt = 0;
    for (Pair pair = next(); pair != null && learnt < merges; pair = next()) {
      tokens.add(pair.joined);
      join(pair, tokens.size() - 1);
      learnt++;
    }
    long[] counts = new long[tokens.size()];
    for (Word word : all) {
      for (int i = 0; i < word.length; i++) {
        counts[word.ids[i]] += word.count;
      }
    }
    return new Vocabulary(tokens.toArray(String[]::new), counts, firstByte);
  }

  private void spell(List<Word> all) {
    Map<Integer, Long> counts = new HashMap<>();
    for (Word word : all) {
      word.text.codePoints().forEach(c -> counts.merge(c, word.count, Long::sum));
    }
    Map<Integer, Integer> ids = new HashMap<>();
    counts.keySet().stream()
        .filter(c -> counts.get(c) >= RARE_CHARACTER && Character.getType(c) != Character.SURROGATE)
        .sorted(Comparator.<Integer>comparingLong(c -> -counts.get(c)).thenComparing(c -> c))
        .forEach(
            c -> {
              ids.put(c, tokens.size());
              tokens.add(Character.toString(c));
            });
    for (Word word : all) {
      word.ids =
          word.text
              .codePoints()
              .flatMap(
                  c ->
                      ids.containsKey(c)
                          ? Arrays.stream(new int[] {ids.get(c)})
                          : Arrays.stream(BytePairEncoding.bytes(c)).map(b -> firstByte + b))
              .toArray();
      word.length = word.ids.length;
    }
  }

  private Pair pair(int left, int right) {
    return pairs.computeIfAbsent(
        (long) left << Integer.SIZE | right,
        key -> new Pair(left, right, tokens.get(left) + tokens.get(right)));
  }

  /** Counts a pair that stands in a word. */
  private Pair counted(int left, int right, Word word) {
    Pair pair = pair(left, right);
    pair.count += word.count;
    pair.words.add(word);
    return pair;
  }

  private void offer(Pair pair) {
    boolean joins = pair.left >= firstCharacter && pair.right >= firstCharacter;
    if (joins && pair.count >= FEWEST_TOGETHER && !taken.contains(pair.joined)) {
      queue.add(new Offer(pair, pair.count));
    }
  }

  /** The most frequent pair; null if there is none left to join. */
  private Pair next() {
    for (Offer offer = queue.poll(); offer != null; offer = queue.poll()) {
      if (offer.count == offer.pair.count && taken.add(offer.pair.joined)) {
        return offer.pair;
      }
      if (offer.count > offer.pair.count) {
        offer(offer.pair);
      }
    }
    return null;
  }

  private void join(Pair pair, int id) {
    Set<Pair> made = new LinkedHashSet<>();
    for (Word word : pair.words) {
      int length = 0;
      for (int i = 0; i < word.length; i++) {
        int next = i + 1 < word.length ? word.ids[i + 1] : NONE;
        if (word.ids[i] != pair.left || next != pair.right) {
          word.ids[length++] = word.ids[i];
          continue;
        }
        if (length > 0) {
          int before = word.ids[length - 1];
          pair(before, pair.left).count -= word.count;
          made.add(counted(before, id, word));
        }
        if (i + 2 < word.length) {
          int after = word.ids[i + 2];
          pair(pair.right, after).count -= word.count;
          made.add(counted(id, after, word));
        }
        word.ids[length++] = id;
        i++;
      }
      word.length = length;
    }
    pair.count = 0;
    pair.words = List.of();
    made.forEach(this::offer);
  }
}
