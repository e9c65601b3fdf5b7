package dev.seq4j.datasets.batch;

import dev.seq4j.core.text.OverlappingWindows;
import java.util.Arrays;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * A whole sequence with a label a token in {@link OverlappingWindows}, to measure on: each label
 * counts once, where its token has a context on both sides.
 *
 * <pre>
 *   features        INT32 [batch, time]      ids; 0 in padded cells, at the end of a row
 *   features mask   FLOAT [batch, time]      1 for a token, 0 for padding
 *   labels          INT32 [batch, 1, time]   the class of each token, for a sparse loss
 *   labels mask     FLOAT [batch, time]      1 where the token is judged, 0 for context and padding
 * </pre>
 *
 * <p>Every epoch is the same; its last batch may have fewer rows.
 */
public final class LabelledWindows extends LabelledTokenIterator {

  private static final long serialVersionUID = 1L;

  private final transient OverlappingWindows windows;

  /**
   * @param tokens the sequence
   * @param batchSize windows a batch, 1 or more
   * @param length tokens of a window, 4 or more
   * @throws dev.seq4j.core.InvalidInputException if a number is out of its range
   */
  public LabelledWindows(LabelledTokens tokens, int batchSize, int length) {
    super(Objects.requireNonNull(tokens, "tokens"), batchSize);
    windows = new OverlappingWindows(tokens.size(), length);
  }

  @Override
  DataSet make(int epochNumber, int batchNumber) {
    int first = batchNumber * batch();
    int rows = Math.min(batch(), windows.count() - first);
    int[] starts = new int[rows];
    int[] lengths = new int[rows];
    for (int row = 0; row < rows; row++) {
      starts[row] = windows.from(first + row);
      lengths[row] = windows.to(first + row) - starts[row];
    }
    int time = Arrays.stream(lengths).max().orElseThrow();
    INDArray judged = mask(new int[rows], time);
    for (int row = 0; row < rows; row++) {
      for (int i = windows.judgedFrom(first + row); i < windows.judgedTo(first + row); i++) {
        judged.putScalar(row, i - starts[row], 1);
      }
    }
    return rows(starts, lengths, time, judged);
  }

  @Override
  public int batchesPerEpoch() {
    return (windows.count() - 1) / batch() + 1;
  }
}
