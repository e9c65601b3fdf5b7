package dev.seq4j.core.layer.attention;

import dev.seq4j.core.layer.LiveRows;
import dev.seq4j.core.layer.OutsideWorkspaces;
import dev.seq4j.core.layer.Rows;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A {@link SelfAttention} in ND4J operations, for every type and backend. */
final class PortableSelfAttention implements AttentionPath, AttentionSteps {

  private final PortableDotProducts products;

  private INDArray there; // [time * batch, 1] of ones and zeros
  private AttentionState past; // null before the first step, and in passes over whole sequences

  PortableSelfAttention(SelfAttention layer) {
    products = new PortableDotProducts(1, layer.scale(), layer.isCausal(), layer.droppedWeights());
  }

  @Override
  public void forward(
      INDArray parameters, Attended attended, INDArray output, boolean training, long seed) {
    past = null;
    compute(attended, output, training, seed);
  }

  private AttentionState compute(Attended attended, INDArray output, boolean training, long seed) {
    return OutsideWorkspaces.make(
        () -> {
          there = Rows.column(attended.live(), attended.input());
          INDArray x =
              LiveRows.keep(Rows.of(attended.input()), there)
                  .reshape('c', attended.input().shape())
                  .permute(1, 0, 2)
                  .dup('c'); // [batch, time, features]
          AttentionState all = AttentionState.after(past, x, attended.live());
          INDArray result =
              products.forward(
                  x, all.pairs(), all.pairs(), attended.live(), all.ones(), training, seed);
          output.assign(result.permute(1, 0, 2));
          return all;
        });
  }

  @Override
  public void backward(
      INDArray parameters,
      INDArray outputGradient,
      INDArray gradients,
      INDArray inputGradient,
      INDArray memoryGradient) {
    INDArray toOutput =
        LiveRows.keep(Rows.of(outputGradient), there)
            .reshape('c', outputGradient.shape())
            .permute(1, 0, 2);
    PortableDotProducts.Gradients to = products.backward(toOutput);
    inputGradient.assign(to.queries().add(to.keys()).addi(to.values()).permute(1, 0, 2));
  }

  @Override
  public INDArray weights(INDArray parameters, Attended attended, boolean toMemory) {
    forward(parameters, attended, attended.input().ulike(), false, 0);
    return products.weights().dup('c');
  }

  @Override
  public void steps(INDArray parameters, Attended attended, INDArray output) {
    past = compute(attended, output, false, 0);
  }

  @Override
  public void reset() {
    past = null;
  }

  @Override
  public AttentionState state() {
    return past == null ? null : past.detached();
  }

  @Override
  public void setState(AttentionState state) {
    past = state.detached();
  }
}
