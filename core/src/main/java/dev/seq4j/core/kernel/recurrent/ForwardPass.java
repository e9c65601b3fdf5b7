package dev.seq4j.core.kernel.recurrent;

import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.SequenceView;
import java.util.Objects;

/**
 * What a forward pass reads and writes. What is null is left out.
 *
 * @param weights the parameters; the kernel copies them
 * @param live the steps that exist
 * @param input x, [batch, in, time]; the kernel copies it
 * @param initialState the state before each row's first live step; null for zeros
 * @param output h of every step, [batch, units, time], zero where a step is not live; null if only
 *     the final state is wanted
 * @param finalState the state after each row's last live step
 */
public record ForwardPass(
    RecurrentWeights weights,
    LiveSteps live,
    SequenceView input,
    RecurrentState initialState,
    SequenceView output,
    RecurrentState finalState) {

  /** Checks that what is required is there. */
  public ForwardPass {
    Objects.requireNonNull(weights, "weights");
    Objects.requireNonNull(live, "live");
    Objects.requireNonNull(input, "input");
  }

  /**
   * A pass from a zero state that writes nothing yet.
   *
   * @param weights the parameters
   * @param live the steps that exist
   * @param input x, [batch, in, time]
   */
  public ForwardPass(RecurrentWeights weights, LiveSteps live, SequenceView input) {
    this(weights, live, input, null, null, null);
  }

  /**
   * @param state the state before each row's first live step
   * @return the same pass from this state
   */
  public ForwardPass withInitialState(RecurrentState state) {
    return new ForwardPass(weights, live, input, state, output, finalState);
  }

  /**
   * @param target h of every step, [batch, units, time]
   * @return the same pass, writing its output there
   */
  public ForwardPass withOutput(SequenceView target) {
    return new ForwardPass(weights, live, input, initialState, target, finalState);
  }

  /**
   * @param target the state after each row's last live step
   * @return the same pass, writing its final state there
   */
  public ForwardPass withFinalState(RecurrentState target) {
    return new ForwardPass(weights, live, input, initialState, output, target);
  }

  void requireShapes(RecurrentKernel kernel) {
    int in = kernel.in();
    int units = kernel.units();
    boolean hasCell = kernel.hasCellState();
    weights.requireShape("weights", kernel);
    input.requireShape("input", live.batch(), in, live.time());
    if (initialState != null) {
      initialState.requireShape("initial state", live.batch(), units, hasCell, false);
    }
    if (output != null) {
      output.requireWritableShape("output", live.batch(), units, live.time());
    }
    if (finalState != null) {
      finalState.requireShape("final state", live.batch(), units, hasCell, true);
    }
  }
}
