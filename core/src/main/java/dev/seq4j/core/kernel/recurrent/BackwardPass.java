package dev.seq4j.core.kernel.recurrent;

import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.SequenceView;
import java.util.Objects;

/**
 * What a backward pass reads and writes. What is null is left out; of the two gradients that come
 * in, at least one is there.
 *
 * @param outputGradient of every step's h, [batch, units, time]; read at live steps only
 * @param finalStateGradient of the state after each row's last live step
 * @param weightGradients where the gradients of the parameters go
 * @param accumulate whether they are added to what is there
 * @param inputGradient where the gradient of x goes, [batch, in, time], zero where a step is not
 *     live
 * @param initialStateGradient where the gradient of the initial state goes
 */
public record BackwardPass(
    SequenceView outputGradient,
    RecurrentState finalStateGradient,
    RecurrentWeights weightGradients,
    boolean accumulate,
    SequenceView inputGradient,
    RecurrentState initialStateGradient) {

  /** Checks that what is required is there. */
  public BackwardPass {
    Objects.requireNonNull(weightGradients, "weightGradients");
  }

  /**
   * A pass that reads nothing yet and overwrites the gradients of the parameters.
   *
   * @param weightGradients where the gradients of the parameters go
   */
  public BackwardPass(RecurrentWeights weightGradients) {
    this(null, null, weightGradients, false, null, null);
  }

  /**
   * @param gradient of every step's h, [batch, units, time]
   * @return the same pass, starting from this gradient
   */
  public BackwardPass withOutputGradient(SequenceView gradient) {
    return new BackwardPass(
        gradient,
        finalStateGradient,
        weightGradients,
        accumulate,
        inputGradient,
        initialStateGradient);
  }

  /**
   * @param gradient of the state after each row's last live step
   * @return the same pass, starting from this gradient
   */
  public BackwardPass withFinalStateGradient(RecurrentState gradient) {
    return new BackwardPass(
        outputGradient, gradient, weightGradients, accumulate, inputGradient, initialStateGradient);
  }

  /**
   * @return the same pass, adding to the gradients of the parameters
   */
  public BackwardPass accumulating() {
    return new BackwardPass(
        outputGradient,
        finalStateGradient,
        weightGradients,
        true,
        inputGradient,
        initialStateGradient);
  }

  /**
   * @param target gradient of x, [batch, in, time]
   * @return the same pass, writing the gradient of the input there
   */
  public BackwardPass withInputGradient(SequenceView target) {
    return new BackwardPass(
        outputGradient,
        finalStateGradient,
        weightGradients,
        accumulate,
        target,
        initialStateGradient);
  }

  /**
   * @param target gradient of the state before each row's first live step
   * @return the same pass, writing the gradient of the initial state there
   */
  public BackwardPass withInitialStateGradient(RecurrentState target) {
    return new BackwardPass(
        outputGradient, finalStateGradient, weightGradients, accumulate, inputGradient, target);
  }

  void requireShapes(RecurrentKernel kernel, LiveSteps live) {
    int in = kernel.in();
    int units = kernel.units();
    boolean hasCell = kernel.hasCellState();
    if (outputGradient == null && finalStateGradient == null) {
      throw new IllegalArgumentException(
          "backward pass: needs the gradient of the output or of the final state");
    }
    weightGradients.requireShape("weight gradients", kernel);
    if (outputGradient != null) {
      outputGradient.requireShape("output gradient", live.batch(), units, live.time());
    }
    if (finalStateGradient != null) {
      finalStateGradient.requireShape("final state gradient", live.batch(), units, hasCell, false);
    }
    if (inputGradient != null) {
      inputGradient.requireWritableShape("input gradient", live.batch(), in, live.time());
    }
    if (initialStateGradient != null) {
      initialStateGradient.requireShape(
          "initial state gradient", live.batch(), units, hasCell, true);
    }
  }
}
