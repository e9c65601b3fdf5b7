package dev.seq4j.core.kernel;

/**
 * A recurrent layer step by step, for generation: the state stays here, nothing is kept for a
 * backward pass, and a step allocates nothing. Used by one thread at a time.
 */
public final class Stepper implements AutoCloseable {

  private final int in;
  private final int units;
  private final int batch;
  private final RecurrentKernel kernel;
  private final NativeMemory memory;
  private final PackedWeights weights;
  private final SequenceRun run;

  Stepper(RecurrentKernel kernel, Cell cell, RecurrentWeights stepWeights, int batch) {
    if (batch < 1) {
      throw new IllegalArgumentException("batch = " + batch + ": must be at least 1");
    }
    this.kernel = kernel;
    this.in = kernel.in();
    this.units = kernel.units();
    this.batch = batch;
    memory = new NativeMemory(this);
    weights = new PackedWeights(cell, in, units, memory);
    load(stepWeights);
    run = new SequenceRun(cell, in, units, weights, memory);
  }

  /**
   * Takes new weights and leaves the state as it is.
   *
   * @param stepWeights the parameters, copied
   */
  public void load(RecurrentWeights stepWeights) {
    stepWeights.requireShape("weights", kernel);
    weights.pack(stepWeights);
  }

  @Override
  public void close() {
    memory.close();
  }
}
