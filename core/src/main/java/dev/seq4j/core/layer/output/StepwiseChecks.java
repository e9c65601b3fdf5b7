package dev.seq4j.core.layer.output;

import java.util.Arrays;
import java.util.stream.IntStream;

/** What must hold of the arrays that a {@link StepwiseNetwork} is given. */
final class StepwiseChecks {

  private StepwiseChecks() {}

  /**
   * @param what a name for messages
   * @param found rows of it
   * @param rows of the network
   */
  static void rows(String what, int found, int rows) {
    if (found != rows) {
      throw new IllegalArgumentException(
          "%s of %d rows: must have %d".formatted(what, found, rows));
    }
  }

  /**
   * @param probabilities an array to write to
   * @param network what will write to it
   */
  static void probabilities(float[] probabilities, StepwiseNetwork network) {
    if (probabilities.length != (long) network.rows() * network.classes()) {
      throw new IllegalArgumentException(
          "probabilities of %d floats: must have %d x %d"
              .formatted(probabilities.length, network.rows(), network.classes()));
    }
  }

  /**
   * @param ids {@code [rows, time]}
   * @param rows of the network
   * @return the time
   */
  static int time(int[][] ids, int rows) {
    rows("ids", ids.length, rows);
    int time = ids[0].length;
    for (int[] row : ids) {
      if (row.length != time || time == 0) {
        throw new IllegalArgumentException(
            "ids of %s steps: must have one or more, as many in each row"
                .formatted(Arrays.toString(Arrays.stream(ids).mapToInt(r -> r.length).toArray())));
      }
    }
    return time;
  }

  /**
   * @param from which row of a state each row goes on from; empty for its own
   * @param stateRows of the state
   * @param rows of the network
   * @return one for each row
   */
  static int[] origins(int[] from, int stateRows, int rows) {
    if (from.length == 0) {
      rows("state", stateRows, rows);
      return IntStream.range(0, rows).toArray();
    }
    rows("from", from.length, rows);
    for (int row : from) {
      if (row < 0 || row >= stateRows) {
        throw new IllegalArgumentException(
            "row %d of the state: must be in [0, %d)".formatted(row, stateRows));
      }
    }
    return from;
  }
}
