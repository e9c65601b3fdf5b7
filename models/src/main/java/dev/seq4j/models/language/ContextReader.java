package dev.seq4j.models.language;

import dev.seq4j.core.layer.output.StepwiseNetwork;
import java.util.Arrays;

/**
 * Reads a text of any length token by token with a network that may see a limited number of tokens
 * only.
 *
 * <p>What a transformer remembers of a token holds the token's position, so the oldest cannot be
 * dropped. When its context is full, it forgets all and reads the last half of it anew: so it sees
 * half a context at least, and a token costs two steps in the long run.
 */
final class ContextReader implements AutoCloseable {

  private final StepwiseNetwork network;

  /** The tokens that the network has seen, where their number is limited; else empty. */
  private final int[] seen;

  private int length;

  /**
   * @param network of one row, before its first step; closed by {@link #close}
   * @param context tokens that it can see, 2 or more; 0 for any number
   */
  ContextReader(StepwiseNetwork network, int context) {
    this.network = network;
    seen = new int[context];
  }

  /**
   * @param ids tokens that come next, one at least
   * @param probabilities receives those of the token after them
   */
  void read(int[] ids, float[] probabilities) {
    if (seen.length == 0) {
      network.read(new int[][] {ids}, probabilities);
      return;
    }
    if (length + ids.length <= seen.length) {
      see(ids, probabilities);
      return;
    }
    int[] all = Arrays.copyOf(Arrays.copyOf(seen, length), length + ids.length);
    System.arraycopy(ids, 0, all, length, ids.length);
    network.reset();
    length = 0;
    // The last token is new, and half a context before it has been seen.
    see(Arrays.copyOfRange(all, all.length - seen.length / 2 - 1, all.length), probabilities);
  }

  private void see(int[] ids, float[] probabilities) {
    network.read(new int[][] {ids}, probabilities);
    System.arraycopy(ids, 0, seen, length, ids.length);
    length += ids.length;
  }

  /**
   * @return classes of the output
   */
  int classes() {
    return network.classes();
  }

  @Override
  public void close() {
    network.close();
  }
}
