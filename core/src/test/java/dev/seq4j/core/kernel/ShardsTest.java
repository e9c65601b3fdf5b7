package dev.seq4j.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ShardsTest {

  @Test
  void runsEveryPartOnce() {
    for (int parallelism : new int[] {1, 2, 4}) {
      Shards shards = new Shards(parallelism);
      for (int parts : new int[] {0, 1, 2, 3, 9}) {
        AtomicIntegerArray runs = new AtomicIntegerArray(9);
        shards.run(parts, runs::incrementAndGet);
        for (int part = 0; part < 9; part++) {
          assertThat(runs.get(part)).isEqualTo(part < parts ? 1 : 0);
        }
      }
    }
  }

  @Test
  void runsPartsAtTheSameTime() {
    CountDownLatch both = new CountDownLatch(2);
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    new Shards(2)
        .run(
            2,
            part -> {
              threads.add(Thread.currentThread());
              both.countDown();
              await(both);
            });
    assertThat(threads).hasSize(2).contains(Thread.currentThread());
    assertThat(threads)
        .filteredOn(thread -> thread != Thread.currentThread())
        .allMatch(Thread::isDaemon);
  }

  @Test
  void throwsWhatAPartThrewAfterAllHaveEnded() {
    Shards shards = new Shards(2);
    AtomicInteger running = new AtomicInteger();
    assertThatThrownBy(
            () ->
                shards.run(
                    4,
                    part -> {
                      running.incrementAndGet();
                      try {
                        if (part == 0) {
                          throw new IllegalStateException("part 0");
                        }
                      } finally {
                        running.decrementAndGet();
                      }
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("part 0");
    assertThat(running).hasValue(0);
    AtomicInteger after = new AtomicInteger();
    shards.run(3, part -> after.incrementAndGet());
    assertThat(after).hasValue(3);
  }

  @Test
  void nestedAndInterruptedCallsEnd() {
    Shards shards = new Shards(2);
    AtomicInteger count = new AtomicInteger();
    Thread.currentThread().interrupt();
    shards.run(3, outer -> shards.run(3, inner -> count.incrementAndGet()));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(count).hasValue(9);
  }

  @Test
  void refusesLessThanOneThread() {
    assertThatThrownBy(() -> new Shards(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("parallelism = 0: must be at least 1");
    assertThat(Shards.shared()).isSameAs(Shards.shared());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
