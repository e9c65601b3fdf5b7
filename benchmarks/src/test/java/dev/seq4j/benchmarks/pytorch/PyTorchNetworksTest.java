package dev.seq4j.benchmarks.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seq4j.benchmarks.harness.Contender;
import dev.seq4j.benchmarks.harness.PeerProcess;
import dev.seq4j.benchmarks.harness.Workload;
import dev.seq4j.benchmarks.problem.AttentionProblem;
import dev.seq4j.benchmarks.problem.LabellingProblem;
import dev.seq4j.benchmarks.problem.LetterProblem;
import dev.seq4j.benchmarks.problem.ReviewProblem;
import dev.seq4j.benchmarks.problem.TransformerProblem;
import dev.seq4j.models.network.Cell;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PyTorchNetworksTest {

  private static final LetterProblem LETTERS = new LetterProblem(2, 3, 5, 4, 6);

  private static final TransformerProblem TRANSFORMER = new TransformerProblem(2, 3, 5, 4, 2, 2);

  private static final Map<String, Supplier<Workload>> TINY =
      Map.of(
          "labelling",
          () -> PyTorchNetworks.labelling(LabellingProblem.of(Cell.GRU, 2, 3, 4, 5)),
          "labelling of review lengths",
          () -> PyTorchNetworks.labelling(LabellingProblem.ofReviewLengths(Cell.LSTM, 3, 4, 5)),
          "reviews",
          () -> PyTorchNetworks.reviews(new ReviewProblem(3, 20, 4, 5)),
          "letters",
          () -> PyTorchNetworks.letters(LETTERS),
          "writing",
          () -> PyTorchNetworks.writing(LETTERS, 7),
          "attention",
          () -> PyTorchTransformers.attention(new AttentionProblem(2, 3, 4, 2, false)),
          "block",
          () -> PyTorchTransformers.block(new AttentionProblem(2, 3, 4, 2, true)),
          "letters by attention",
          () -> PyTorchTransformers.letters(TRANSFORMER),
          "writing by attention",
          () -> PyTorchTransformers.writing(TRANSFORMER));

  private static PeerProcess process;

  /** Where PyTorch runs. */
  static final class Other {

    private Other() {}

    public static void main(String[] arguments) throws IOException {
      PrintStream answers = System.out;
      System.setOut(System.err);
      PeerProcess.serve(
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
          answers,
          name -> TINY.get(name).get());
    }
  }

  @BeforeAll
  static void start() {
    process =
        PeerProcess.start(
            Other.class,
            List.of("-Dai.djl.offline=true", "-Dai.djl.pytorch.num_threads=1"),
            List.of());
  }

  @AfterAll
  static void end() {
    process.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "labelling",
        "labelling of review lengths",
        "reviews",
        "letters",
        "writing",
        "attention",
        "block",
        "letters by attention",
        "writing by attention"
      })
  void stepsAreDone(String name) {
    try (Contender contender = process.open(name)) {
      assertThat(contender.run(4)).hasSize(4); // the network checks each loss and each text
    }
  }
}
