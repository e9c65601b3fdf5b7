package dev.seq4j.datasets.batch;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.dna.Dna;
import dev.seq4j.core.text.LabelledText;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Labelled DNA in batches of about the same length, one-hot.
 *
 * <pre>
 *   features       FLOAT [batch, 4, time]   a column for each letter, as {@link Dna} says
 *   features mask  FLOAT [batch, time]      1 for a letter, 0 beyond the end of a sequence
 *   labels         INT32 [batch, 1]         the class, for a sparse loss
 * </pre>
 *
 * <p>{@linkplain #withBothStrands To train}, half of the sequences, others in each epoch, are read
 * from the other strand.
 */
public final class DnaBatches extends EpochIterator {

  private static final long serialVersionUID = 1L;

  private final transient List<int[]> sequences;
  private final transient int[] labels;
  private final transient BatchPlan plan;
  private final boolean bothStrands;
  private final long seed;

  /**
   * @param sequences of the letters of DNA, one or more
   * @param classes the labels in the order of their numbers
   * @param buckets how sequences are put into batches
   * @throws InvalidInputException if a sequence has another letter or another label
   */
  public DnaBatches(List<LabelledText> sequences, List<String> classes, LengthBuckets buckets) {
    super(buckets.batchSize(), Dna.CHANNELS, classes);
    EncodedTexts.requireSome(sequences.size());
    this.sequences = sequences.stream().map(sequence -> Dna.encode(sequence.text())).toList();
    labels = numbers(sequences, classes);
    plan =
        new BatchPlan(
            this.sequences.stream().mapToInt(sequence -> sequence.length).toArray(), buckets);
    bothStrands = false;
    seed = 0;
  }

  private DnaBatches(DnaBatches other, long seed) {
    super(other.batch(), Dna.CHANNELS, other.getLabels());
    sequences = other.sequences;
    labels = other.labels;
    plan = other.plan;
    bothStrands = true;
    this.seed = seed;
  }

  private static int[] numbers(List<LabelledText> sequences, List<String> classes) {
    int[] labels = new int[sequences.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = classes.indexOf(sequences.get(i).label());
      if (labels[i] < 0) {
        throw new InvalidInputException(
            "label = %s: must be one of %s".formatted(sequences.get(i).label(), classes));
      }
    }
    return labels;
  }

  /**
   * @param seed of the choice, which is a function of it, the epoch and the batch
   * @return the same batches with half of the sequences replaced by their reverse complement
   */
  public DnaBatches withBothStrands(long seed) {
    return new DnaBatches(this, seed);
  }

  @Override
  DataSet make(int epochNumber, int batchNumber) {
    int[] rows = plan.texts(epochNumber, batchNumber);
    EpochRandom random = new EpochRandom(seed, epochNumber, batchNumber);
    List<int[]> read = new ArrayList<>(rows.length);
    int[] ofRows = new int[rows.length];
    for (int row = 0; row < rows.length; row++) {
      int[] strand = sequences.get(rows[row]);
      boolean other = bothStrands && random.nextInt(2) == 1;
      read.add(other ? Dna.reverseComplement(strand) : strand);
      ofRows[row] = labels[rows[row]];
    }
    int time = Dna.longest(read);
    return new DataSet(
        array(Dna.oneHot(read), rows.length, Dna.CHANNELS, time),
        array(ofRows, rows.length, 1),
        array(Dna.mask(read), rows.length, time),
        null);
  }

  @Override
  public int batchesPerEpoch() {
    return plan.batches();
  }
}
