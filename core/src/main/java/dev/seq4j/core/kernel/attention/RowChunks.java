package dev.seq4j.core.kernel.attention;

import java.util.Arrays;

/**
 * Tokens cut into chunks between rows. A chunk belongs to one shard of the batch; it may hold rows
 * without tokens.
 */
final class RowChunks {

  private int count;
  private int token;
  private int[] from = new int[1];
  private int[] firstPlace = new int[1];

  /**
   * @param rows the tokens
   * @param most tokens of a chunk, as a rule: it has at least one row
   */
  RowChunks(TokenRows rows, int most) {
    for (int shard = 0; shard < rows.shards(); shard++) {
      cut(rows, rows.shardStart(shard), rows.shardStart(shard + 1), most);
    }
    begin(rows.tokens(), rows.rows());
    count--;
  }

  private void cut(TokenRows rows, int place, int end, int most) {
    int tokens = 0;
    for (int i = place; i < end; i++) {
      tokens += rows.length(rows.inTokenOrder(i));
    }
    int parts = Math.max(1, (tokens + most - 1) / most);
    int done = 0;
    int part = 0;
    for (int i = place; i < end; i++) {
      if ((long) done * parts >= (long) tokens * part && part < parts) {
        begin(token, i);
        part++;
      }
      done += rows.length(rows.inTokenOrder(i));
      token += rows.length(rows.inTokenOrder(i));
    }
  }

  private void begin(int firstToken, int place) {
    if (count == from.length) {
      from = Arrays.copyOf(from, 2 * count);
      firstPlace = Arrays.copyOf(firstPlace, 2 * count);
    }
    from[count] = firstToken;
    firstPlace[count] = place;
    count++;
  }

  int count() {
    return count;
  }

  /** Returns the first token. */
  int from(int chunk) {
    return from[chunk];
  }

  /** Returns the token after the last one. */
  int to(int chunk) {
    return from[chunk + 1];
  }

  /** Returns the place of its first row in the order of tokens. */
  int firstPlace(int chunk) {
    return firstPlace[chunk];
  }

  /** Returns the place after its last row's. */
  int lastPlace(int chunk) {
    return firstPlace[chunk + 1];
  }
}
