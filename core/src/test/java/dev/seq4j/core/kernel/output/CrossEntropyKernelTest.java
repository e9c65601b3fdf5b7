package dev.seq4j.core.kernel.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.NativeArray;
import dev.seq4j.core.kernel.SequenceView;
import dev.seq4j.core.kernel.Shards;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossEntropyKernelTest {

  private static final double TOLERANCE = 1e-4;

  /** The sizes of the last one make several chunks, slices and threads. */
  @ParameterizedTest
  @CsvSource({"1,1,1,1,0,1", "3,5,4,7,0.1,1", "6,9,1,50,0,2", "5,21,6,30000,0.1,3"})
  void equalsPlainLoops(
      int batch, int time, int features, int classes, double smoothing, int threads) {
    Random random = new Random(3L * batch + classes);
    int[] labels = random.ints((long) batch * time, 0, classes).toArray();
    float[] counts = new float[batch * time];
    float[] ones = new float[batch * time];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = i > 0 && random.nextInt(4) == 0 ? 0 : 0.5f + random.nextInt(3);
      ones[i] = counts[i] == 0 ? 0 : 1;
    }
    LiveSteps live = LiveSteps.mask(batch, time, ones);
    try (NativeArray weights = random(random, classes * features);
        NativeArray bias = random(random, classes);
        NativeArray input = random(random, batch * time * features);
        NativeArray weightGradient = new NativeArray(classes * features);
        NativeArray biasGradient = new NativeArray(classes);
        NativeArray inputGradient = new NativeArray(batch * time * features);
        NativeArray output = new NativeArray(batch * time * classes);
        CrossEntropyKernel kernel =
            new CrossEntropyKernel(features, classes, smoothing, new Shards(threads))) {
      SequenceView x = SequenceView.batchFeaturesTime(input.floats(), features, time);
      SequenceView dx = SequenceView.timeBatchFeatures(inputGradient.floats(), batch, features);
      SequenceView p = SequenceView.batchTimeFeatures(output.floats(), time, classes);
      CrossEntropyPass pass =
          new CrossEntropyPass(weights.floats(), bias.floats(), x, live, labels, counts);
      double[] losses = kernel.gradients(pass, weightGradient.floats(), biasGradient.floats(), dx);
      kernel.probabilities(weights.floats(), bias.floats(), x, live, p);
      assertThat(kernel.losses(pass)).containsExactly(losses, within(TOLERANCE));

      double[] toWeights = new double[classes * features];
      double[] toBias = new double[classes];
      double[] expectedLosses = new double[batch];
      double worst = 0;
      for (int row = 0; row < batch; row++) {
        for (int t = 0; t < time; t++) {
          int cell = row * time + t;
          double[] softmax = new double[classes];
          double sum = 0;
          for (int c = 0; c < classes; c++) {
            double logit = bias.get(c);
            for (int f = 0; f < features; f++) {
              logit += weights.get((long) c * features + f) * input.get(x.index(row, f, t));
            }
            softmax[c] = Math.exp(logit);
            sum += softmax[c];
          }
          double[] toInput = new double[features];
          for (int c = 0; c < classes; c++) {
            softmax[c] /= sum;
            double probability = output.get(p.index(row, c, t));
            worst = Math.max(worst, Math.abs(probability - ones[cell] * softmax[c]));
            double wanted = smoothing / classes + (c == labels[cell] ? 1 - smoothing : 0);
            expectedLosses[row] -= counts[cell] * wanted * Math.log(softmax[c]);
            double toLogit = counts[cell] * (softmax[c] - wanted);
            toBias[c] += toLogit;
            for (int f = 0; f < features; f++) {
              toWeights[c * features + f] += toLogit * input.get(x.index(row, f, t));
              toInput[f] += toLogit * weights.get((long) c * features + f);
            }
          }
          for (int f = 0; f < features; f++) {
            assertThat((double) inputGradient.get(dx.index(row, f, t)))
                .isCloseTo(toInput[f], within(TOLERANCE));
          }
        }
      }
      assertThat(worst).as("probabilities").isLessThan(TOLERANCE);
      for (int row = 0; row < batch; row++) {
        assertThat(losses[row])
            .isCloseTo(expectedLosses[row], within(TOLERANCE + 1e-5 * expectedLosses[row]));
      }
      requireClose(weightGradient, toWeights);
      requireClose(biasGradient, toBias);
      assertThat(inputGradient.canaries() + output.canaries()).as("written outside").isZero();
    }
  }

  private static NativeArray random(Random random, int length) {
    NativeArray array = new NativeArray(length);
    for (int i = 0; i < length; i++) {
      array.put(i, random.nextGaussian() / 2);
    }
    return array;
  }

  private static void requireClose(NativeArray actual, double[] expected) {
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      worst = Math.max(worst, Math.abs(actual.get(i) - expected[i]));
    }
    assertThat(worst).isLessThan(TOLERANCE);
    assertThat(actual.canaries()).isZero();
  }

  /** All logits of a batch would take 240 MB. */
  @Test
  void largeVocabulariesAreWorkedOffInSlices() {
    int batch = 4;
    int time = 500;
    int features = 2;
    int classes = 30_000;
    try (NativeArray weights = random(new Random(1), classes * features);
        NativeArray input = random(new Random(2), batch * time * features);
        NativeArray weightGradient = new NativeArray(classes * features);
        NativeArray inputGradient = new NativeArray(batch * time * features);
        CrossEntropyKernel kernel = new CrossEntropyKernel(features, classes, 0.1, new Shards(2))) {
      int[] labels = new Random(3).ints((long) batch * time, 0, classes).toArray();
      float[] ones = new float[batch * time];
      Arrays.fill(ones, 1f);
      SequenceView x = SequenceView.timeBatchFeatures(input.floats(), batch, features);
      SequenceView dx = SequenceView.timeBatchFeatures(inputGradient.floats(), batch, features);
      LiveSteps live = LiveSteps.all(batch, time);
      CrossEntropyPass pass = new CrossEntropyPass(weights.floats(), null, x, live, labels, ones);
      double[] losses = kernel.gradients(pass, weightGradient.floats(), null, dx);
      assertThat(losses[0] / time).isBetween(9.0, 14.0); // log 30,000 = 10.3
      assertThat(kernel.nativeBytes()).isLessThan(40_000_000);
    }
  }

  @Test
  void refusesWhatDoesNotFitBeforeItWrites() {
    try (NativeArray weights = random(new Random(1), 12);
        NativeArray input = random(new Random(2), 6);
        NativeArray gradient = new NativeArray(6);
        CrossEntropyKernel kernel = new CrossEntropyKernel(3, 4, 0, new Shards(1))) {
      SequenceView x = SequenceView.timeBatchFeatures(input.floats(), 2, 3);
      SequenceView dx = SequenceView.timeBatchFeatures(gradient.floats(), 2, 3);
      LiveSteps live = LiveSteps.all(2, 1);
      CrossEntropyPass wrongLabel =
          new CrossEntropyPass(weights.floats(), null, x, live, new int[] {0, 4}, new float[2]);
      assertThatThrownBy(() -> kernel.gradients(wrongLabel, weights.floats(), null, dx))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("labels[1, 0] = 4: must be in [0, 4)");
      CrossEntropyPass fewLabels =
          new CrossEntropyPass(weights.floats(), null, x, live, new int[1], new float[2]);
      assertThatThrownBy(() -> kernel.losses(fewLabels)).hasMessageContaining("must be 2 x 1");
      CrossEntropyPass good =
          new CrossEntropyPass(weights.floats(), null, x, live, new int[2], new float[2]);
      assertThatThrownBy(() -> kernel.gradients(good, gradient.floats(), null, dx))
          .hasMessageContaining("weight gradient");
      assertThat(gradient.canaries()).isEqualTo(6);
      CrossEntropyKernel closed = new CrossEntropyKernel(3, 4, 0);
      closed.close();
      assertThatThrownBy(() -> closed.losses(good))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("closed");
    }
    assertThatThrownBy(() -> new CrossEntropyKernel(0, 4, 0)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> new CrossEntropyKernel(3, 4, 1)).hasMessageContaining("[0, 1)");
    assertThatThrownBy(() -> new CrossEntropyKernel(1 << 15, 1 << 15, 0))
        .hasMessageContaining("2 GB");
  }
}
