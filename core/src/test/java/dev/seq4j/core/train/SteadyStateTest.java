package dev.seq4j.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.ThreadMXBean;
import dev.seq4j.core.layer.Kernels;
import dev.seq4j.core.layer.embedding.TokenEmbedding;
import dev.seq4j.core.layer.output.SequenceOutput;
import dev.seq4j.core.layer.recurrent.GRU;
import dev.seq4j.core.layer.recurrent.LSTM;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** What a step leaves behind, once it has run a few times. */
class SteadyStateTest {

  private static final int WORDS = 100;
  private static final long MEGABYTE = 1 << 20;
  private static final Path STATM = Path.of("/proc/self/statm");
  private static final int PAGE = 4096;

  @BeforeEach
  void kernelsAreAllowed() {
    assumeThat(Kernels.serve(DataType.FLOAT)).as("-D" + Kernels.PROPERTY).isTrue();
  }

  @Test
  void aStepLeavesLittleGarbageHoweverLongTheSequencesAre() {
    GradientStep step = new GradientStep(network(), 1);
    long few = garbage(step, 50);
    long many = garbage(step, 400);

    assertThat(many).isLessThan(MEGABYTE);
    // Ids, labels and what they weigh, for each layer: ten numbers a cell. A vector would be more.
    assertThat(many - few).isLessThan(350 * 32 * 48L);
  }

  /** Bytes that one step of 32 sequences allocates on the heap. */
  private static long garbage(GradientStep step, int time) {
    MultiDataSet batch = batch(32, time, new Random(1));
    for (int i = 0; i < 20; i++) {
      step.learn(batch);
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    int steps = 20;
    for (int i = 0; i < steps; i++) {
      step.learn(batch);
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / steps;
  }

  /** In a process whose heap is resident from the start, so that it cannot be taken for growth. */
  @Test
  void memoryStaysFlatOverTwoThousandSteps() throws Exception {
    assumeThat(STATM).as("shows the resident memory").exists();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms256m",
                "-Xmx256m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                TwoThousandSteps.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    String last = printed.strip().lines().reduce("", (line, next) -> next);
    // A step keeps some 20 kB for itself: a leak of one step's arrays would be 10 MB a window.
    assertThat(Long.parseLong(last)).as("least growth of a window").isLessThan(4 * MEGABYTE);
  }

  /**
   * Prints by how many bytes the resident memory has grown in that window of steps in which it has
   * grown least: a leak is in all of them, while the compiler's memory comes when it gets its turn.
   */
  static final class TwoThousandSteps {

    private static final int WINDOW = 500;

    private TwoThousandSteps() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
      GradientStep step = new GradientStep(network(), 1);
      Random random = new Random(2);
      learn(step, 1500, random); // loads, compiles, and fills what is kept
      long least = Long.MAX_VALUE;
      for (int done = 0; done < 2000; done += WINDOW) {
        long before = resident();
        learn(step, WINDOW, random);
        least = Math.min(least, resident() - before);
      }
      System.out.println(least);
    }

    private static void learn(GradientStep step, int steps, Random random) {
      for (int i = 0; i < steps; i++) {
        step.learn(batch(4, 1 + random.nextInt(20), random));
      }
    }

    private static long resident() throws IOException, InterruptedException {
      System.gc(); // lets go of the native memory of arrays that nobody holds
      Thread.sleep(200); // which another thread frees
      return Long.parseLong(Files.readString(STATM).split(" ")[1]) * PAGE;
    }
  }

  private static ComputationGraph network() {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Adam(0.01))
                .graphBuilder()
                .addInputs("ids")
                .setInputTypes(InputType.recurrent(WORDS))
                .addLayer("embedding", new TokenEmbedding.Builder(WORDS, 16).build(), "ids")
                .addLayer("lstm", new LSTM.Builder().nOut(16).build(), "embedding")
                .addLayer("gru", new GRU.Builder().nOut(16).build(), "lstm")
                .addLayer("output", new SequenceOutput.Builder().nOut(WORDS).build(), "gru")
                .setOutputs("output")
                .build());
    graph.init();
    return graph;
  }

  /** Sequences that end at different times. */
  private static MultiDataSet batch(int rows, int time, Random random) {
    int[][] ids = new int[rows][time];
    int[][][] labels = new int[rows][1][time];
    float[][] mask = new float[rows][time];
    for (int row = 0; row < rows; row++) {
      int length = 1 + random.nextInt(time);
      for (int t = 0; t < length; t++) {
        ids[row][t] = random.nextInt(WORDS);
        labels[row][0][t] = random.nextInt(WORDS);
        mask[row][t] = 1;
      }
    }
    INDArray live = Nd4j.createFromArray(mask);
    return new DataSet(Nd4j.createFromArray(ids), Nd4j.createFromArray(labels), live, live)
        .toMultiDataSet();
  }
}
