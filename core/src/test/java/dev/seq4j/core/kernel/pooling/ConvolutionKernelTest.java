package dev.seq4j.core.kernel.pooling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.NativeArray;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.SequenceView;
import dev.seq4j.core.kernel.Shards;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvolutionKernelTest {

  private static final int[] WIDTHS = {1, 3, 4};

  /** Weight of map m for feature f at place k of its window. */
  private static double weight(ConvolutionShape shape, NativeArray weights, int k, int f, int m) {
    return weights.get(shape.offset(k) + (long) f * shape.mapsWiderThan(k) + m);
  }

  private static double window(
      ConvolutionShape shape, NativeArray weights, double[][] row, float[] mask, int s, int m) {
    double sum = 0;
    boolean seen = false;
    for (int k = 0; k < shape.width(m); k++) {
      int t = s + k;
      boolean live = t >= 0 && t < row.length && mask[t] == 1;
      seen |= live;
      for (int f = 0; f < shape.features() && live; f++) {
        sum += weight(shape, weights, k, f, m) * row[t][f];
      }
    }
    return seen ? sum : Double.NEGATIVE_INFINITY;
  }

  @ParameterizedTest
  @CsvSource({"1,1,1,1,1", "3,7,5,2,1", "5,300,3,4,2", "9,20,33,7,3", "2,40,16,50,8"})
  void equalsPlainLoops(int batch, int time, int features, int maps, int threads) {
    Random random = new Random(batch + 31L * time);
    ConvolutionShape shape = new ConvolutionShape(features, WIDTHS, maps);
    double[][][] x = new double[batch][time][features];
    float[] mask = new float[batch * time];
    try (NativeArray weights = new NativeArray(shape.weights());
        NativeArray bias = new NativeArray(shape.maps());
        NativeArray input = new NativeArray(batch * time * features);
        NativeArray output = new NativeArray(batch * shape.maps());
        NativeArray toOutput = new NativeArray(batch * shape.maps());
        NativeArray toWeights = new NativeArray(shape.weights());
        NativeArray toBias = new NativeArray(shape.maps());
        NativeArray toInput = new NativeArray(batch * time * features);
        ConvolutionKernel kernel = new ConvolutionKernel(shape, new Shards(threads))) {
      fill(weights, shape.weights(), random);
      fill(bias, shape.maps(), random);
      fill(toOutput, batch * shape.maps(), random);
      SequenceView view = SequenceView.timeBatchFeatures(input.floats(), batch, features);
      SequenceView gradient = SequenceView.timeBatchFeatures(toInput.floats(), batch, features);
      for (int b = 0; b < batch; b++) {
        for (int t = 0; t < time; t++) {
          mask[b * time + t] = b == 1 || random.nextInt(5) == 0 ? 0 : 1;
          for (int f = 0; f < features; f++) {
            input.put(view.index(b, f, t), random.nextGaussian());
            x[b][t][f] = input.get(view.index(b, f, t));
          }
        }
      }
      LiveSteps live = LiveSteps.mask(batch, time, mask);
      kernel.forward(weights.floats(), bias.floats(), view, live, output.floats());
      kernel.backward(
          weights.floats(), view, toOutput.floats(), toWeights.floats(), toBias.floats(), gradient);

      double[] wanted = new double[shape.weights()];
      double[][][] wantedInput = new double[batch][time][features];
      for (int b = 0; b < batch; b++) {
        float[] ofRow = java.util.Arrays.copyOfRange(mask, b * time, (b + 1) * time);
        for (int m = 0; m < shape.maps(); m++) {
          int best = 0;
          double highest = Double.NEGATIVE_INFINITY;
          for (int s = 1 - shape.width(m); s < time; s++) {
            double z = window(shape, weights, x[b], ofRow, s, m);
            best = z > highest ? s : best;
            highest = Math.max(highest, z);
          }
          long place = (long) b * shape.maps() + m;
          boolean any = highest > Double.NEGATIVE_INFINITY;
          assertThat((double) output.get(place))
              .isCloseTo(any ? highest + bias.get(m) : 0, within(1e-3));
          for (int k = 0; k < shape.width(m) && any; k++) {
            int t = best + k;
            for (int f = 0; f < features && t >= 0 && t < time && ofRow[t] == 1; f++) {
              int at = shape.offset(k) + f * shape.mapsWiderThan(k) + m;
              wanted[at] += toOutput.get(place) * x[b][t][f];
              wantedInput[b][t][f] += toOutput.get(place) * weights.get(at);
            }
          }
        }
        for (int t = 0; t < time; t++) {
          for (int f = 0; f < features; f++) {
            assertThat((double) toInput.get(gradient.index(b, f, t)))
                .isCloseTo(wantedInput[b][t][f], within(1e-3));
          }
        }
      }
      for (int i = 0; i < wanted.length; i++) {
        assertThat((double) toWeights.get(i)).isCloseTo(wanted[i], within(1e-3));
      }
      assertThat(output.canaries() + toWeights.canaries() + toBias.canaries() + toInput.canaries())
          .as("written outside, or not written")
          .isZero();
    }
  }

  private static void fill(NativeArray array, int length, Random random) {
    for (int i = 0; i < length; i++) {
      array.put(i, random.nextGaussian());
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    ConvolutionShape shape = new ConvolutionShape(2, WIDTHS, 1);
    LiveSteps live = LiveSteps.all(2, 3);
    try (NativeArray memory = new NativeArray(shape.weights());
        NativeArray input = new NativeArray(12)) {
      ConvolutionKernel kernel = new ConvolutionKernel(shape, new Shards(1));
      SequenceView view = SequenceView.timeBatchFeatures(input.floats(), 2, 2);
      NativeFloats tooShort = new NativeFloats(memory.floats().address(), 5);
      assertThatThrownBy(
              () -> kernel.forward(tooShort, memory.floats(), view, live, memory.floats()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("weights = [0, 16): must lie in [0, 5)");
      assertThatThrownBy(
              () -> kernel.forward(memory.floats(), memory.floats(), view, live, tooShort))
          .hasMessageContaining("output = [0, 6)");
      assertThatThrownBy(
              () ->
                  kernel.forward(
                      memory.floats(), memory.floats(), view, LiveSteps.all(3, 3), memory.floats()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("input");
      kernel.close();
      assertThatThrownBy(
              () -> kernel.forward(memory.floats(), memory.floats(), view, live, memory.floats()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("kernel: is closed");
    }
  }

  @Test
  void mapsAreNumberedTheWidestFirst() {
    ConvolutionShape shape = new ConvolutionShape(10, new int[] {3, 5}, 7);
    assertThat(shape.maps()).isEqualTo(14);
    assertThat(shape.width(6)).isEqualTo(5);
    assertThat(shape.width(7)).isEqualTo(3);
    assertThat(shape.mapsWiderThan(2)).isEqualTo(14);
    assertThat(shape.mapsWiderThan(3)).isEqualTo(7);
    assertThat(shape.mapsWiderThan(5)).isZero();
    assertThat(shape.offset(3)).isEqualTo(3 * 10 * 14);
    assertThat(shape.weights()).isEqualTo(10 * 7 * (3 + 5));
    for (int[] widths : new int[][] {{}, {0}, {2, 2}}) {
      assertThatThrownBy(() -> new ConvolutionShape(10, widths, 7))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must be at least 1, the widths different");
    }
  }
}
