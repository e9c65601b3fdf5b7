package dev.seq4j.core.kernel.attention;

import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.NativeBuffer;
import dev.seq4j.core.kernel.SequenceAccess;
import dev.seq4j.core.kernel.SequenceView;
import dev.seq4j.core.kernel.ShardPlan;
import dev.seq4j.core.kernel.ShardPlans;

/**
 * The live steps of a batch as tokens: those of a row lie side by side, in their order, and no
 * padding lies between them. Attention over such a row needs no mask.
 *
 * <p>Used by one thread at a time while it is laid out, by all afterwards.
 */
final class TokenRows implements RowRanges {

  private final ShardPlans plans;
  private LiveSteps live = LiveSteps.all(0, 0);
  private int[] first = new int[0];
  private int[] cells = new int[0];
  private int[] order = new int[0];
  private int[] shardStart = new int[1];
  private int tokens;
  private int longestShard;

  /**
   * @param most threads that may copy at the same time
   */
  TokenRows(int most) {
    plans = new ShardPlans(most);
  }

  /**
   * Gives each live step its place.
   *
   * @param newLive the batch
   * @param threads how many are to copy
   */
  void layOut(LiveSteps newLive, int threads) {
    live = newLive;
    plans.deal(live, threads);
    if (first.length < live.batch()) {
      first = new int[live.batch() + live.batch() / 4];
      order = new int[first.length];
    }
    if (shardStart.length < plans.used() + 1) {
      shardStart = new int[plans.used() + 1];
    }
    tokens = 0;
    longestShard = 0;
    int place = 0;
    for (int shard = 0; shard < plans.used(); shard++) {
      ShardPlan plan = plans.get(shard);
      int before = tokens;
      tokens = plan.layRowAfterRow(tokens);
      longestShard = Math.max(longestShard, tokens - before);
      shardStart[shard] = place;
      for (int row = 0; row < plan.rows(); row++) {
        order[place++] = plan.batchRow(row);
        if (plan.length(row) > 0) {
          first[plan.batchRow(row)] = plan.cell(row, 0);
        }
      }
    }
    shardStart[plans.used()] = place;
    if (cells.length < tokens) {
      cells = new int[tokens + tokens / 4];
    }
    for (int row = 0; row < live.batch(); row++) {
      for (int step = 0; step < live.length(row); step++) {
        cells[first[row] + step] = row * live.time() + live.forwardStep(row, step);
      }
    }
  }

  /** Returns the number of all tokens. */
  int tokens() {
    return tokens;
  }

  /** Returns the rows of the batch. */
  int rows() {
    return live.batch();
  }

  /** Returns for each token its row times T plus its time step. */
  int[] cells() {
    return cells;
  }

  /** Returns how many shards the rows are dealt out to. */
  int shards() {
    return plans.used();
  }

  /** Returns the tokens of the shard that has most. */
  int longestShard() {
    return longestShard;
  }

  /** Returns the place of a shard's first row; that after the last shard is the number of rows. */
  int shardStart(int shard) {
    return shardStart[shard];
  }

  /** Returns the row at a place in the order of tokens; rows without tokens have a place, too. */
  int inTokenOrder(int place) {
    return order[place];
  }

  /** Returns the row that is number {@code place} in the order of falling length. */
  int byFallingLength(int place) {
    return plans.byFallingLength(place);
  }

  @Override
  public int first(int row) {
    return first[row];
  }

  @Override
  public int length(int row) {
    return live.length(row);
  }

  /**
   * Copies all live steps to {@code target}, [tokens, features].
   *
   * @param source whose shape has been checked
   */
  void pack(SequenceView source, int features, NativeBuffer target, Lanes lanes) {
    SequenceAccess access = new SequenceAccess(source, live, features);
    lanes.each(
        plans.used(),
        (lane, shard) -> access.pack(plans.get(shard), features, target, lane.copies));
  }

  /**
   * Writes all live steps from {@code source}, [tokens, features], and zeros to the others.
   *
   * @param target whose shape has been checked
   */
  void unpack(NativeBuffer source, int features, SequenceView target, Lanes lanes) {
    SequenceAccess access = new SequenceAccess(target, live, features);
    lanes.each(
        plans.used(),
        (lane, shard) -> {
          access.unpack(plans.get(shard), source, lane.copies);
          access.zeroDeadSteps(plans.get(shard), lane.copies.zeros(features));
        });
  }
}
