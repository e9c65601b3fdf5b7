package dev.seq4j.models.translation;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.train.ResumableBatches;
import java.util.Objects;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Batches in which some tokens of the translation so far are not the true ones but those that the
 * network would have written, so that it learns to go on after its own errors (scheduled sampling,
 * Bengio et al. 2015).
 *
 * <pre>
 *   share of true tokens in batch n of N = 1 - (1 - last) n / N
 * </pre>
 *
 * <p>In two passes, which any network can do (Mihaylova and Martins 2019): the first reads the true
 * tokens, and its most probable ones replace some of them for the second, which is learnt from.
 * Labels stay, and so does the mark of the beginning. Which tokens are replaced is a function of
 * seed, epoch and batch.
 */
public final class ScheduledSampling implements ResumableBatches {

  private static final int TARGET = 1;

  private final ResumableBatches batches;
  private final ComputationGraph graph;
  private final double last;
  private final long total;
  private final long seed;
  private int epoch;
  private int batch;

  /**
   * @param batches of sentences and their translations, as a {@link Translator} learns from
   * @param translator that learns from them
   * @param last share of true tokens at the end, in [0, 1]; it falls from 1
   * @param epochs after which the share is reached, 1 or more
   * @throws InvalidInputException if a number is out of its range
   */
  public ScheduledSampling(
      ResumableBatches batches, Translator translator, double last, int epochs) {
    this.batches = Objects.requireNonNull(batches, "batches");
    graph = translator.graph();
    requireShare(last);
    if (epochs < 1) {
      throw new InvalidInputException("epochs = " + epochs + ": must be 1 or above");
    }
    this.last = last;
    total = (long) epochs * batches.batchesPerEpoch();
    seed = translator.settings().seed();
  }

  /**
   * @param last share of true tokens at the end
   * @throws InvalidInputException if it is not in [0, 1]
   */
  public static void requireShare(double last) {
    if (!(last >= 0 && last <= 1)) {
      throw new InvalidInputException("teacher forcing = " + last + ": must be in [0, 1]");
    }
  }

  /** Returns the share of true tokens in the next batch. */
  double share() {
    long number = (long) epoch * batches.batchesPerEpoch() + batch;
    return 1 - (1 - last) * Math.min(number, total) / total;
  }

  @Override
  public MultiDataSet nextBatch() {
    double share = share();
    long place = (long) epoch << Integer.SIZE | batch;
    SplittableRandom random =
        new SplittableRandom(
            new SplittableRandom(seed).nextLong() ^ new SplittableRandom(place).nextLong());
    MultiDataSet next = batches.nextBatch();
    batch++;
    return share == 1 ? next : withOwnTokens(next, share, random);
  }

  private MultiDataSet withOwnTokens(MultiDataSet next, double share, SplittableRandom random) {
    INDArray[] features = next.getFeatures();
    INDArray[] masks = next.getFeaturesMaskArrays();
    INDArray own = // [batch, target]
        graph.output(false, features, masks, next.getLabelsMaskArrays())[0].argMax(1);
    INDArray target = features[TARGET].dup();
    for (long row = 0; row < target.size(0); row++) {
      for (long t = 1; t < target.size(1); t++) {
        boolean replaced = random.nextDouble() >= share;
        if (replaced && target.getLong(row, t) != Vocabulary.PAD) {
          target.putScalar(row, t, own.getLong(row, t - 1));
        }
      }
    }
    return new org.nd4j.linalg.dataset.MultiDataSet(
        new INDArray[] {features[0], target}, next.getLabels(), masks, next.getLabelsMaskArrays());
  }

  @Override
  public boolean hasNext() {
    return batches.hasNext();
  }

  @Override
  public void seek(int epochNumber, int batchNumber) {
    batches.seek(epochNumber, batchNumber);
    epoch = epochNumber;
    batch = batchNumber;
  }

  @Override
  public int batchesPerEpoch() {
    return batches.batchesPerEpoch();
  }
}
