package dev.seq4j.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShardPlanTest {

  @Test
  void everyLiveStepHasOneColumn() {
    Random random = new Random(1);
    ShardPlan[] plans = {new ShardPlan(), new ShardPlan(), new ShardPlan()};
    for (int round = 0; round < 50; round++) {
      int batch = random.nextInt(30);
      LiveSteps live = LiveSteps.lengths(40, random.ints(batch, 0, 41).toArray());
      ShardPlan.deal(live, new int[batch], new int[42], plans, 3);
      int[] seen = new int[batch];
      for (ShardPlan plan : plans) {
        int column = 0;
        for (int step = 0; step < plan.steps(); step++) {
          assertThat(plan.column(step)).isEqualTo(column);
          for (int row = 0; row < plan.live(step); row++) {
            assertThat(plan.length(row)).isGreaterThan(step);
            seen[plan.batchRow(row)]++;
          }
          column += plan.live(step);
        }
        assertThat(plan.columns()).isEqualTo(column);
        for (int row = 0; row < plan.rows(); row++) {
          assertThat(plan.length(row)).isEqualTo(live.length(plan.batchRow(row)));
        }
      }
      for (int row = 0; row < batch; row++) {
        assertThat(seen[row]).isEqualTo(live.length(row));
      }
    }
  }

  @Test
  void blocksCoverTheStepsInOrder() {
    ShardPlan plan = new ShardPlan();
    int[] lengths = new int[70];
    Arrays.setAll(lengths, row -> row);
    LiveSteps live = LiveSteps.lengths(70, lengths);
    ShardPlan.deal(live, new int[70], new int[72], new ShardPlan[] {plan}, 1);
    int widest = 0;
    for (int block = 0; block < plan.blocks(); block++) {
      assertThat(plan.blockStart(block)).isLessThan(plan.blockStart(block + 1));
      int columns = plan.column(plan.blockStart(block + 1)) - plan.column(plan.blockStart(block));
      widest = Math.max(widest, columns);
    }
    assertThat(plan.blockStart(0)).isZero();
    assertThat(plan.blockStart(plan.blocks())).isEqualTo(plan.steps());
    assertThat(plan.widestBlock()).isEqualTo(widest);
  }

  @Test
  void shardsGetTheSameAmountOfWork() {
    Random random = new Random(2);
    ShardPlan[] plans = {new ShardPlan(), new ShardPlan()};
    LiveSteps live = LiveSteps.lengths(400, random.ints(128, 50, 401).toArray());
    ShardPlan.deal(live, new int[128], new int[402], plans, 2);
    double first = plans[0].columns();
    double second = plans[1].columns();
    assertThat(first / second).isBetween(0.99, 1.01);
  }
}
