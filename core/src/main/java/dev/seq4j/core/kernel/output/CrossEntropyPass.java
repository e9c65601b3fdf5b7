package dev.seq4j.core.kernel.output;

import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.SequenceView;
import java.util.Objects;

/**
 * What a {@link CrossEntropyKernel} reads.
 *
 * @param weights [C, F] in 'c' order
 * @param bias [C], or null for none
 * @param input [B, F, T], read at live steps only
 * @param live which steps are there
 * @param labels [B, T] in 'c' order; at live steps in [0, C)
 * @param stepWeights [B, T] in 'c' order: how much each step counts
 */
public record CrossEntropyPass(
    NativeFloats weights,
    NativeFloats bias,
    SequenceView input,
    LiveSteps live,
    int[] labels,
    float[] stepWeights) {

  /** Checks that what is required is there. */
  public CrossEntropyPass {
    Objects.requireNonNull(weights, "weights");
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(live, "live");
    Objects.requireNonNull(labels, "labels");
    Objects.requireNonNull(stepWeights, "stepWeights");
  }

  void requireShapes(int features, int classes) {
    weights.requireRange("weights", 0, (long) classes * features);
    if (bias != null) {
      bias.requireRange("bias", 0, classes);
    }
    input.requireShape("input", live.batch(), features, live.time());
    long cells = (long) live.batch() * live.time();
    if (labels.length != cells || stepWeights.length != cells) {
      throw new IllegalArgumentException(
          "labels, step weights: "
              + labels.length
              + ", "
              + stepWeights.length
              + ": must be "
              + live.batch()
              + " x "
              + live.time());
    }
    for (int row = 0; row < live.batch(); row++) {
      for (int i = 0; i < live.length(row); i++) {
        int t = live.step(row, i);
        int label = labels[row * live.time() + t];
        if (label < 0 || label >= classes) {
          throw new IllegalArgumentException(
              "labels[" + row + ", " + t + "] = " + label + ": must be in [0, " + classes + ")");
        }
      }
    }
  }
}
