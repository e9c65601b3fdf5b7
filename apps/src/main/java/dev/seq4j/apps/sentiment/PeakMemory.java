package dev.seq4j.apps.sentiment;

import org.bytedeco.javacpp.Pointer;

/**
 * The most memory that this process holds, looked at several times a second while this is open: all
 * that is resident, Java's heap and native memory.
 */
final class PeakMemory implements AutoCloseable {

  private static final long EVERY_MILLIS = 100;

  private final Thread watcher;
  private volatile long peak = Pointer.physicalBytes();
  private volatile boolean closed;

  PeakMemory() {
    watcher = new Thread(this::watch, "peak memory");
    watcher.setDaemon(true);
    watcher.start();
  }

  private void watch() {
    while (!closed) {
      peak = Math.max(peak, Pointer.physicalBytes());
      try {
        Thread.sleep(EVERY_MILLIS);
      } catch (InterruptedException e) {
        return; // closed
      }
    }
  }

  long bytes() {
    return peak;
  }

  @Override
  public void close() {
    closed = true;
    watcher.interrupt();
  }
}
