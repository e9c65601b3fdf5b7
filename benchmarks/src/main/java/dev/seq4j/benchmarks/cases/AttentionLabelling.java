package dev.seq4j.benchmarks.cases;

import static dev.seq4j.benchmarks.problem.LabellingProblem.CLASSES;

import dev.seq4j.benchmarks.harness.Workload;
import dev.seq4j.benchmarks.problem.AttentionProblem;
import dev.seq4j.core.layer.attention.MultiHeadAttention;
import dev.seq4j.core.layer.attention.TransformerEncoderBlock;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Attention or a transformer block below a small softmax. */
final class AttentionLabelling {

  private AttentionLabelling() {}

  static Workload block(AttentionProblem problem) {
    return PacedTraining.of(blockNetwork(problem), batch(problem));
  }

  static Workload attention(AttentionProblem problem) {
    return PacedTraining.of(attentionNetwork(problem), batch(problem));
  }

  /** Deeplearning4j's attention, which has no causal mask. */
  static Workload stockAttention(AttentionProblem problem) {
    SelfAttentionLayer layer =
        new SelfAttentionLayer.Builder()
            .nOut(problem.width())
            .nHeads(problem.heads())
            .headSize(problem.width() / problem.heads())
            .projectInput(true)
            .build();
    INDArray labels = Sequences.oneHot(problem.labels(), problem.time(), problem.batch(), CLASSES);
    return new Fitting(
        Labelling.configuration(problem.width(), layer, Labelling.stockOutput()),
        new DataSet(features(problem).dup('c'), labels));
  }

  /** Our network of one block. */
  static ComputationGraphConfiguration blockNetwork(AttentionProblem problem) {
    return Labelling.configuration(
        problem.width(),
        new TransformerEncoderBlock.Builder(problem.heads()).causal(problem.causal()).build());
  }

  /** Our network of attention alone. */
  static ComputationGraphConfiguration attentionNetwork(AttentionProblem problem) {
    return Labelling.configuration(
        problem.width(),
        new MultiHeadAttention.Builder(problem.heads()).causal(problem.causal()).build());
  }

  static DataSet batch(AttentionProblem problem) {
    return new DataSet(
        features(problem), Sequences.labels(problem.labels(), problem.time(), problem.batch()));
  }

  private static INDArray features(AttentionProblem problem) {
    return Sequences.features(problem.features(), problem.time(), problem.batch(), problem.width());
  }
}
