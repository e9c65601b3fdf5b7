package dev.seq4j.core.kernel.recurrent;

import com.sun.management.OperatingSystemMXBean;
import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.SequenceView;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Prints milliseconds of forward plus backward for the sizes of the speed goals as CSV, alternating
 * the cases so that a busy moment of the machine hits all alike; and the least processor time of
 * all threads, which other programs disturb less. Arguments: rounds (default 20), then parts of the
 * names of the cases to run (default all).
 */
public final class KernelBenchmark {

  private static final int WARM_UP_ROUNDS = 4;

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private KernelBenchmark() {}

  /**
   * @param arguments rounds, then parts of names
   */
  public static void main(String[] arguments) {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
    List<String> wanted =
        arguments.length > 1 ? Arrays.asList(arguments).subList(1, arguments.length) : List.of("");
    List<Case> cases = new ArrayList<>();
    add(cases, wanted, "lstm", 128, 100, 128, 256, false);
    add(cases, wanted, "lstm", 32, 200, 100, 100, false);
    add(cases, wanted, "gru", 128, 100, 128, 256, false);
    add(cases, wanted, "gru", 32, 200, 100, 100, false);
    add(cases, wanted, "gru-before", 128, 100, 128, 256, false);
    add(cases, wanted, "rnn", 128, 100, 128, 256, false);
    add(cases, wanted, "rnn", 32, 200, 100, 100, false);
    add(cases, wanted, "lstm", 128, 400, 128, 256, true);
    for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
      for (Case one : cases) {
        one.run(round >= 0);
      }
    }
    System.out.println(
        "cell,batch,time,in,units,lengths,min,median,forward,backward,gflops,processor,processor"
            + " gflops");
    cases.forEach(Case::print);
    cases.forEach(one -> one.kernel.close());
  }

  private static void add(
      List<Case> cases,
      List<String> wanted,
      String cell,
      int batch,
      int time,
      int in,
      int units,
      boolean packed) {
    Case one = new Case(cell, batch, time, in, units, packed);
    if (wanted.stream().anyMatch(one.name::contains)) {
      cases.add(one);
    }
  }

  /** Lengths with median 175 between 50 and 400, as film reviews have. */
  private static int[] logNormalLengths(int batch) {
    Random random = new Random(7);
    return random
        .doubles(batch)
        .map(ignored -> 175 * Math.exp(0.6 * random.nextGaussian()))
        .mapToInt(length -> (int) Math.max(50, Math.min(400, length)))
        .toArray();
  }

  private static final class Case {

    private final String name;
    private final RecurrentKernel kernel;
    private final ForwardPass forward;
    private final BackwardPass backward;
    private final double flops;
    private final List<Double> forwardTimes = new ArrayList<>();
    private final List<Double> backwardTimes = new ArrayList<>();
    private final List<Double> processorTimes = new ArrayList<>();
    private final List<FloatPointer> memory = new ArrayList<>();
    private final Random random = new Random(1);

    Case(String cell, int batch, int time, int in, int units, boolean packed) {
      name =
          String.join(
              ",",
              cell,
              "" + batch,
              "" + time,
              "" + in,
              "" + units,
              packed ? "log-normal" : "full");
      kernel =
          switch (cell) {
            case "lstm" -> new LstmKernel(in, units);
            case "gru" -> new GruKernel(in, units, GruKernel.Reset.AFTER_PRODUCT);
            case "gru-before" -> new GruKernel(in, units, GruKernel.Reset.BEFORE_PRODUCT);
            default -> new RnnKernel(in, units, RnnKernel.Activation.TANH);
          };
      LiveSteps live =
          packed ? LiveSteps.lengths(time, logNormalLengths(batch)) : LiveSteps.all(batch, time);
      int width = kernel.gates() * units;
      float scale = (float) (1 / Math.sqrt(units));
      RecurrentWeights weights =
          new RecurrentWeights(
              floats(in * width, scale),
              floats(units * width, scale),
              floats(kernel.biasLength(), scale));
      RecurrentWeights gradients =
          new RecurrentWeights(
              floats(in * width, 0), floats(units * width, 0), floats(kernel.biasLength(), 0));
      SequenceView x = SequenceView.timeBatchFeatures(floats(time * batch * in, 1), batch, in);
      SequenceView dx = SequenceView.timeBatchFeatures(floats(time * batch * in, 0), batch, in);
      SequenceView h =
          SequenceView.timeBatchFeatures(floats(time * batch * units, 0), batch, units);
      SequenceView dh =
          SequenceView.timeBatchFeatures(floats(time * batch * units, 0.1f), batch, units);
      forward = new ForwardPass(weights, live, x).withOutput(h);
      backward = new BackwardPass(gradients).withOutputGradient(dh).withInputGradient(dx);
      long cells = 0;
      for (int row = 0; row < batch; row++) {
        cells += live.length(row);
      }
      flops = 6.0 * cells * (in + units) * width;
    }

    private NativeFloats floats(int length, float scale) {
      FloatPointer pointer = new FloatPointer(length);
      memory.add(pointer);
      float[] values = new float[length];
      for (int i = 0; i < length; i++) {
        values[i] = scale * (2 * random.nextFloat() - 1);
      }
      pointer.put(values, 0, length);
      return NativeFloats.of(pointer);
    }

    void run(boolean measured) {
      long processor = PROCESS.getProcessCpuTime();
      long start = System.nanoTime();
      kernel.forward(forward);
      long middle = System.nanoTime();
      kernel.backward(backward);
      long end = System.nanoTime();
      if (measured) {
        forwardTimes.add((middle - start) / 1e6);
        backwardTimes.add((end - middle) / 1e6);
        processorTimes.add((PROCESS.getProcessCpuTime() - processor) / 1e6);
      }
    }

    void print() {
      List<Double> sums = new ArrayList<>();
      for (int i = 0; i < forwardTimes.size(); i++) {
        sums.add(forwardTimes.get(i) + backwardTimes.get(i));
      }
      double processor =
          processorTimes.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
      double fastest = sums.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
      System.out.printf(
          "%s,%.1f,%.1f,%.1f,%.1f,%.0f,%.1f,%.0f%n",
          name,
          fastest,
          median(sums),
          median(forwardTimes),
          median(backwardTimes),
          flops / fastest / 1e6,
          processor,
          flops / processor / 1e6);
    }

    private static double median(List<Double> values) {
      double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }
  }
}
