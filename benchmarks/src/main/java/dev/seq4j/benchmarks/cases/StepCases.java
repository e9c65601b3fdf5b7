package dev.seq4j.benchmarks.cases;

import dev.seq4j.benchmarks.harness.Case;
import dev.seq4j.benchmarks.harness.Goal;
import dev.seq4j.benchmarks.harness.Group;
import dev.seq4j.benchmarks.harness.Peer;
import dev.seq4j.benchmarks.problem.LetterProblem;
import dev.seq4j.benchmarks.problem.ReviewProblem;
import dev.seq4j.benchmarks.pytorch.PyTorchNetworks;
import java.util.List;

/** Whole training steps of whole models. */
public final class StepCases {

  private static final String STEP = "training step";

  private StepCases() {}

  /**
   * @return the group
   */
  public static Group group() {
    ReviewProblem reviews = new ReviewProblem(128, 20_002, 128, 256);
    LetterProblem letters = new LetterProblem(32, 200, 100, 100, 100);
    return new Group(
        "step",
        "Whole training steps of `TextClassifier` (LSTM 256, embedding 128, 20,002 words, 128"
            + " reviews of 50 to 400 words) and `LanguageModel` (GRU 100, embedding 100, 100"
            + " letters, 32 texts of 200 letters) by their own `Trainer`, with Adam.",
        List.of(
            new Case(
                "review-classifier",
                STEP,
                () -> ReviewClassifier.ours(reviews),
                List.of(
                    Peer.pyTorch(() -> PyTorchNetworks.reviews(reviews)).withGoal(Goal.ratio(0.80)),
                    Peer.deeplearning4j(() -> ReviewClassifier.stock(reviews))
                        .withGoal(Goal.ratio(0.12)))),
            new Case(
                "letter-model",
                STEP,
                () -> LetterModel.training(letters),
                List.of(
                    Peer.pyTorch(() -> PyTorchNetworks.letters(letters))
                        .withGoal(Goal.ratio(0.50))))));
  }
}
