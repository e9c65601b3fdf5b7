package dev.seq4j.core.kernel;

/** The rows of a batch, dealt out to the threads of a kernel; used by one thread at a time. */
public final class ShardPlans {

  private final ShardPlan[] plans;
  private int[] sorted = new int[0];
  private int[] counts = new int[0];
  private int used;

  /**
   * @param most shards that a batch may be dealt to
   */
  public ShardPlans(int most) {
    plans = new ShardPlan[most];
    for (int i = 0; i < most; i++) {
      plans[i] = new ShardPlan();
    }
  }

  /**
   * Deals a batch.
   *
   * @param live its steps
   * @param wanted shards, if there are so many rows
   */
  public void deal(LiveSteps live, int wanted) {
    if (sorted.length < live.batch()) {
      sorted = new int[live.batch() + live.batch() / 4];
    }
    if (counts.length < live.time() + 2) {
      counts = new int[live.time() + live.time() / 4 + 2];
    }
    used = Math.min(Math.min(wanted, plans.length), Math.max(1, live.batch()));
    ShardPlan.deal(live, sorted, counts, plans, used);
  }

  /** Returns how many shards the batch has. */
  public int used() {
    return used;
  }

  /** Returns the row that is number {@code place} in the order of falling length. */
  public int byFallingLength(int place) {
    return sorted[place];
  }

  public ShardPlan get(int shard) {
    return plans[shard];
  }
}
