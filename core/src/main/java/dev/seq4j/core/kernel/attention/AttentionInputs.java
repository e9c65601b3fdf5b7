package dev.seq4j.core.kernel.attention;

import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.SequenceView;
import java.util.Objects;

/**
 * What an {@link AttentionKernel} reads. B rows of the batch, F features; queries have T time
 * steps, keys and values S.
 *
 * @param queries [B, F, T], read at live steps only
 * @param queryLive which steps of the queries are there
 * @param keys [B, F, S], read at live steps only
 * @param values [B, F, S], read at live steps only
 * @param keyLive which steps of the keys and values are there
 */
public record AttentionInputs(
    SequenceView queries,
    LiveSteps queryLive,
    SequenceView keys,
    SequenceView values,
    LiveSteps keyLive) {

  /** Checks that all are there. */
  public AttentionInputs {
    Objects.requireNonNull(queries, "queries");
    Objects.requireNonNull(queryLive, "queryLive");
    Objects.requireNonNull(keys, "keys");
    Objects.requireNonNull(values, "values");
    Objects.requireNonNull(keyLive, "keyLive");
  }

  /**
   * @param x [B, F, T]
   * @param live which of its steps are there
   * @return queries, keys and values that are all the same
   */
  public static AttentionInputs self(SequenceView x, LiveSteps live) {
    return new AttentionInputs(x, live, x, x, live);
  }

  void requireShapes(int width, boolean causal) {
    int batch = queryLive.batch();
    if (keyLive.batch() != batch) {
      throw new IllegalArgumentException(
          "rows of the keys = " + keyLive.batch() + ": must be " + batch);
    }
    queries.requireShape("queries", batch, width, queryLive.time());
    keys.requireShape("keys", batch, width, keyLive.time());
    values.requireShape("values", batch, width, keyLive.time());
    for (int row = 0; row < batch && causal; row++) {
      if (keyLive.length(row) != queryLive.length(row)) {
        throw new IllegalArgumentException(
            "keys of row %d = %d: must be as many as the queries, %d, if causal"
                .formatted(row, keyLive.length(row), queryLive.length(row)));
      }
    }
  }
}
