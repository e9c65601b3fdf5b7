package dev.seq4j.core.layer;

/** A working layer that can compute by a kernel and in ND4J operations. */
public interface TwoPaths {

  /** For tests: computes in ND4J operations from now on. */
  void usePortablePath();
}
