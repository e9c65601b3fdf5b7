package dev.seq4j.datasets.batch;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.Vocabulary;
import java.util.Objects;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Labelled texts in batches of about the same length, padded to the longest of the batch.
 *
 * <pre>
 *   features       INT32 [batch, time]   ids; 0 in padded cells, which are at the end of a row
 *   features mask  FLOAT [batch, time]   1 for a token, 0 for padding
 *   labels         INT32 [batch, 1]      the class, for a sparse loss
 * </pre>
 *
 * <p>Every text is in exactly one batch of an epoch, rows stand in falling length, and the last
 * batch of the sorted order may have fewer rows; none is dropped. The arrays belong to whoever
 * takes them and stay valid.
 *
 * <p>With {@linkplain #withWordDropout word dropout} some words are unknown ones in one epoch and
 * themselves in the next.
 */
public final class TextBatches extends EpochIterator {

  private static final long serialVersionUID = 1L;

  private final transient EncodedTexts texts;
  private final transient BatchPlan plan;
  private final double wordDropout;
  private final long seed;

  /**
   * @param texts what to iterate over
   * @param buckets how they are put into batches
   * @throws dev.seq4j.core.InvalidInputException if a text is longer than the most tokens a batch
   */
  public TextBatches(EncodedTexts texts, LengthBuckets buckets) {
    this(
        Objects.requireNonNull(texts, "texts"),
        new BatchPlan(texts.lengths(), buckets),
        buckets.batchSize(),
        0,
        0);
  }

  private TextBatches(
      EncodedTexts texts, BatchPlan plan, int batchSize, double wordDropout, long seed) {
    super(batchSize, texts.vocabularySize(), texts.classNames());
    this.texts = texts;
    this.plan = plan;
    this.wordDropout = wordDropout;
    this.seed = seed;
  }

  /**
   * Makes words unknown at random, so that a network relies on none of them and learns what an
   * unknown one is worth (Iyyer et al. 2015).
   *
   * @param probability that a word is, in [0, 1)
   * @param seed of the choice, which is a function of it, the epoch and the batch
   * @return the same batches with some words replaced by id 1
   * @throws InvalidInputException if the probability is out of its range
   */
  public TextBatches withWordDropout(double probability, long seed) {
    if (!(probability >= 0 && probability < 1)) {
      throw new InvalidInputException("word dropout = " + probability + ": must be in [0, 1)");
    }
    return new TextBatches(texts, plan, batch(), probability, seed);
  }

  /**
   * Says which texts are in a batch, to put predictions back in the order of the texts.
   *
   * @param batch of the current epoch, from 0 to below {@link #batchesPerEpoch()}
   * @return for each row the index of its text
   */
  public int[] originalIndices(int batch) {
    return rows(epoch(), Objects.checkIndex(batch, batchesPerEpoch()));
  }

  /** Returns for each row of a batch the index of its text. */
  int[] rows(int epochNumber, int batchNumber) {
    return plan.texts(epochNumber, batchNumber);
  }

  EncodedTexts texts() {
    return texts;
  }

  /**
   * @return share of the cells of the current epoch that are padding, from 0 to below 1
   */
  public double paddingShare() {
    long tokens = 0;
    long cells = 0;
    for (int batch = 0; batch < batchesPerEpoch(); batch++) {
      int[] rows = originalIndices(batch);
      cells += (long) rows.length * texts.length(rows[0]);
      for (int text : rows) {
        tokens += texts.length(text);
      }
    }
    return 1 - (double) tokens / cells;
  }

  @Override
  DataSet make(int epochNumber, int batchNumber) {
    int[] rows = rows(epochNumber, batchNumber);
    int time = texts.length(rows[0]);
    int[] ids = new int[Math.multiplyExact(rows.length, time)]; // [batch, time], all padding
    int[] lengths = new int[rows.length];
    int[] labels = new int[rows.length];
    for (int row = 0; row < rows.length; row++) {
      texts.copyIds(rows[row], ids, row * time);
      lengths[row] = texts.length(rows[row]);
      labels[row] = texts.label(rows[row]);
    }
    dropWords(ids, new EpochRandom(seed, epochNumber, batchNumber));
    return new DataSet(
        array(ids, rows.length, time), array(labels, rows.length, 1), mask(lengths, time), null);
  }

  private void dropWords(int[] ids, EpochRandom random) {
    for (int i = 0; i < ids.length && wordDropout > 0; i++) {
      if (ids[i] != Vocabulary.PAD && random.nextDouble() < wordDropout) {
        ids[i] = Vocabulary.UNK;
      }
    }
  }

  @Override
  public int batchesPerEpoch() {
    return plan.batches();
  }
}
