package dev.seq4j.core.layer;

import org.nd4j.linalg.api.buffer.DataType;

/** Chooses how a layer computes. */
final class RecurrentPaths {

  private RecurrentPaths() {}

  static RecurrentPath choose(CellLayer cell, DataType type, boolean backwards) {
    return portable(cell, backwards);
  }

  static RecurrentPath portable(CellLayer cell, boolean backwards) {
    return new PortablePath(cell.portableCell(), backwards);
  }
}
