package dev.seq4j.benchmarks.cases;

import dev.seq4j.benchmarks.harness.Case;
import dev.seq4j.benchmarks.harness.Goal;
import dev.seq4j.benchmarks.harness.Group;
import dev.seq4j.benchmarks.harness.Peer;
import dev.seq4j.benchmarks.problem.LetterProblem;
import dev.seq4j.benchmarks.pytorch.PyTorchNetworks;
import java.util.List;

/** Texts written letter by letter. */
public final class GenerateCases {

  private static final int LETTERS = 1000;

  private GenerateCases() {}

  /**
   * @return the group
   */
  public static Group group() {
    LetterProblem problem = new LetterProblem(1, 1, 100, 100, 100);
    return new Group(
        "generate",
        "`LanguageModel.generate` writes one letter at a time, sampling at temperature "
            + LetterProblem.TEMPERATURE
            + ": GRU 100, embedding 100, 100 letters. 50 ms for 1,000 letters are 20,000 letters a"
            + " second.",
        List.of(
            new Case(
                "gru-100",
                "1,000 letters",
                () -> LetterModel.writing(problem, LETTERS),
                List.of(
                    Peer.pyTorch(() -> PyTorchNetworks.writing(problem, LETTERS))
                        .withGoal(Goal.milliseconds(50))))));
  }
}
