package dev.seq4j.datasets.batch;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.Vocabulary;
import java.util.Arrays;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Sentences and their translations in batches of about the same lengths, for a network that reads
 * the sentence and learns to say the next token of the translation (teacher forcing).
 *
 * <pre>
 *   source       INT32 [batch, source]      first input: ids of the sentence
 *   target in    INT32 [batch, target]      second input: &lt;bos&gt;, then the translation
 *   target out   INT32 [batch, 1, target]   labels: the translation, then &lt;eos&gt;
 * </pre>
 *
 * <p>Both inputs and the labels have a mask, FLOAT {@code [batch, source]} or {@code [batch,
 * target]}: 1 for a token, 0 for padding, which is id 0 at the end of a row. A translation of n
 * tokens has n + 1 in each of the latter two. Every pair is in exactly one batch of an epoch; none
 * is dropped. The arrays belong to whoever takes them and stay valid.
 */
public final class PairBatches extends EpochMultiIterator {

  private static final long serialVersionUID = 1L;

  private final transient EncodedPairs pairs;
  private final transient PairPlan plan;
  private final int batchSize;
  private final int bos;
  private final int eos;

  /**
   * @param pairs what to iterate over
   * @param vocabulary of the targets, with {@code <bos>} and {@code <eos>} as special tokens
   * @param buckets how they are put into batches
   * @throws InvalidInputException if the vocabulary has not these tokens or another size than the
   *     pairs', or a pair is longer than the most tokens a batch
   */
  public PairBatches(EncodedPairs pairs, Vocabulary vocabulary, PairBuckets buckets) {
    this.pairs = Objects.requireNonNull(pairs, "pairs");
    if (vocabulary.size() != pairs.targetVocabularySize()) {
      throw new InvalidInputException(
          "vocabulary of %d tokens: the targets are encoded with one of %d"
              .formatted(vocabulary.size(), pairs.targetVocabularySize()));
    }
    bos = special(vocabulary, Vocabulary.BOS_TOKEN);
    eos = special(vocabulary, Vocabulary.EOS_TOKEN);
    int[] sources = new int[pairs.size()];
    int[] targets = new int[pairs.size()];
    Arrays.setAll(sources, pairs::sourceLength);
    Arrays.setAll(targets, pair -> pairs.targetLength(pair) + 1);
    plan = new PairPlan(sources, targets, buckets);
    batchSize = buckets.batchSize();
  }

  private static int special(Vocabulary vocabulary, String token) {
    if (!vocabulary.specials().contains(token)) {
      throw new InvalidInputException(
          "vocabulary of the targets: must have the special token " + token);
    }
    return vocabulary.id(token);
  }

  /**
   * Says which pairs are in a batch, to put predictions back in the order of the pairs.
   *
   * @param batch of the current epoch, from 0 to below {@link #batchesPerEpoch()}
   * @return for each row the index of its pair
   */
  public int[] originalIndices(int batch) {
    return plan.pairs(epoch(), Objects.checkIndex(batch, batchesPerEpoch()));
  }

  /**
   * @return share of the cells of the current epoch's two inputs that are padding, from 0 to below
   *     1
   */
  public double paddingShare() {
    long tokens = 0;
    long cells = 0;
    for (int batch = 0; batch < batchesPerEpoch(); batch++) {
      int[] rows = originalIndices(batch);
      cells += (long) rows.length * (longestSource(rows) + longestTarget(rows) + 1);
      for (int pair : rows) {
        tokens += pairs.sourceLength(pair) + pairs.targetLength(pair) + 1;
      }
    }
    return 1 - (double) tokens / cells;
  }

  @Override
  MultiDataSet make(int epochNumber, int batchNumber) {
    int[] rows = plan.pairs(epochNumber, batchNumber);
    int sourceTime = longestSource(rows);
    int targetTime = longestTarget(rows) + 1;
    int[] source = new int[Math.multiplyExact(rows.length, sourceTime)]; // [batch, source]
    int[] targetIn = new int[Math.multiplyExact(rows.length, targetTime)]; // [batch, target]
    int[] targetOut = new int[targetIn.length]; // [batch, 1, target]
    int[] sourceLengths = new int[rows.length];
    int[] targetLengths = new int[rows.length];
    for (int row = 0; row < rows.length; row++) {
      int pair = rows[row];
      int length = pairs.targetLength(pair);
      sourceLengths[row] = pairs.sourceLength(pair);
      targetLengths[row] = length + 1;
      pairs.copySource(pair, source, row * sourceTime);
      targetIn[row * targetTime] = bos;
      pairs.copyTarget(pair, targetIn, row * targetTime + 1);
      pairs.copyTarget(pair, targetOut, row * targetTime);
      targetOut[row * targetTime + length] = eos;
    }
    INDArray targetMask = mask(targetLengths, targetTime);
    return new org.nd4j.linalg.dataset.MultiDataSet(
        new INDArray[] {
          array(source, rows.length, sourceTime), array(targetIn, rows.length, targetTime)
        },
        new INDArray[] {array(targetOut, rows.length, 1, targetTime)},
        new INDArray[] {mask(sourceLengths, sourceTime), targetMask},
        new INDArray[] {targetMask});
  }

  private int longestSource(int[] rows) {
    return Arrays.stream(rows).map(pairs::sourceLength).max().getAsInt();
  }

  private int longestTarget(int[] rows) {
    return Arrays.stream(rows).map(pairs::targetLength).max().getAsInt();
  }

  @Override
  public int batchesPerEpoch() {
    return plan.batches();
  }

  /**
   * @return the most rows that a batch has
   */
  @Override
  public int batch() {
    return batchSize;
  }
}
