package dev.seq4j.core.layer.attention;

import dev.seq4j.core.layer.OutsideWorkspaces;
import dev.seq4j.core.layer.StepIntegers;
import java.util.Map;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a causal layer that attends remembers: keys and values of the steps so far.
 *
 * @param pairs {@code [batch, steps, 2 * width]}: of each step its key, then its value; or {@code
 *     [batch, steps, width]} if they are the same
 * @param live {@code [batch, steps]}: 1 where a step is there, else 0
 */
record AttentionState(INDArray pairs, INDArray live) {

  private static final String PAIRS_KEY = "keysAndValues";
  private static final String LIVE_KEY = "live";

  /** Returns what Deeplearning4j's recurrent layers call a state. */
  Map<String, INDArray> toMap() {
    return Map.of(PAIRS_KEY, pairs, LIVE_KEY, live);
  }

  /**
   * @param state as {@link #toMap} made it
   * @param size of a step: keys and values
   * @param layer its name
   * @return the state, or null if the map is empty
   */
  static AttentionState of(Map<String, INDArray> state, long size, String layer) {
    if (state.isEmpty()) {
      return null;
    }
    INDArray pairs = state.get(PAIRS_KEY);
    INDArray live = state.get(LIVE_KEY);
    if (pairs == null
        || live == null
        || pairs.rank() != 3
        || pairs.size(2) != size
        || live.rank() != 2
        || live.size(0) != pairs.size(0)
        || live.size(1) != pairs.size(1)) {
      throw new DL4JInvalidInputException(
          "stored state = %s: must be what rnnGetPreviousState gave, %s [batch, steps, %d] %s"
              .formatted(state.keySet(), PAIRS_KEY, size, layer));
    }
    return new AttentionState(pairs, live);
  }

  /**
   * @param past what came before, or null
   * @param pairs {@code [batch, time, 2 * width]}, or {@code [batch, time, width]} if keys and
   *     values are the same
   * @param live {@code [batch, time]} in 'c' order
   * @return it with new keys and values behind it
   */
  static AttentionState after(AttentionState past, INDArray pairs, float[] live) {
    INDArray newLive =
        Nd4j.createFromArray(live)
            .reshape('c', pairs.size(0), pairs.size(1))
            .castTo(pairs.dataType());
    return past == null
        ? new AttentionState(pairs, newLive)
        : new AttentionState(Nd4j.concat(1, past.pairs, pairs), Nd4j.concat(1, past.live, newLive));
  }

  /** Ones where a step is there, {@code [batch, steps]} in 'c' order. */
  float[] ones() {
    return StepIntegers.ones(live, live.length());
  }

  /** A copy that no workspace will overwrite. */
  AttentionState detached() {
    return OutsideWorkspaces.make(() -> new AttentionState(pairs.dup('c'), live.dup('c')));
  }
}
