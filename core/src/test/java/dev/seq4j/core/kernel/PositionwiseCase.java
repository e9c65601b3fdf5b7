package dev.seq4j.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

/** Random sequences, masks and comparisons for kernels that treat every step alike. */
public final class PositionwiseCase {

  private PositionwiseCase() {}

  public static NativeArray random(Random random, int length) {
    NativeArray array = new NativeArray(length);
    for (int i = 0; i < length; i++) {
      array.put(i, random.nextGaussian());
    }
    return array;
  }

  /** A mask of random holes whose second row is empty. */
  public static float[] mask(Random random, int batch, int time) {
    float[] mask = new float[batch * time];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = i / time == 1 || i > 0 && random.nextInt(4) == 0 ? 0 : 1;
    }
    return mask;
  }

  /** A view of [B, F, T] in one of three layouts. */
  public static SequenceView view(
      int layout, NativeArray array, int batch, int features, int time) {
    return switch (layout) {
      case 0 -> SequenceView.timeBatchFeatures(array.floats(), batch, features);
      case 1 -> SequenceView.batchTimeFeatures(array.floats(), time, features);
      default -> SequenceView.batchFeaturesTime(array.floats(), features, time);
    };
  }

  public static double[] read(NativeArray array, SequenceView view, int row, int features, int t) {
    double[] step = new double[features];
    for (int i = 0; i < features; i++) {
      step[i] = array.get(view.index(row, i, t));
    }
    return step;
  }

  public static void requireClose(
      String what, NativeArray actual, double[] expected, double tolerance) {
    double worst = 0;
    double scale = 1;
    for (int i = 0; i < expected.length; i++) {
      worst = Math.max(worst, Math.abs(actual.get(i) - expected[i]));
      scale = Math.max(scale, Math.abs(expected[i]));
    }
    assertThat(worst / scale).as(what).isLessThan(tolerance);
    assertThat(actual.canaries()).as("%s: not written, or written outside", what).isZero();
  }

  public static void requireClose(
      String what, double[] actual, double[] expected, double tolerance) {
    for (int i = 0; i < expected.length; i++) {
      double scale = Math.max(1, Math.abs(expected[i]));
      assertThat(Math.abs(actual[i] - expected[i]) / scale).as(what).isLessThan(tolerance);
    }
  }
}
