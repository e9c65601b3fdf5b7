package dev.seq4j.core.kernel.attention;

import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.SequenceView;
import java.util.Objects;

/**
 * What a {@link TokenKernel} reads.
 *
 * @param parameters all of the kernel's, as its class comment orders them
 * @param input [B, F, T], read at live steps only
 * @param live which of its steps are there
 * @param memory [B, M, S] with S steps of its own, read at live steps only: what the input attends
 *     to; null if it attends to itself
 * @param memoryLive which steps of the memory are there; null if there is none
 */
public record AttentionPass(
    NativeFloats parameters,
    SequenceView input,
    LiveSteps live,
    SequenceView memory,
    LiveSteps memoryLive) {

  /** Checks that what is required is there. */
  public AttentionPass {
    Objects.requireNonNull(parameters, "parameters");
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(live, "live");
    if ((memory == null) != (memoryLive == null)) {
      throw new IllegalArgumentException("memory and its live steps: both or none must be there");
    }
  }

  /**
   * A pass without a memory.
   *
   * @param parameters all of the kernel's
   * @param input [B, F, T], read at live steps only
   * @param live which of its steps are there
   */
  public AttentionPass(NativeFloats parameters, SequenceView input, LiveSteps live) {
    this(parameters, input, live, null, null);
  }

  void requireShapes(long count, int in, int memoryIn) {
    parameters.requireRange("parameters", 0, count);
    input.requireShape("input", live.batch(), in, live.time());
    if (memoryIn == 0 != (memory == null)) {
      throw new IllegalArgumentException(
          memoryIn == 0 ? "memory: must be null, there is none" : "memory: must be there");
    }
    if (memory != null) {
      if (memoryLive.batch() != live.batch()) {
        throw new IllegalArgumentException(
            "rows of the memory = " + memoryLive.batch() + ": must be " + live.batch());
      }
      memory.requireShape("memory", live.batch(), memoryIn, memoryLive.time());
    }
  }
}
