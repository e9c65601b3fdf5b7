package dev.seq4j.core.kernel;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** A pointer to memory of others that can be moved, so that a call into BLAS allocates nothing. */
final class MovablePointer extends FloatPointer {

  MovablePointer() {
    super((Pointer) null);
  }

  MovablePointer moveTo(long newAddress, long length) {
    address = newAddress;
    position = 0;
    limit = length;
    capacity = length;
    return this;
  }
}
