package dev.seq4j.core.train;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.layer.recurrent.CarriedState;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Passes through a network over the batches of an iterator; where one goes on from the batch before
 * it, the state of the recurrent layers is carried over.
 */
final class ContinuedPasses {

  private final ComputationGraph graph;

  /** Null until there is something to carry. */
  private CarriedState state;

  /**
   * @param graph makes the passes
   */
  ContinuedPasses(ComputationGraph graph) {
    this.graph = graph;
  }

  /**
   * Makes a pass with the next batch.
   *
   * @param data has a next batch
   * @param pass one pass through the network
   * @throws InvalidInputException if the network cannot carry a state, and it should
   */
  void next(ResumableBatches data, Consumer<MultiDataSet> pass) {
    boolean continues = data.continuesPrevious();
    MultiDataSet batch = data.nextBatch();
    boolean continued = data.continuesPrevious();
    if (!continues) {
      clear();
    }
    if (continues || continued) {
      state = state == null ? begun() : state;
      state.carry(() -> pass.accept(batch));
    } else {
      pass.accept(batch);
    }
    if (!continued) {
      clear();
    }
  }

  private void clear() {
    if (state != null) {
      state.clear();
    }
  }

  /**
   * @return what the next batch goes on from; empty if it is a beginning
   */
  List<INDArray> state() {
    return state == null ? List.of() : state.arrays();
  }

  /**
   * Goes on in the midst of the data.
   *
   * @param data where its next batch is the one to go on with
   * @param recurrentState what {@link #state} gave before that batch, for the same network
   * @param file where it was kept
   * @throws InvalidInputException if the batch goes on and there is no state, or the reverse
   */
  void resume(ResumableBatches data, List<INDArray> recurrentState, Path file) {
    if (recurrentState.isEmpty() && data.continuesPrevious()) {
      throw new InvalidInputException(
          file + ": holds no recurrent state, but the next batch goes on from one");
    }
    if (!recurrentState.isEmpty() && !data.continuesPrevious()) {
      throw new InvalidInputException(
          file + ": holds a recurrent state, but the next batch does not go on from one");
    }
    if (!recurrentState.isEmpty()) {
      state = begun();
      state.set(recurrentState);
    }
  }

  private CarriedState begun() {
    try {
      return CarriedState.of(graph);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("data that go on from batch to batch: " + e.getMessage(), e);
    }
  }
}
