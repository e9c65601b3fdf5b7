package dev.seq4j.core.kernel;

import java.util.concurrent.atomic.AtomicBoolean;

/** Sees to it that a kernel serves one thread at a time, and none after it has been closed. */
final class ExclusiveUse {

  private final AtomicBoolean busy = new AtomicBoolean();
  private boolean closed;

  /**
   * @throws IllegalStateException if the kernel is in use or closed
   */
  void begin() {
    if (!busy.compareAndSet(false, true)) {
      throw new IllegalStateException("kernel: is in use by another thread");
    }
    if (closed) {
      busy.set(false);
      throw new IllegalStateException("kernel: is closed");
    }
  }

  void end() {
    busy.set(false);
  }

  /** Frees the kernel's memory and lets nobody in any more. */
  void close(NativeMemory memory) {
    if (!busy.compareAndSet(false, true)) {
      throw new IllegalStateException("kernel: is in use by another thread");
    }
    closed = true;
    memory.close();
    busy.set(false);
  }
}
