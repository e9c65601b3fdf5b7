package dev.seq4j.core.kernel.recurrent;

import dev.seq4j.core.kernel.NativeFloats;

/**
 * The parameters of a recurrent cell, or their gradients, in native memory in 'c' order. How many
 * gates there are, in which order their columns stand, and how long the bias is, says the kernel.
 *
 * @param input W_x, [in, gates * units]
 * @param recurrent W_h, [units, gates * units]
 * @param bias b, [gates * units], for some cells more
 */
public record RecurrentWeights(NativeFloats input, NativeFloats recurrent, NativeFloats bias) {

  void requireShape(String name, RecurrentKernel kernel) {
    long width = (long) kernel.gates() * kernel.units();
    requireLength(name + " input", input, kernel.in() * width);
    requireLength(name + " recurrent", recurrent, kernel.units() * width);
    requireLength(name + " bias", bias, kernel.biasLength());
  }

  private static void requireLength(String name, NativeFloats floats, long length) {
    if (floats.length() != length) {
      throw new IllegalArgumentException(
          name + ": has " + floats.length() + " floats, must have " + length);
    }
  }
}
