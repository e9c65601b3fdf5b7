package dev.seq4j.core.layer;

/**
 * One array among the parameters of a layer.
 *
 * @param name under which it is found
 * @param role how it begins, and whether the penalties of weights hold for it
 * @param in how many inputs an output has, for the initialisation of a weight
 * @param out how many outputs an input has
 * @param shape in 'c' order
 */
record LayerParameter(String name, Role role, long in, long out, long... shape) {

  /** What it is for. */
  enum Role {
    /** Begins as the layer's {@code weightInit} says. */
    WEIGHT,
    /** Begins as the layer's {@code biasInit} says; penalties of biases hold for it. */
    BIAS,
    /** Begins as the layer's {@code gainInit} says, with ones if it says nothing; as a bias. */
    GAIN
  }

  /** A matrix that turns rows of {@code in} features into rows of {@code out}. */
  static LayerParameter weight(String name, long in, long out) {
    return new LayerParameter(name, Role.WEIGHT, in, out, in, out);
  }

  /** What is added to rows of {@code length} features. */
  static LayerParameter bias(String name, long length) {
    return new LayerParameter(name, Role.BIAS, length, length, length);
  }

  /** What rows of {@code length} features are multiplied by. */
  static LayerParameter gain(String name, long length) {
    return new LayerParameter(name, Role.GAIN, length, length, length);
  }

  long length() {
    long length = 1;
    for (long size : shape) {
      length *= size;
    }
    return length;
  }
}
