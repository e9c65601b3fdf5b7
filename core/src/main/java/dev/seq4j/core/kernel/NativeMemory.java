package dev.seq4j.core.kernel;

import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;

/**
 * All native memory of one owner. It is freed by {@link #close()}, or after the owner has become
 * unreachable. It counts towards JavaCPP's {@code org.bytedeco.javacpp.maxbytes}.
 */
public final class NativeMemory implements AutoCloseable {

  private static final Cleaner CLEANER = Cleaner.create();

  private final Blocks blocks = new Blocks();
  private final Cleaner.Cleanable cleanable;

  /**
   * @param owner whose end frees the memory
   */
  public NativeMemory(Object owner) {
    cleanable = CLEANER.register(owner, blocks);
  }

  /** Returns a new, empty buffer in this memory. */
  public NativeBuffer newBuffer() {
    return new NativeBuffer(this);
  }

  FloatPointer allocate(long floats) {
    FloatPointer block = new FloatPointer(floats);
    blocks.add(block);
    return block;
  }

  void free(FloatPointer block) {
    blocks.free(block);
  }

  /** Returns the bytes held now. */
  public long bytes() {
    return blocks.bytes();
  }

  @Override
  public void close() {
    cleanable.clean();
  }

  /** Knows nothing of the owner, or the owner would never become unreachable. */
  private static final class Blocks implements Runnable {

    private final List<FloatPointer> live = new ArrayList<>();

    synchronized void add(FloatPointer block) {
      live.add(block);
    }

    synchronized void free(FloatPointer block) {
      if (live.removeIf(other -> other == block)) {
        block.close();
      }
    }

    synchronized long bytes() {
      return live.stream().mapToLong(block -> block.capacity() * Float.BYTES).sum();
    }

    @Override
    public synchronized void run() {
      live.forEach(FloatPointer::close);
      live.clear();
    }
  }
}
