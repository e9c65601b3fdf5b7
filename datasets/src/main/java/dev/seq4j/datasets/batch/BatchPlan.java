package dev.seq4j.datasets.batch;

import dev.seq4j.core.InvalidInputException;
import java.util.Arrays;

/**
 * Which texts are in which batch of which epoch, as {@link LengthBuckets} describes it.
 *
 * <p>Batches are cut where the sorted lengths without noise say, so that every epoch has as many.
 * For the limit on tokens the cut uses the longest text that noise can bring to a place: the order
 * statistics of {@code length * factor} are at most {@code (1 + noise)} times those of the length,
 * and a text is at most {@code 1 / (1 - noise)} times as long as its key.
 */
final class BatchPlan {

  /** Bits of a sort key that hold a text's place; the others hold its length. */
  private static final long PLACE = 0x7FFFFFFFL;

  private final int[] lengths;
  private final LengthBuckets buckets;
  private final int[] starts; // [batches + 1], in the sorted order
  private volatile Epoch current;

  /** One epoch: the texts in sorted order, and which batch of that order comes when. */
  private record Epoch(int number, int[] texts, int[] batches) {}

  BatchPlan(int[] lengths, LengthBuckets buckets) {
    this.lengths = lengths;
    this.buckets = buckets;
    this.starts = cut();
  }

  int batches() {
    return starts.length - 1;
  }

  /** Returns the texts of a batch in falling length, those of the same length in rising order. */
  int[] texts(int epoch, int batch) {
    Epoch order = epoch(epoch);
    int sorted = order.batches[batch];
    int[] texts = Arrays.copyOfRange(order.texts, starts[sorted], starts[sorted + 1]);
    long[] keys = new long[texts.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = ((PLACE - lengths[texts[i]]) << 32) | texts[i];
    }
    Arrays.sort(keys);
    for (int i = 0; i < keys.length; i++) {
      texts[i] = (int) keys[i];
    }
    return texts;
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
    int[] texts = new int[lengths.length];
    int[] batches = new int[batches()];
    Arrays.setAll(texts, i -> i);
    Arrays.setAll(batches, i -> i);
    EpochRandom random = new EpochRandom(buckets.seed(), number);
    if (buckets.shuffled()) {
      // Texts of one length, which the sort leaves in this order, then meet at random, too.
      random.shuffle(texts);
      random.shuffle(batches);
    }
    long[] keys = new long[texts.length];
    for (int place = 0; place < keys.length; place++) {
      double factor = 1 + buckets.lengthNoise() * (2 * random.nextDouble() - 1);
      // The bits of positive doubles sort as they do; those given up are below 1e-6 of a length.
      long length = Double.doubleToRawLongBits(lengths[texts[place]] * factor);
      keys[place] = (~length & Long.MAX_VALUE & ~PLACE) | place;
    }
    Arrays.sort(keys);
    int[] sorted = new int[texts.length];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = texts[(int) (keys[i] & PLACE)];
    }
    return new Epoch(number, sorted, batches);
  }

  private int[] cut() {
    int[] rising = lengths.clone();
    Arrays.sort(rising);
    int longest = rising[rising.length - 1];
    if (longest > buckets.maxTokens()) {
      throw new InvalidInputException(
          "max tokens = %d: must be at least the length of the longest text, %d"
              .formatted(buckets.maxTokens(), longest));
    }
    double stretch = (1 + buckets.lengthNoise()) / (1 - buckets.lengthNoise());
    int[] cuts = new int[rising.length + 1];
    int batches = 0;
    int next = 0;
    while (next < rising.length) {
      // One more for the bits that the sort key gives up.
      double possible = Math.min(longest, rising[rising.length - 1 - next] * stretch + 1);
      int fitting = (int) (buckets.maxTokens() / possible);
      next += Math.max(1, Math.min(buckets.batchSize(), fitting));
      cuts[++batches] = Math.min(next, rising.length);
    }
    return Arrays.copyOf(cuts, batches + 1);
  }
}
