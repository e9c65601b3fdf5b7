package dev.seq4j.benchmarks.cases;

import dev.seq4j.benchmarks.harness.Case;
import dev.seq4j.benchmarks.harness.Goal;
import dev.seq4j.benchmarks.harness.Group;
import dev.seq4j.benchmarks.harness.Peer;
import dev.seq4j.benchmarks.problem.TranslationProblem;
import dev.seq4j.benchmarks.pytorch.PyTorchTranslation;
import java.util.List;

/** A translator with additive attention. */
public final class TranslationCases {

  private TranslationCases() {}

  /**
   * @return the group
   */
  public static Group group() {
    TranslationProblem problem = new TranslationProblem(64, 20, 10_000, 256);
    return new Group(
        "translation",
        "A whole training step of `Translator` with additive attention by its own `Trainer`, with"
            + " Adam: a bidirectional GRU of 256 units each reads, a GRU of 256 units writes,"
            + " 10,000 words of 256 features in either language, 64 sentences and translations of"
            + " 20 words.",
        List.of(
            new Case(
                "attention-translator",
                "training step",
                () -> AttentionTranslator.training(problem),
                List.of(
                    Peer.pyTorch(() -> PyTorchTranslation.training(problem))
                        .withGoal(Goal.ratio(0.80))))));
  }
}
