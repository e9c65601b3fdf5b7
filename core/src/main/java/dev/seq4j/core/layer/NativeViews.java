package dev.seq4j.core.layer;

import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.SequenceView;
import dev.seq4j.core.kernel.StateView;
import dev.seq4j.core.kernel.recurrent.RecurrentState;
import dev.seq4j.core.kernel.recurrent.RecurrentWeights;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;

/**
 * ND4J's arrays of FLOAT as the kernels see them. Nothing is copied, and nothing keeps the array
 * alive: the caller does, for as long as the view is used.
 */
public final class NativeViews {

  private NativeViews() {}

  /**
   * @param timeMajor {@code [time, batch, features]} in any order
   * @return a view of it
   */
  public static SequenceView sequence(INDArray timeMajor) {
    return new SequenceView(
        floats(timeMajor), 0, timeMajor.stride(1), timeMajor.stride(2), timeMajor.stride(0));
  }

  /**
   * @param timeMajor {@code [time, batch, features]}
   * @param cells {@code [batch, time]} in 'c' order, 1 where a step is there, else 0
   * @return those steps
   */
  public static LiveSteps live(INDArray timeMajor, float[] cells) {
    return LiveSteps.mask(
        Math.toIntExact(timeMajor.size(1)), Math.toIntExact(timeMajor.size(0)), cells);
  }

  /**
   * @param state of a cell that has as many parts as the state
   * @return a view of it
   */
  public static RecurrentState state(LayerState state) {
    return new RecurrentState(
        matrix(state.hidden()), state.cell() == null ? null : matrix(state.cell()));
  }

  /**
   * @param array {@code [rows, columns]} in any order
   * @return a view of it
   */
  public static StateView matrix(INDArray array) {
    return new StateView(floats(array), 0, array.stride(0), array.stride(1));
  }

  /**
   * @param weights in 'c' order
   * @return a view of them
   */
  public static RecurrentWeights weights(CellWeights weights) {
    return new RecurrentWeights(
        floats(weights.input()), floats(weights.recurrent()), floats(weights.bias()));
  }

  /**
   * @param weights in any order
   * @return them in 'c' order, copied if they are not; weight noise may change the order
   */
  public static CellWeights ordered(CellWeights weights) {
    return new CellWeights(
        ordered(weights.input()), ordered(weights.recurrent()), ordered(weights.bias()));
  }

  public static INDArray ordered(INDArray array) {
    return array.ordering() == 'c' && Shape.hasDefaultStridesForShape(array)
        ? array
        : array.dup('c');
  }

  /** From the first element to the last, whatever lies between them. */
  public static NativeFloats floats(INDArray array) {
    long last = 0;
    for (int axis = 0; axis < array.rank(); axis++) {
      last += (array.size(axis) - 1) * array.stride(axis);
    }
    // data().address() forgets the offset of a view, addressPointer() takes up to 200 us.
    long address = array.data().pointer().address() + Float.BYTES * array.data().offset();
    return new NativeFloats(address, last + 1);
  }
}
