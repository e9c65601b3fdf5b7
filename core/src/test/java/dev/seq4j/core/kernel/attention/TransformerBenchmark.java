package dev.seq4j.core.kernel.attention;

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
 * Prints milliseconds of forward plus backward of a transformer block for the sizes of the speed
 * goals as CSV; and the least processor time of all threads, which other programs disturb less.
 * Arguments: rounds (default 20), then parts of the names of the cases to run (default all).
 */
public final class TransformerBenchmark {

  private static final int WARM_UP_ROUNDS = 6;

  /** Operations that take so long that the processor's clock, of 10 ms, is exact enough. */
  private static final double WORTH_MEASURING = 4e10;

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private TransformerBenchmark() {}

  /**
   * @param arguments rounds, then parts of names
   */
  public static void main(String[] arguments) {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
    List<String> wanted =
        arguments.length > 1 ? Arrays.asList(arguments).subList(1, arguments.length) : List.of("");
    List<Case> cases = new ArrayList<>();
    add(cases, wanted, "encoder", 32, 128, 256, 8, false, false);
    add(cases, wanted, "causal", 16, 256, 384, 6, true, false);
    add(cases, wanted, "letters", 12, 64, 128, 4, true, false);
    add(cases, wanted, "ragged", 32, 256, 256, 8, false, true);
    for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
      for (Case one : cases) {
        one.run(round >= 0);
      }
    }
    System.out.println(
        "case,batch,time,width,heads,min,median,forward,backward,gflops,processor,processor"
            + " gflops");
    cases.forEach(Case::print);
  }

  private static void add(
      List<Case> cases,
      List<String> wanted,
      String name,
      int batch,
      int time,
      int width,
      int heads,
      boolean causal,
      boolean ragged) {
    if (wanted.stream().anyMatch(name::contains)) {
      cases.add(new Case(name, batch, time, width, heads, causal, ragged));
    }
  }

  private static final class Case {

    private final String name;
    private final TransformerBlockKernel kernel;
    private final AttentionPass pass;
    private final SequenceView y;
    private final SequenceView dy;
    private final SequenceView dx;
    private final NativeFloats gradients;
    private final double flops;
    private final List<Double> forwardTimes = new ArrayList<>();
    private final List<Double> backwardTimes = new ArrayList<>();
    private final List<Double> processorTimes = new ArrayList<>();
    private final List<FloatPointer> memory = new ArrayList<>();
    private final Random random = new Random(1);

    Case(String name, int batch, int time, int width, int heads, boolean causal, boolean ragged) {
      this.name = String.join(",", name, "" + batch, "" + time, "" + width, "" + heads);
      TransformerBlockShape shape =
          new TransformerBlockShape(
              width, heads, 4 * width, FeedForwardActivation.GELU, true, causal, 0, 1e-5, 0, 0);
      kernel = new TransformerBlockKernel(shape);
      int[] lengths = new int[batch];
      double scores = 0;
      long tokens = 0;
      for (int row = 0; row < batch; row++) {
        lengths[row] = ragged ? 1 + random.nextInt(time) : time;
        tokens += lengths[row];
        scores += (double) lengths[row] * lengths[row] / (causal ? 2 : 1);
      }
      int count = Math.toIntExact(kernel.parameters());
      pass =
          new AttentionPass(
              floats(count, (float) (1 / Math.sqrt(width))),
              view(batch, time, width, 1),
              LiveSteps.lengths(time, lengths));
      y = view(batch, time, width, 0);
      dy = view(batch, time, width, 0.1f);
      dx = view(batch, time, width, 0);
      gradients = floats(count, 0);
      flops = 3 * (2.0 * tokens * 12 * width * width + 4 * scores * width);
    }

    private SequenceView view(int batch, int time, int width, float scale) {
      return SequenceView.timeBatchFeatures(floats(batch * time * width, scale), batch, width);
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
      int times = (int) Math.max(1, WORTH_MEASURING / flops);
      long processor = PROCESS.getProcessCpuTime();
      for (int i = 0; i < times; i++) {
        long start = System.nanoTime();
        kernel.forward(pass, y, 0);
        long middle = System.nanoTime();
        kernel.backward(pass.parameters(), dy, gradients, dx, null);
        long end = System.nanoTime();
        if (measured) {
          forwardTimes.add((middle - start) / 1e6);
          backwardTimes.add((end - middle) / 1e6);
        }
      }
      if (measured) {
        processorTimes.add((PROCESS.getProcessCpuTime() - processor) / 1e6 / times);
      }
    }

    void print() {
      List<Double> sums = new ArrayList<>();
      for (int i = 0; i < forwardTimes.size(); i++) {
        sums.add(forwardTimes.get(i) + backwardTimes.get(i));
      }
      double fastest = sums.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
      double processor =
          processorTimes.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
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
