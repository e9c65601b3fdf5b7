package dev.seq4j.benchmarks.cases;

import dev.seq4j.benchmarks.harness.Case;
import dev.seq4j.benchmarks.harness.Goal;
import dev.seq4j.benchmarks.harness.Group;
import dev.seq4j.benchmarks.harness.Peer;
import dev.seq4j.benchmarks.problem.LetterProblem;
import dev.seq4j.benchmarks.pytorch.PyTorchNetworks;
import dev.seq4j.benchmarks.pytorch.PyTorchTransformers;
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
        "One letter at a time, drawn at temperature "
            + LetterProblem.TEMPERATURE
            + ", of 100 letters: `LanguageModel.generate` with GRU 100 and embedding 100, where 50"
            + " ms for 1,000 letters are 20,000 letters a second; `StepwiseNetwork` with the four"
            + " causal blocks of the group `attention`, where 32 ms for texts as long as the"
            + " context, 64 letters, are 2,000 letters a second. Both sides remember keys and"
            + " values.",
        List.of(
            new Case(
                "gru-100",
                "1,000 letters",
                () -> LetterModel.writing(problem, LETTERS),
                List.of(
                    Peer.pyTorch(() -> PyTorchNetworks.writing(problem, LETTERS))
                        .withGoal(Goal.milliseconds(50)))),
            new Case(
                "transformer-4x128",
                AttentionCases.LETTERS.time() + " letters",
                () -> TransformerModel.writing(AttentionCases.LETTERS),
                List.of(
                    Peer.pyTorch(() -> PyTorchTransformers.writing(AttentionCases.LETTERS))
                        .withGoal(Goal.milliseconds(32))))));
  }
}
