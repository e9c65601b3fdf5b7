package dev.seq4j.apps.device;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CardTest {

  /** The machine code in libnd4jcuda 1.0.0-M2.1, read from its fat binaries; there is no PTX. */
  private static final int[][] COMPILED = {
    {3, 7}, {5, 0}, {5, 2}, {6, 0}, {6, 1}, {7, 0}, {7, 5}, {8, 0}, {8, 6}
  };

  @Property
  void isUsableIfSomethingIsCompiledForItsMajorVersionAndNoLaterMinor(
      @ForAll @IntRange(min = 1, max = 13) int major, @ForAll @IntRange(max = 9) int minor) {
    boolean runs = false;
    for (int[] compiled : COMPILED) {
      runs |= compiled[0] == major && compiled[1] <= minor;
    }
    // No card has capability 4.x: the numbers went from 3.7 to 5.0.
    if (major != 4) {
      assertThat(new Card("card", major, minor, 0).usable()).isEqualTo(runs);
    }
  }

  @Test
  void roundsItsMemoryToGigabytes() {
    assertThat(new Card("Tesla K80", 3, 7, 11_997_020_160L).description())
        .isEqualTo("Tesla K80, compute capability 3.7, 11 GB");
    assertThat(new Card("NVIDIA H100", 9, 0, 84_974_239_744L).description())
        .isEqualTo("NVIDIA H100, compute capability 9.0, 79 GB");
  }
}
