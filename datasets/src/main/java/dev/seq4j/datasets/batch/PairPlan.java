package dev.seq4j.datasets.batch;

import dev.seq4j.core.InvalidInputException;
import java.util.Arrays;

/** Which pairs are in which batch of which epoch, as {@link PairBuckets} describes it. */
final class PairPlan {

  private final int[] ranks; // by pair: where its lengths come among all; equal ones alike
  private final PairBuckets buckets;
  private final int[] starts; // [batches + 1], in the sorted order
  private volatile Epoch current;

  /** One epoch: the pairs in sorted order, and which batch of that order comes when. */
  private record Epoch(int number, int[] pairs, int[] batches) {}

  /**
   * @param sources cells that each pair takes in the first input
   * @param targets cells that it takes in the second
   * @param buckets how they are put into batches
   */
  PairPlan(int[] sources, int[] targets, PairBuckets buckets) {
    this.buckets = buckets;
    long[] keys = new long[sources.length];
    for (int pair = 0; pair < keys.length; pair++) {
      // Targets fall where they rose for the source's length before: no jump between the two.
      int second = sources[pair] % 2 == 0 ? Integer.MAX_VALUE - targets[pair] : targets[pair];
      keys[pair] = (long) (Integer.MAX_VALUE - sources[pair]) << Integer.SIZE | second;
    }
    long[] distinct = Arrays.stream(keys).sorted().distinct().toArray();
    ranks = Arrays.stream(keys).mapToInt(key -> Arrays.binarySearch(distinct, key)).toArray();
    int[] pairs = new int[keys.length];
    Arrays.setAll(pairs, pair -> pair);
    starts = cut(sorted(pairs), sources, targets);
  }

  int batches() {
    return starts.length - 1;
  }

  /** Returns the pairs of a batch. */
  int[] pairs(int epoch, int batch) {
    Epoch order = epoch(epoch);
    int sorted = order.batches[batch];
    return Arrays.copyOfRange(order.pairs, starts[sorted], starts[sorted + 1]);
  }

  private Epoch epoch(int wanted) {
    int number = buckets.shuffled() ? wanted : 0;
    Epoch epoch = current;
    if (epoch == null || epoch.number != number) {
      epoch = plan(number);
      current = epoch;
    }
    return epoch;
  }

  private Epoch plan(int number) {
    int[] pairs = new int[ranks.length];
    int[] batches = new int[batches()];
    Arrays.setAll(pairs, i -> i);
    Arrays.setAll(batches, i -> i);
    if (buckets.shuffled()) {
      EpochRandom random = new EpochRandom(buckets.seed(), number);
      random.shuffle(pairs);
      random.shuffle(batches);
    }
    return new Epoch(number, sorted(pairs), batches);
  }

  /** Sorts pairs by their lengths; those of the same stay in their order. */
  private int[] sorted(int[] pairs) {
    long[] places = new long[pairs.length];
    for (int place = 0; place < places.length; place++) {
      places[place] = (long) ranks[pairs[place]] << Integer.SIZE | place;
    }
    Arrays.sort(places);
    return Arrays.stream(places).mapToInt(key -> pairs[(int) key]).toArray();
  }

  private int[] cut(int[] pairs, int[] sources, int[] targets) {
    int[] cuts = new int[pairs.length + 1];
    int batches = 0;
    int longestSource = 0;
    int longestTarget = 0;
    for (int next = 0; next < pairs.length; next++) {
      int pair = pairs[next];
      longestSource = Math.max(longestSource, sources[pair]);
      longestTarget = Math.max(longestTarget, targets[pair]);
      int rows = next - cuts[batches] + 1;
      if (rows > buckets.batchSize()
          || rows * ((long) longestSource + longestTarget) > buckets.maxTokens()) {
        requireRoom(sources[pair] + targets[pair]);
        cuts[++batches] = next;
        longestSource = sources[pair];
        longestTarget = targets[pair];
      }
    }
    cuts[++batches] = pairs.length;
    return Arrays.copyOf(cuts, batches + 1);
  }

  private void requireRoom(int cells) {
    if (cells > buckets.maxTokens()) {
      throw new InvalidInputException(
          "max tokens = %d: must be at least the cells of the longest pair, %d"
              .formatted(buckets.maxTokens(), cells));
    }
  }
}
