package dev.seq4j.core.kernel.recurrent;

import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.Shards;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every kernel against the plain reference. */
class KernelParityTest {

  private static final Shards ONE = new Shards(1);
  private static final Shards TWO = new Shards(2);
  private static final Shards FIVE = new Shards(5);

  @Property(
      tries = 400,
      seed = "20240607",
      shrinking = ShrinkingMode.OFF,
      edgeCases = EdgeCasesMode.NONE)
  void equalsReference(
      @ForAll ReferenceCell.Kind kind,
      @ForAll Layout layout,
      @ForAll Layout other,
      @ForAll @IntRange(min = 0, max = 9) int batch,
      @ForAll @IntRange(min = 0, max = 9) int time,
      @ForAll @IntRange(min = 1, max = 20) int in,
      @ForAll @IntRange(min = 1, max = 20) int units,
      @ForAll @IntRange(min = 0, max = 3) int maskKind,
      @ForAll boolean reversed,
      @ForAll boolean accumulate,
      @ForAll @IntRange(min = 0, max = 2) int threads,
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    LiveSteps live = live(maskKind, batch, time, new Random(seed));
    Shards shards = threads == 0 ? ONE : threads == 1 ? TWO : FIVE;
    try (KernelCase one = new KernelCase(kind, reversed ? live.reversed() : live, in, units, seed);
        RecurrentKernel kernel = kind.kernel(in, units, shards)) {
      one.check(kernel, layout, other, accumulate);
    }
  }

  /** Large enough for several blocks of steps, several chunks of units and a thread each. */
  @ParameterizedTest
  @EnumSource(ReferenceCell.Kind.class)
  void equalsReferenceOverManyBlocks(ReferenceCell.Kind kind) {
    Random random = new Random(3);
    LiveSteps live = live(1, 70, 23, random);
    for (Shards shards : new Shards[] {ONE, TWO}) {
      try (KernelCase one = new KernelCase(kind, live, 29, 37, 5);
          RecurrentKernel kernel = kind.kernel(29, 37, shards)) {
        one.check(kernel, Layout.BATCH_FEATURES_TIME, Layout.FORTRAN, false);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ReferenceCell.Kind.class)
  void oneKernelServesChangingSizes(ReferenceCell.Kind kind) {
    Random random = new Random(9);
    try (RecurrentKernel kernel = kind.kernel(6, 11, TWO)) {
      for (int round = 0; round < 25; round++) {
        LiveSteps live = live(round % 4, random.nextInt(40), random.nextInt(30), random);
        try (KernelCase one = new KernelCase(kind, live, 6, 11, round)) {
          one.check(kernel, Layout.TIME_BATCH_FEATURES, Layout.BATCH_TIME_FEATURES, round % 2 == 0);
        }
      }
    }
  }

  /** All steps, lengths (some zero), any mask, or a mask with rows that never live. */
  private static LiveSteps live(int maskKind, int batch, int time, Random random) {
    if (maskKind == 0) {
      return LiveSteps.all(batch, time);
    }
    if (maskKind == 1) {
      return LiveSteps.lengths(time, random.ints(batch, 0, time + 1).toArray());
    }
    float[] mask = new float[batch * time];
    for (int i = 0; i < mask.length; i++) {
      boolean empty = maskKind == 3 && i / time % 3 == 0;
      mask[i] = empty || random.nextInt(3) == 0 ? 0 : 1;
    }
    return LiveSteps.mask(batch, time, mask);
  }
}
