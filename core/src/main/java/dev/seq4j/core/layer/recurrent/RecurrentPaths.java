package dev.seq4j.core.layer.recurrent;

import dev.seq4j.core.layer.Kernels;
import org.nd4j.linalg.api.buffer.DataType;

/** How a recurrent layer computes: by a kernel where there is one, else in ND4J operations. */
final class RecurrentPaths {

  private RecurrentPaths() {}

  /**
   * @param cell what to run
   * @param type the parameters' type
   * @param backwards whether to run from the last step to the first
   * @return the fastest way
   */
  static RecurrentPath choose(CellLayer cell, DataType type, boolean backwards) {
    return Kernels.serve(type)
        ? new KernelPath(cell.kernel(), backwards)
        : portable(cell, backwards);
  }

  /**
   * @param cell what to run
   * @param backwards whether to run from the last step to the first
   * @return the way that is open everywhere
   */
  static RecurrentPath portable(CellLayer cell, boolean backwards) {
    return new PortablePath(cell.portableCell(), backwards);
  }
}
