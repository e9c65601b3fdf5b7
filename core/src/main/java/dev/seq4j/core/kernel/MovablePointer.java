package dev.seq4j.core.kernel;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** A pointer to memory of others that can be moved, so that a call into BLAS allocates nothing. */
public final class MovablePointer extends FloatPointer {

  public MovablePointer() {
    super((Pointer) null);
  }

  public MovablePointer moveTo(long newAddress, long length) {
    address = newAddress;
    position = 0;
    limit = length;
    capacity = length;
    return this;
  }
}
