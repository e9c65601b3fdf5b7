package dev.seq4j.core.kernel.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.kernel.DropoutMask;
import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.NativeArray;
import dev.seq4j.core.kernel.PositionwiseCase;
import dev.seq4j.core.kernel.Randoms;
import dev.seq4j.core.kernel.SequenceView;
import dev.seq4j.core.kernel.Shards;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttentionKernelTest {

  private static final double TOLERANCE = 1e-4;

  /** Kept weights and such as are computed again; no query, no key, one of each, and blocks. */
  @ParameterizedTest
  @CsvSource({
    "1,1,1,1,1,false,0",
    "2,3,5,2,4,false,0.5",
    "2,4,4,3,1,true,0.5",
    "3,130,150,2,5,false,0",
    "2,133,133,1,24,true,0",
    "2,133,133,2,3,true,0.4",
  })
  void equalsPlainLoops(
      int batch, int time, int keyTime, int heads, int headWidth, boolean causal, double dropout) {
    for (long mostKept : new long[] {AttentionHeads.MOST_KEPT, 0}) {
      Random random = new Random(5);
      int[] lengths = random.ints(batch, 0, time + 1).toArray();
      lengths[0] = time;
      int[] keyLengths = causal ? lengths : random.ints(batch, 0, keyTime + 1).toArray();
      keyLengths[batch - 1] = causal ? lengths[batch - 1] : batch == 1 ? keyTime : 0;
      int width = heads * headWidth;
      Problem problem = new Problem(random, batch, time, keyTime, width);
      try (AttentionKernel kernel =
          new AttentionKernel(width, heads, 0.7, causal, dropout, new Shards(2), mostKept)) {
        problem.check(
            kernel,
            LiveSteps.lengths(time, lengths),
            LiveSteps.lengths(keyTime, keyLengths),
            heads,
            causal,
            new DropoutMask(dropout));
      }
    }
  }

  private record Problem(double[][][] q, double[][][] k, double[][][] v, double[][][] toY) {

    Problem(Random random, int batch, int time, int keyTime, int width) {
      this(
          Randoms.cube(random, batch, time, width),
          Randoms.cube(random, batch, keyTime, width),
          Randoms.cube(random, batch, keyTime, width),
          Randoms.cube(random, batch, time, width));
    }

    void check(
        AttentionKernel kernel,
        LiveSteps live,
        LiveSteps keyLive,
        int heads,
        boolean causal,
        DropoutMask mask) {
      int batch = live.batch();
      int time = live.time();
      int keyTime = keyLive.time();
      int width = q[0][0].length;
      int d = width / heads;
      long seed = 17;
      double[][][] y = new double[batch][time][width];
      double[][][] dq = new double[batch][time][width];
      double[][][] dk = new double[batch][keyTime][width];
      double[][][] dv = new double[batch][keyTime][width];
      float[] weights = new float[batch * heads * time * keyTime];
      for (int b = 0; b < batch; b++) {
        for (int h = 0; h < heads; h++) {
          for (int t = 0; t < live.length(b); t++) {
            int seen = causal ? t + 1 : keyLive.length(b);
            double[] p = new double[seen];
            for (int s = 0; s < seen; s++) {
              for (int i = h * d; i < (h + 1) * d; i++) {
                p[s] += q[b][t][i] * k[b][s][i];
              }
              p[s] = Math.exp(0.7 * p[s]);
            }
            double sum = Arrays.stream(p).sum();
            float[] kept = new float[seen];
            Arrays.fill(kept, 1);
            mask.apply(seed, ((long) b * time + t) * heads + h, kept, 0, seen);
            double[] g = new double[seen];
            double mean = 0;
            for (int s = 0; s < seen; s++) {
              p[s] /= sum;
              weights[((b * heads + h) * time + t) * keyTime + s] = (float) p[s];
              for (int i = h * d; i < (h + 1) * d; i++) {
                y[b][t][i] += kept[s] * p[s] * v[b][s][i];
                g[s] += kept[s] * toY[b][t][i] * v[b][s][i];
                dv[b][s][i] += kept[s] * p[s] * toY[b][t][i];
              }
              mean += p[s] * g[s];
            }
            for (int s = 0; s < seen; s++) {
              double toScore = 0.7 * p[s] * (g[s] - mean);
              for (int i = h * d; i < (h + 1) * d; i++) {
                dq[b][t][i] += toScore * k[b][s][i];
                dk[b][s][i] += toScore * q[b][t][i];
              }
            }
          }
        }
      }
      try (NativeArray queries = flat(q);
          NativeArray keys = flat(k);
          NativeArray values = flat(v);
          NativeArray toOutput = flat(toY);
          NativeArray output = new NativeArray(batch * time * width);
          NativeArray toQueries = new NativeArray(batch * time * width);
          NativeArray toKeys = new NativeArray(batch * keyTime * width);
          NativeArray toValues = new NativeArray(batch * keyTime * width)) {
        AttentionInputs inputs =
            new AttentionInputs(
                SequenceView.batchTimeFeatures(queries.floats(), time, width),
                live,
                SequenceView.batchTimeFeatures(keys.floats(), keyTime, width),
                SequenceView.batchTimeFeatures(values.floats(), keyTime, width),
                keyLive);
        kernel.forward(inputs, view(output, time, width), seed);
        requireClose("output", output, y);
        kernel.backward(
            view(toOutput, time, width),
            view(toQueries, time, width),
            view(toKeys, keyTime, width),
            view(toValues, keyTime, width));
        requireClose("query gradient", toQueries, dq);
        requireClose("key gradient", toKeys, dk);
        requireClose("value gradient", toValues, dv);
        assertThat(kernel.weights(inputs)).containsExactly(weights, within((float) TOLERANCE));
      }
    }

    private static SequenceView view(NativeArray array, int time, int width) {
      return SequenceView.batchTimeFeatures(array.floats(), time, width);
    }

    private static NativeArray flat(double[][][] values) {
      return NativeArray.of(Arrays.stream(values).flatMap(Arrays::stream).toArray(double[][]::new));
    }

    private static void requireClose(String what, NativeArray actual, double[][][] expected) {
      double[] flat =
          Arrays.stream(expected).flatMap(Arrays::stream).flatMapToDouble(Arrays::stream).toArray();
      PositionwiseCase.requireClose(what, actual, flat, TOLERANCE);
    }
  }

  /** Equal keys: each query gets the mean of all values, which are the canaries. */
  @Test
  void memoryDoesNotGrowWithTheSquareOfTheTime() {
    int time = 1 << 12;
    try (NativeArray x = new NativeArray(time);
        NativeArray y = new NativeArray(time);
        AttentionKernel kernel =
            new AttentionKernel(1, 1, 0, false, 0, new Shards(1), (long) time * time - 1)) {
      SequenceView view = SequenceView.batchTimeFeatures(x.floats(), time, 1);
      SequenceView output = SequenceView.batchTimeFeatures(y.floats(), time, 1);
      kernel.forward(AttentionInputs.self(view, LiveSteps.all(1, time)), output, 0);
      assertThat(y.get(time - 1L)).isCloseTo(NativeArray.CANARY, within(1f));
      assertThat(kernel.nativeBytes()).isLessThan(1 << 20);
    }
  }

  @Test
  void refusesWhatDoesNotFitBeforeItWrites() {
    try (NativeArray x = new NativeArray(12);
        NativeArray y = new NativeArray(12);
        AttentionKernel kernel = new AttentionKernel(2, 1, 1, true, 0)) {
      SequenceView view = SequenceView.batchTimeFeatures(x.floats(), 3, 2);
      SequenceView output = SequenceView.batchTimeFeatures(y.floats(), 3, 2);
      LiveSteps all = LiveSteps.all(2, 3);
      AttentionInputs fewer =
          new AttentionInputs(view, all, view, view, LiveSteps.lengths(3, 3, 2));
      assertThatThrownBy(() -> kernel.infer(fewer, output))
          .hasMessage("keys of row 1 = 2: must be as many as the queries, 3, if causal");
      AttentionInputs rows = new AttentionInputs(view, all, view, view, LiveSteps.all(1, 3));
      assertThatThrownBy(() -> kernel.infer(rows, output)).hasMessageContaining("must be 2");
      AttentionInputs good = AttentionInputs.self(view, all);
      assertThatThrownBy(
              () -> kernel.infer(AttentionInputs.self(view, LiveSteps.all(2, 4)), output))
          .hasMessageContaining("queries");
      assertThatThrownBy(() -> kernel.backward(output, view, view, view))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("no forward pass");
      kernel.infer(good, output);
      assertThatThrownBy(() -> kernel.backward(output, view, view, view))
          .isInstanceOf(IllegalStateException.class);
      AttentionKernel closed = new AttentionKernel(2, 1, 1, true, 0);
      closed.close();
      assertThatThrownBy(() -> closed.infer(good, output)).hasMessageContaining("closed");
    }
    assertThatThrownBy(() -> new AttentionKernel(3, 2, 1, false, 0))
        .hasMessage("heads = 2: must be at least 1 and divide the width, 3");
    assertThatThrownBy(() -> new AttentionKernel(2, 1, Double.NaN, false, 0))
        .hasMessageContaining("scale = NaN");
    assertThatThrownBy(() -> new AttentionKernel(2, 1, 1, false, 1))
        .hasMessageContaining("dropout = 1.0");
  }
}
