package dev.seq4j.core.kernel.attention;

import dev.seq4j.core.kernel.Shards;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blocks and multi-head attention against plain loops. */
class TransformerKernelTest {

  private static final Shards ONE = new Shards(1);
  private static final Shards THREE = new Shards(3);

  /** What there may be in the memory: nothing, as many steps as in the input, or others. */
  enum Kind {
    SELF,
    CAUSAL,
    MEMORY
  }

  @Property(tries = 60, seed = "4", shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
  void equalsPlainLoops(
      @ForAll Kind kind,
      @ForAll boolean bare,
      @ForAll boolean normFirst,
      @ForAll FeedForwardActivation activation,
      @ForAll @IntRange(min = 1, max = 3) int batch,
      @ForAll @IntRange(min = 1, max = 6) int time,
      @ForAll @IntRange(min = 1, max = 3) int heads,
      @ForAll @IntRange(min = 1, max = 3) int headWidth,
      @ForAll @IntRange(min = 1, max = 7) int other,
      @ForAll @IntRange(min = 0, max = 3) int maskKind,
      @ForAll @IntRange(min = 0, max = 2) int layout,
      @ForAll boolean dropping,
      @ForAll boolean threads,
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    // A norm of two features is a step; its slope is no use for comparison.
    int width = heads * headWidth < 3 && !bare ? 3 * heads : heads * headWidth;
    int memoryIn = kind == Kind.MEMORY ? other : 0;
    TransformerBlockShape shape =
        new TransformerBlockShape(
            width,
            heads,
            other,
            activation,
            normFirst,
            kind == Kind.CAUSAL,
            memoryIn,
            0.1,
            dropping ? 0.3 : 0,
            dropping ? 0.4 : 0);
    Random random = new Random(seed);
    boolean[][] live = live(maskKind, batch, time, random);
    boolean[][] memoryLive = memoryIn == 0 ? null : live(maskKind, batch, other, random);
    int in = bare ? other : width;
    try (TokenKernel kernel = kernel(shape, bare, in, threads ? THREE : ONE)) {
      int count = Math.toIntExact(kernel.parameters());
      TransformerCase one = new TransformerCase(shape, bare, in, live, memoryLive, count, seed);
      one.check(kernel, layout, true);
      one.checkWeights(kernel);
    }
  }

  /** Large enough for several blocks of queries, chunks of tokens and threads. */
  @ParameterizedTest
  @CsvSource({
    "CAUSAL,false,3,150,4,8,0",
    "CAUSAL,true,2,131,1,24,1",
    "SELF,false,2,140,2,9,2",
    "MEMORY,false,2,135,2,7,0",
    "MEMORY,true,1,300,3,5,0",
  })
  void equalsPlainLoopsOverManyBlocks(
      Kind kind, boolean bare, int batch, int time, int heads, int headWidth, int maskKind) {
    int width = heads * headWidth;
    int memoryIn = kind == Kind.MEMORY ? 11 : 0;
    TransformerBlockShape shape =
        new TransformerBlockShape(
            width,
            heads,
            37,
            FeedForwardActivation.GELU,
            true,
            kind == Kind.CAUSAL,
            memoryIn,
            1e-5,
            0,
            0);
    Random random = new Random(7);
    boolean[][] live = live(maskKind, batch, time, random);
    boolean[][] memoryLive = memoryIn == 0 ? null : live(maskKind, batch, 170, random);
    try (TokenKernel kernel = kernel(shape, bare, width, THREE)) {
      int count = Math.toIntExact(kernel.parameters());
      TransformerCase one = new TransformerCase(shape, bare, width, live, memoryLive, count, 9);
      one.check(kernel, 0, false);
      one.checkWeights(kernel);
    }
  }

  private static TokenKernel kernel(
      TransformerBlockShape shape, boolean bare, int in, Shards shards) {
    return bare
        ? new MultiHeadAttentionKernel(
            in,
            shape.memoryIn(),
            shape.width(),
            shape.heads(),
            shape.causal(),
            shape.attentionDropout(),
            shards)
        : new TransformerBlockKernel(shape, shards);
  }

  /** All steps, lengths (some zero), any mask, or a mask with rows that never live. */
  private static boolean[][] live(int kind, int batch, int time, Random random) {
    boolean[][] live = new boolean[batch][time];
    for (int row = 0; row < batch; row++) {
      int length = kind == 0 ? time : random.nextInt(time + 1);
      for (int t = 0; t < time; t++) {
        live[row][t] =
            switch (kind) {
              case 0, 1 -> t < length;
              case 2 -> random.nextInt(3) > 0;
              default -> row % 2 == 0 && random.nextInt(3) > 0;
            };
      }
    }
    return live;
  }
}
