package dev.seq4j.core.kernel.attention;

import dev.seq4j.core.kernel.NativeBuffer;
import dev.seq4j.core.kernel.NativeMemory;
import java.util.Arrays;

/** As many ones as anybody asked for: a product with them is a sum. */
public final class Ones {

  private final NativeBuffer buffer;
  private long length;

  public Ones(NativeMemory memory) {
    buffer = memory.newBuffer();
  }

  public void require(int count) {
    if (count > length) {
      buffer.require(count);
      length = buffer.floats().length();
      float[] ones = new float[(int) length];
      Arrays.fill(ones, 1f);
      buffer.put(0, ones, 0, ones.length);
    }
  }

  public NativeBuffer buffer() {
    return buffer;
  }
}
