package dev.seq4j.benchmarks.cases;

import dev.seq4j.benchmarks.harness.Case;
import dev.seq4j.benchmarks.harness.Goal;
import dev.seq4j.benchmarks.harness.Group;
import dev.seq4j.benchmarks.harness.Peer;
import dev.seq4j.benchmarks.problem.LabellingProblem;
import dev.seq4j.benchmarks.pytorch.PyTorchNetworks;
import dev.seq4j.models.network.Cell;
import java.util.List;
import java.util.Optional;

/** Recurrent layers by themselves. */
public final class RecurrentCases {

  private static final String STEP = "training step";

  private RecurrentCases() {}

  /**
   * @return the group
   */
  public static Group group() {
    LabellingProblem lstm = LabellingProblem.of(Cell.LSTM, 128, 100, 128, 256);
    LabellingProblem gru = LabellingProblem.of(Cell.GRU, 128, 100, 128, 256);
    LabellingProblem rnn = LabellingProblem.of(Cell.RNN, 128, 100, 128, 256);
    LabellingProblem letters = LabellingProblem.of(Cell.GRU, 32, 200, 100, 100);
    LabellingProblem reviews = LabellingProblem.ofReviewLengths(Cell.LSTM, 128, 128, 256);
    return new Group(
        "recurrent",
        "A recurrent layer below a softmax over "
            + LabellingProblem.CLASSES
            + " classes at each step: forward, cross-entropy, gradients of all parameters and of"
            + " the input, Adam. Sizes are batch x time x features x units.",
        List.of(
            training("lstm-128x100x128x256", lstm, pyTorch(lstm, 0.70), stock(lstm, 0.10)),
            training("gru-128x100x128x256", gru, pyTorch(gru, 0.60)),
            training("gru-32x200x100x100", letters, pyTorch(letters, 0.40)),
            training("rnn-128x100x128x256", rnn, pyTorch(rnn, 0.70), stock(rnn, 0.10)),
            training("lstm-review-lengths", reviews, pyTorch(reviews, 0.75)),
            new Case(
                "lstm-layer-and-loop",
                "forward pass",
                () -> CellByCell.layer(lstm),
                List.of(
                    new Peer(
                        "Seq4j cell by cell",
                        false,
                        Optional.empty(),
                        () -> CellByCell.loop(lstm))))));
  }

  private static Case training(String name, LabellingProblem problem, Peer... peers) {
    return new Case(name, STEP, () -> Labelling.ours(problem), List.of(peers));
  }

  private static Peer pyTorch(LabellingProblem problem, double goal) {
    return Peer.pyTorch(() -> PyTorchNetworks.labelling(problem)).withGoal(Goal.ratio(goal));
  }

  private static Peer stock(LabellingProblem problem, double goal) {
    return Peer.deeplearning4j(() -> Labelling.stock(problem)).withGoal(Goal.ratio(goal));
  }
}
