package dev.seq4j.benchmarks.cases;

import dev.seq4j.benchmarks.harness.Case;
import dev.seq4j.benchmarks.harness.Goal;
import dev.seq4j.benchmarks.harness.Group;
import dev.seq4j.benchmarks.harness.Peer;
import dev.seq4j.benchmarks.problem.AttentionProblem;
import dev.seq4j.benchmarks.problem.LabellingProblem;
import dev.seq4j.benchmarks.problem.TransformerProblem;
import dev.seq4j.benchmarks.pytorch.PyTorchTransformers;
import java.util.List;

/** Attention, transformer blocks, and a language model made of them. */
public final class AttentionCases {

  /** As small as nanoGPT's for a CPU. */
  static final TransformerProblem LETTERS = new TransformerProblem(12, 64, 100, 128, 4, 4);

  private static final String STEP = "training step";

  private AttentionCases() {}

  /**
   * @return the group
   */
  public static Group group() {
    AttentionProblem encoder = new AttentionProblem(32, 128, 256, 8, false);
    AttentionProblem causal = new AttentionProblem(16, 256, 384, 6, true);
    return new Group(
        "attention",
        "A transformer block (norm first, GELU, four times as many hidden units as features, no"
            + " dropout) or multi-head attention alone below a softmax over "
            + LabellingProblem.CLASSES
            + " classes at each step, with gradients of the input, and a language model of "
            + LETTERS.letters()
            + " letters with four causal blocks: forward, cross-entropy, gradients of all"
            + " parameters, Adam. Sizes are batch x time x features x heads.",
        List.of(
            block("encoder-block-32x128x256x8", encoder),
            block("causal-block-16x256x384x6", causal),
            new Case(
                "transformer-letter-model-12x64x128x4",
                STEP,
                () -> TransformerModel.training(LETTERS),
                List.of(
                    Peer.pyTorch(() -> PyTorchTransformers.letters(LETTERS))
                        .withGoal(Goal.ratio(0.80)))),
            new Case(
                "attention-32x128x256x8",
                STEP,
                () -> AttentionLabelling.attention(encoder),
                List.of(
                    Peer.pyTorch(() -> PyTorchTransformers.attention(encoder)),
                    Peer.deeplearning4j(() -> AttentionLabelling.stockAttention(encoder))
                        .withGoal(Goal.ratio(0.20))))));
  }

  private static Case block(String name, AttentionProblem problem) {
    return new Case(
        name,
        STEP,
        () -> AttentionLabelling.block(problem),
        List.of(Peer.pyTorch(() -> PyTorchTransformers.block(problem)).withGoal(Goal.ratio(0.90))));
  }
}
