package dev.seq4j.core.layer;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a recurrent cell carries from one time step to the next.
 *
 * @param hidden {@code h} {@code [batch, units]}
 * @param cell {@code c} {@code [batch, units]} of an {@link dev.seq4j.core.layer.recurrent.LSTM
 *     LSTM}; null for cells that have none
 */
public record LayerState(INDArray hidden, INDArray cell) {

  /**
   * @return a copy that no workspace and no layer will overwrite
   */
  public LayerState detached() {
    return OutsideWorkspaces.make(
        () -> new LayerState(hidden.dup('c'), cell == null ? null : cell.dup('c')));
  }
}
