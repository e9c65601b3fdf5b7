package dev.seq4j.core.kernel.attention;

import com.sun.management.OperatingSystemMXBean;
import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.NativeArray;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.PositionwiseCase;
import dev.seq4j.core.kernel.SequenceView;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Prints milliseconds of processor time, which other programs disturb less than the clock, of layer
 * normalization and of the feed-forward network, forward and backward, and the latter's GFLOP a
 * second of a processor. Argument: rounds (default 5).
 */
public final class PositionwiseBenchmark {

  private static final int WARM_UP_ROUNDS = 2;

  private static final long LEAST_NANOSECONDS = 300_000_000;

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private PositionwiseBenchmark() {}

  /**
   * @param arguments rounds
   */
  public static void main(String[] arguments) {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    run(rounds, 32, 128, 256, 1024, 0);
    run(rounds, 32, 128, 256, 1024, 0.1);
    run(rounds, 16, 256, 384, 1536, 0);
    run(rounds, 12, 64, 128, 512, 0);
  }

  private static void run(int rounds, int batch, int time, int width, int hidden, double dropout) {
    Random random = new Random(1);
    int size = batch * time * width;
    NativeArray x = PositionwiseCase.random(random, size);
    NativeArray y = PositionwiseCase.random(random, size);
    int length = (width + 1) * hidden + (hidden + 1) * width;
    NativeArray bias = PositionwiseCase.random(random, width);
    NativeArray bias2 = PositionwiseCase.random(random, width);
    NativeArray bias3 = PositionwiseCase.random(random, width);
    NativeFloats weights = PositionwiseCase.random(random, length).floats();
    NativeFloats gradients = PositionwiseCase.random(random, length).floats();
    SequenceView in = SequenceView.timeBatchFeatures(x.floats(), batch, width);
    SequenceView out = SequenceView.timeBatchFeatures(y.floats(), batch, width);
    LiveSteps live = LiveSteps.all(batch, time);
    try (LayerNormKernel norm = new LayerNormKernel(width, 1e-5);
        FeedForwardKernel feed =
            new FeedForwardKernel(width, hidden, width, FeedForwardActivation.GELU, dropout)) {
      List<List<Double>> times = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        times.add(new ArrayList<>());
      }
      for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
        double[] once = {
          time(() -> norm.forward(bias.floats(), bias.floats(), in, live, out)),
          time(
              () ->
                  norm.backward(
                      bias.floats(), bias.floats(), in, bias2.floats(), bias3.floats(), out)),
          time(() -> feed.infer(weights, in, live, out)),
          time(
              () -> {
                feed.forward(weights, in, live, out, 5);
                feed.backward(weights, in, gradients, out);
              })
        };
        for (int i = 0; i < 4 && round >= 0; i++) {
          times.get(i).add(once[i]);
        }
      }
      double forward = Collections.min(times.get(2));
      double backward = Collections.min(times.get(3));
      double flops = 4.0 * batch * time * width * hidden / 1e6;
      System.out.printf(
          "%dx%d, %d -> %d, dropout %s: norm %.2f + %.2f, feed-forward %.2f + %.2f ms, %.0f and"
              + " %.0f GFLOP/s%n",
          batch,
          time,
          width,
          hidden,
          dropout,
          Collections.min(times.get(0)),
          Collections.min(times.get(1)),
          forward,
          backward,
          flops / forward,
          3 * flops / backward);
    }
  }

  /** The processor's clock ticks every ten milliseconds or so. */
  private static double time(Runnable task) {
    long begin = PROCESS.getProcessCpuTime();
    int times = 0;
    while (PROCESS.getProcessCpuTime() < begin + LEAST_NANOSECONDS) {
      task.run();
      times++;
    }
    return (PROCESS.getProcessCpuTime() - begin) / 1e6 / times;
  }
}
