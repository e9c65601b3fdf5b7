package dev.seq4j.apps.sentiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class PeakMemoryTest {

  @Test
  void knowsAtLeastWhatThereIs() {
    PeakMemory memory = new PeakMemory();
    memory.close();
    assertThat(memory.bytes()).isBetween(1L << 20, 2 * Pointer.physicalBytes() + (1L << 30));
  }
}
