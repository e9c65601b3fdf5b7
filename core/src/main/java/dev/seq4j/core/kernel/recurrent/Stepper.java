package dev.seq4j.core.kernel.recurrent;

import dev.seq4j.core.kernel.Blas;
import dev.seq4j.core.kernel.NativeMemory;
import dev.seq4j.core.kernel.Usage;
import java.lang.ref.Reference;
import java.util.Objects;

/**
 * A recurrent layer step by step, for generation: the state stays here, nothing is kept for a
 * backward pass, and a step allocates nothing. One step equals one step of the whole sequence.
 *
 * <p>Used by one thread at a time. Arrays are in 'c' order.
 */
public final class Stepper implements AutoCloseable {

  private final int batch;
  private final RecurrentKernel kernel;
  private final NativeMemory memory;
  private final PackedWeights weights;
  private final SequenceRun run;
  private final Usage usage = new Usage("stepper");

  Stepper(RecurrentKernel kernel, Cell cell, RecurrentWeights stepWeights, int batch) {
    if (batch < 1) {
      throw new IllegalArgumentException("batch = " + batch + ": must be at least 1");
    }
    this.kernel = kernel;
    this.batch = batch;
    memory = new NativeMemory(this);
    weights = PackedWeights.forSteps(cell, kernel.in(), kernel.units(), memory);
    weights.requireOnes(batch);
    run = new SequenceRun(cell, kernel.in(), kernel.units(), weights, memory);
    run.beginSteps(batch);
    load(stepWeights);
  }

  /**
   * Takes new weights and leaves the state as it is.
   *
   * @param stepWeights the parameters, copied
   */
  public void load(RecurrentWeights stepWeights) {
    stepWeights.requireShape("weights", kernel);
    usage.begin();
    try {
      weights.pack(stepWeights);
    } finally {
      usage.end();
    }
  }

  /** Goes back to a zero state. */
  public void reset() {
    usage.begin();
    try {
      run.beginSteps(batch);
    } finally {
      usage.end();
    }
  }

  /**
   * Replaces the state.
   *
   * @param hidden h, [batch, units]
   * @param cell c, [batch, units]; null for cells that have none
   */
  public void setState(float[] hidden, float[] cell) {
    requireState(hidden, cell);
    usage.begin();
    try {
      run.hidden().load(hidden);
      if (cell != null) {
        run.cell().load(cell);
      }
    } finally {
      usage.end();
    }
  }

  /**
   * Copies the state out.
   *
   * @param hidden receives h, [batch, units]
   * @param cell receives c, [batch, units]; null for cells that have none
   */
  public void getState(float[] hidden, float[] cell) {
    requireState(hidden, cell);
    usage.begin();
    try {
      run.hidden().store(hidden);
      if (cell != null) {
        run.cell().store(cell);
      }
    } finally {
      usage.end();
    }
  }

  /**
   * One time step.
   *
   * @param input x, [batch, in]
   * @param output receives h, [batch, units]
   * @throws IllegalStateException if the stepper is closed or used by another thread
   */
  public void step(float[] input, float[] output) {
    requireLength("input", input, kernel.in());
    requireLength("output", output, kernel.units());
    usage.begin();
    try {
      Blas.Session session = Blas.singleThreaded();
      try {
        run.step(input);
        run.hidden().store(output);
      } finally {
        session.close();
      }
    } finally {
      usage.end();
      // Or the cleaner could free the memory of a step whose stepper nobody will use again.
      Reference.reachabilityFence(this);
    }
  }

  private void requireState(float[] hidden, float[] cell) {
    requireLength("hidden", Objects.requireNonNull(hidden, "hidden"), kernel.units());
    if (kernel.hasCellState() != (cell != null)) {
      throw new IllegalArgumentException(
          kernel.hasCellState() ? "cell: must be there" : "cell: must be null, there is none");
    }
    if (cell != null) {
      requireLength("cell", cell, kernel.units());
    }
  }

  private void requireLength(String name, float[] values, int columns) {
    if (values.length != (long) batch * columns) {
      throw new IllegalArgumentException(
          name + " of " + values.length + " floats: must have " + batch + " x " + columns);
    }
  }

  /** Frees the native memory. The stepper cannot be used any more. */
  @Override
  public void close() {
    if (usage.close()) {
      memory.close();
    }
  }
}
