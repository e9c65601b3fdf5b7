package dev.seq4j.datasets.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EpochRandomTest {

  @Test
  void numbersStayWhatTheyAre() {
    // Written down once: a change of these numbers changes the order of everybody's data.
    EpochRandom random = new EpochRandom(123, 4, 5);
    assertThat(new long[] {random.nextLong(), random.nextLong()})
        .containsExactly(-5764171253901938595L, 9119355275346848367L);
    int[] values = Samples.counting(8);
    random.shuffle(values);
    assertThat(values).containsExactly(6, 0, 5, 3, 7, 2, 1, 4);
  }

  @Test
  void everySeedAndPositionHasItsOwnNumbers() {
    Set<Long> firsts = new HashSet<>();
    for (int seed = -5; seed < 5; seed++) {
      firsts.add(new EpochRandom(seed).nextLong());
      for (int epoch = 0; epoch < 10; epoch++) {
        firsts.add(new EpochRandom(seed, epoch).nextLong());
        for (int batch = 0; batch < 10; batch++) {
          firsts.add(new EpochRandom(seed, epoch, batch).nextLong());
        }
      }
    }
    assertThat(firsts).hasSize(10 * (1 + 10 + 100));
  }

  @Test
  void numbersAreEvenlySpread() {
    int[] hits = new int[10];
    double sum = 0;
    for (int i = 0; i < 10_000; i++) {
      // A number each of neighbouring positions, as the iterators draw them.
      hits[new EpochRandom(1, 0, i).nextInt(10)]++;
      sum += new EpochRandom(1, 1, i).nextDouble();
    }
    assertThat(Arrays.stream(hits).boxed()).allMatch(count -> count > 880 && count < 1120);
    assertThat(sum / 10_000).isBetween(0.48, 0.52);
  }

  @Property(seed = "1")
  void numbersAreInRange(@ForAll long seed, @ForAll @IntRange(min = 1) int bound) {
    EpochRandom random = new EpochRandom(seed);
    for (int i = 0; i < 20; i++) {
      assertThat(random.nextInt(bound)).isBetween(0, bound - 1);
      assertThat(random.nextDouble()).isGreaterThanOrEqualTo(0).isLessThan(1);
    }
  }

  @Property(seed = "1")
  void shufflingKeepsEveryValue(@ForAll long seed, @ForAll @IntRange(max = 50) int size) {
    int[] values = Samples.counting(size);
    new EpochRandom(seed).shuffle(values);
    assertThat(values).containsExactlyInAnyOrder(Samples.counting(size));
  }
}
