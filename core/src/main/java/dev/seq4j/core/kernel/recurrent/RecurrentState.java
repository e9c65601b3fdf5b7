package dev.seq4j.core.kernel.recurrent;

import dev.seq4j.core.kernel.StateView;

/**
 * The state of a recurrent layer between two steps, or its gradient.
 *
 * @param hidden h, [batch, units]
 * @param cell c, [batch, units], for an LSTM; null for cells that have none
 */
public record RecurrentState(StateView hidden, StateView cell) {

  /**
   * The state of a cell that has nothing but h.
   *
   * @param hidden h, [batch, units]
   * @return the state
   */
  public static RecurrentState of(StateView hidden) {
    return new RecurrentState(hidden, null);
  }

  void requireShape(String name, int batch, int units, boolean hasCell, boolean written) {
    if (hasCell != (cell != null)) {
      throw new IllegalArgumentException(
          name + (hasCell ? ": must have a cell state" : ": must have no cell state"));
    }
    if (written) {
      hidden.requireWritableShape(name + " hidden", batch, units);
    } else {
      hidden.requireShape(name + " hidden", batch, units);
    }
    if (hasCell && written) {
      cell.requireWritableShape(name + " cell", batch, units);
    } else if (hasCell) {
      cell.requireShape(name + " cell", batch, units);
    }
  }
}
