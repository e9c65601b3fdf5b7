package dev.seq4j.models.language;

import dev.seq4j.core.train.Evaluation;
import java.util.function.IntConsumer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Measures a network that sees a limited number of tokens on a text that is longer: by windows that
 * overlap by half, of which only the later half counts, so that each token is foreseen once, with
 * half a context before it at least (but those of the first window, which have what there is).
 *
 * <pre>
 *   text       abcdefghij
 *   windows    abcd            context 4: of abcd all count,
 *                cdef          of cdef the last two,
 *                  efgh        and so on; the last one ends where the text ends
 * </pre>
 */
final class ContextWindows {

  /** Probabilities that are computed at once, unless one window has more. */
  private static final int MOST_PROBABILITIES = 1 << 22;

  private final ComputationGraph graph;
  private final int[] ids;
  private final int context;

  /**
   * @param graph takes ids {@code [batch, time]}
   * @param ids of a text, 2 at least
   * @param context the most tokens a row may have, 2 or more
   */
  ContextWindows(ComputationGraph graph, int[] ids, int context) {
    this.graph = graph;
    this.ids = ids;
    this.context = Math.min(context, ids.length - 1);
  }

  /** Adds each token but the first once. */
  void addTo(Evaluation evaluation, int classes, IntConsumer foreseen) {
    int rows = Math.max(1, MOST_PROBABILITIES / (classes * context));
    int windows = windows();
    for (int first = 0; first < windows; first += rows) {
      int end = Math.min(windows, first + rows);
      add(first, end, evaluation);
      foreseen.accept(counted(end - 1) - (first == 0 ? 0 : counted(first - 1)));
    }
  }

  private int step() {
    return Math.max(1, context - context / 2);
  }

  private int windows() {
    int beyondFirst = ids.length - 1 - context;
    return 1 + (beyondFirst + step() - 1) / step();
  }

  /** Where a window begins. */
  private int start(int window) {
    return Math.min(window * step(), ids.length - 1 - context);
  }

  /** How many tokens a window and those before it foresee. */
  private int counted(int window) {
    return start(window) + context;
  }

  private void add(int first, int end, Evaluation evaluation) {
    int rows = end - first;
    int[][] input = new int[rows][context]; // [rows, time]
    int[][][] next = new int[rows][1][context]; // [rows, 1, time]
    float[][] counts = new float[rows][context]; // [rows, time]
    for (int row = 0; row < rows; row++) {
      int start = start(first + row);
      int counted = first + row == 0 ? 0 : counted(first + row - 1);
      for (int t = 0; t < context; t++) {
        input[row][t] = ids[start + t];
        next[row][0][t] = ids[start + t + 1];
        counts[row][t] = start + t >= counted ? 1 : 0;
      }
    }
    INDArray probabilities = graph.output(false, Nd4j.createFromArray(input))[0];
    evaluation.add(probabilities, Nd4j.createFromArray(next), Nd4j.createFromArray(counts));
  }
}
