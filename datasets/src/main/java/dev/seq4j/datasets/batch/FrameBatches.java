package dev.seq4j.datasets.batch;

import dev.seq4j.core.InvalidInputException;
import java.util.List;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Sequences of rows of numbers with a label a row, such as the frames of sounds, in batches of
 * about the same length.
 *
 * <pre>
 *   features        FLOAT [batch, columns, time]   0 in padded cells, at the end of a row
 *   labels          INT32 [batch, 1, time]         the class of each frame, for a sparse loss
 *   masks of both   FLOAT [batch, time]            1 for a frame, 0 for padding
 * </pre>
 */
public final class FrameBatches extends EpochIterator {

  private static final long serialVersionUID = 1L;

  /**
   * A sequence.
   *
   * @param features of each frame as many, {@code [time, columns]}
   * @param labels the class of each frame
   */
  public record Sequence(float[][] features, int[] labels) {

    /**
     * @throws InvalidInputException if there is no frame, or not a label for each
     */
    public Sequence {
      if (features.length == 0 || features.length != labels.length) {
        throw new InvalidInputException(
            "frames = %d, labels = %d: must be as many, 1 or above"
                .formatted(features.length, labels.length));
      }
    }
  }

  private final transient List<Sequence> sequences;
  private final transient BatchPlan plan;

  /**
   * @param sequences one or more
   * @param classes the labels in the order of their numbers
   * @param buckets how sequences are put into batches
   * @throws InvalidInputException if there is no sequence, frames have different numbers of
   *     features, or a label is no class
   */
  public FrameBatches(List<Sequence> sequences, List<String> classes, LengthBuckets buckets) {
    super(buckets.batchSize(), columns(sequences), classes);
    this.sequences = List.copyOf(sequences);
    for (Sequence sequence : sequences) {
      for (int t = 0; t < sequence.labels().length; t++) {
        requireFitting(sequence.features()[t].length, sequence.labels()[t]);
      }
    }
    plan =
        new BatchPlan(
            sequences.stream().mapToInt(sequence -> sequence.labels().length).toArray(), buckets);
  }

  private static int columns(List<Sequence> sequences) {
    EncodedTexts.requireSome(sequences.size());
    return sequences.get(0).features()[0].length;
  }

  private void requireFitting(int features, int label) {
    if (features != inputColumns()) {
      throw new InvalidInputException(
          "features = %d: must be %d, as in the first frame".formatted(features, inputColumns()));
    }
    if (label < 0 || label >= totalOutcomes()) {
      throw new InvalidInputException(
          "label = %d: must be in [0, %d)".formatted(label, totalOutcomes()));
    }
  }

  @Override
  DataSet make(int epochNumber, int batchNumber) {
    int[] rows = plan.texts(epochNumber, batchNumber); // the longest first
    int time = sequences.get(rows[0]).labels().length;
    int columns = inputColumns();
    float[] features = new float[Math.multiplyExact(rows.length * columns, time)];
    int[] labels = new int[rows.length * time];
    int[] lengths = new int[rows.length];
    for (int row = 0; row < rows.length; row++) {
      Sequence sequence = sequences.get(rows[row]);
      lengths[row] = sequence.labels().length;
      System.arraycopy(sequence.labels(), 0, labels, row * time, lengths[row]);
      for (int t = 0; t < lengths[row]; t++) {
        for (int c = 0; c < columns; c++) {
          features[(row * columns + c) * time + t] = sequence.features()[t][c];
        }
      }
    }
    return new DataSet(
        array(features, rows.length, columns, time),
        array(labels, rows.length, 1, time),
        mask(lengths, time),
        mask(lengths, time));
  }

  @Override
  public int batchesPerEpoch() {
    return plan.batches();
  }
}
