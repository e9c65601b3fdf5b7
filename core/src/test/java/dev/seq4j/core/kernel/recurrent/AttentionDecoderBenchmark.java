package dev.seq4j.core.kernel.recurrent;

import com.sun.management.OperatingSystemMXBean;
import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.NativeArray;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.PositionwiseCase;
import dev.seq4j.core.kernel.SequenceView;
import dev.seq4j.core.kernel.StateView;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Prints milliseconds of processor time, which other programs disturb less than the clock, of a
 * decoder with attention: a training step, the same recurrent layer without attention, and one step
 * of decoding a beam. Argument: rounds (default 3).
 */
public final class AttentionDecoderBenchmark {

  private static final long LEAST_NANOSECONDS = 500_000_000;

  /** Keeps the memory alive. */
  private static final List<NativeArray> USED = new ArrayList<>();

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private AttentionDecoderBenchmark() {}

  /**
   * @param arguments rounds
   */
  public static void main(String[] arguments) {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
    for (int round = 0; round < rounds; round++) {
      run(64, 30, 30, 256, 512, 256, 256);
      run(64, 12, 12, 128, 256, 128, 128);
    }
  }

  private static void run(
      int batch, int time, int steps, int in, int features, int units, int attention) {
    Random random = new Random(1);
    int out = units + features;
    GruKernel shape = new GruKernel(features + in, units, GruKernel.Reset.AFTER_PRODUCT);
    try (AttentionDecoderKernel kernel = new AttentionDecoderKernel(shape, features, attention)) {
      NativeFloats parameters = random(random, (int) kernel.parameters());
      NativeFloats gradients = random(random, (int) kernel.parameters());
      SequenceView memory = view(random, batch, features, steps);
      SequenceView input = view(random, batch, in, time);
      SequenceView output = view(random, batch, out, time);
      SequenceView toInput = view(random, batch, in, time);
      SequenceView toMemory = view(random, batch, features, steps);
      LiveSteps memoryLive = LiveSteps.all(batch, steps);
      LiveSteps live = LiveSteps.all(batch, time);
      double training =
          time(
              () -> {
                kernel.remember(parameters, memory, memoryLive);
                kernel.forward(input, live, output);
                kernel.backward(output, gradients, toInput, toMemory);
              });
      double plain = plain(random, shape, batch, time, out);
      int beam = 5;
      kernel.remember(parameters, view(random, beam, features, steps), LiveSteps.all(beam, steps));
      SequenceView one = view(random, beam, in, 1);
      SequenceView next = view(random, beam, out, 1);
      RecurrentState state =
          RecurrentState.of(StateView.batchUnits(random(random, beam * units), units));
      LiveSteps single = LiveSteps.all(beam, 1);
      double decoding = time(() -> kernel.infer(one, single, state, next, state));
      System.out.printf(
          "batch %d, time %d, memory %d x %d, %d units: training %.1f, without attention %.1f, one"
              + " step of a beam of %d %.3f ms%n",
          batch, time, steps, features, units, training, plain, beam, decoding);
    }
  }

  private static double plain(Random random, GruKernel kernel, int batch, int time, int out) {
    int in = kernel.in();
    int units = kernel.units();
    RecurrentWeights weights =
        new RecurrentWeights(
            random(random, in * 3 * units),
            random(random, units * 3 * units),
            random(random, 4 * units));
    SequenceView x = view(random, batch, in, time);
    SequenceView y = view(random, batch, units, time);
    SequenceView dx = view(random, batch, in, time);
    LiveSteps live = LiveSteps.all(batch, time);
    return time(
        () -> {
          kernel.forward(new ForwardPass(weights, live, x).withOutput(y));
          kernel.backward(new BackwardPass(weights).withOutputGradient(y).withInputGradient(dx));
        });
  }

  private static NativeFloats random(Random random, int length) {
    NativeArray array = PositionwiseCase.random(random, length);
    for (int i = 0; i < length; i++) {
      array.put(i, array.get(i) / 20);
    }
    USED.add(array);
    return array.floats();
  }

  private static SequenceView view(Random random, int batch, int features, int time) {
    return SequenceView.timeBatchFeatures(random(random, batch * features * time), batch, features);
  }

  private static double time(Runnable task) {
    task.run();
    long begin = PROCESS.getProcessCpuTime();
    int times = 0;
    while (PROCESS.getProcessCpuTime() < begin + LEAST_NANOSECONDS) {
      task.run();
      times++;
    }
    return (PROCESS.getProcessCpuTime() - begin) / 1e6 / times;
  }
}
