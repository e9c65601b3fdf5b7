package dev.seq4j.core.kernel;

import java.util.concurrent.atomic.AtomicInteger;

/** Keeps native memory from being used by two threads at once, or after it has been freed. */
public final class Usage {

  private static final int FREE = 0;
  private static final int BUSY = 1;
  private static final int CLOSED = 2;

  private final String what;
  private final AtomicInteger state = new AtomicInteger(FREE);

  /**
   * @param what the name of the user for messages
   */
  public Usage(String what) {
    this.what = what;
  }

  /**
   * @throws IllegalStateException if it is in use or closed
   */
  public void begin() {
    if (!state.compareAndSet(FREE, BUSY)) {
      throw new IllegalStateException(
          what + (state.get() == CLOSED ? ": is closed" : ": is in use by another thread"));
    }
  }

  public void end() {
    state.set(FREE);
  }

  /**
   * Returns whether it was open until now.
   *
   * @throws IllegalStateException if it is in use
   */
  public boolean close() {
    if (state.compareAndSet(FREE, CLOSED)) {
      return true;
    }
    if (state.get() == CLOSED) {
      return false;
    }
    throw new IllegalStateException(what + ": is in use by another thread");
  }
}
