package dev.seq4j.core.layer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * One array among the parameters of a layer.
 *
 * @param name under which it is found
 * @param role how it begins, and whether the penalties of weights hold for it
 * @param in how many inputs an output has, for the initialisation of a weight
 * @param out how many outputs an input has
 * @param shape in 'c' order
 */
public record LayerParameter(String name, Role role, long in, long out, long... shape) {

  /** What it is for. */
  public enum Role {
    /** Begins as the layer's {@code weightInit} says. */
    WEIGHT,
    /** Begins as the layer's {@code biasInit} says; penalties of biases hold for it. */
    BIAS,
    /** Begins as the layer's {@code gainInit} says, with ones if it says nothing; as a bias. */
    GAIN
  }

  /** A matrix that turns rows of {@code in} features into rows of {@code out}. */
  public static LayerParameter weight(String name, long in, long out) {
    return new LayerParameter(name, Role.WEIGHT, in, out, in, out);
  }

  /** What is added to rows of {@code length} features. */
  public static LayerParameter bias(String name, long length) {
    return new LayerParameter(name, Role.BIAS, length, length, length);
  }

  /** What rows of {@code length} features are multiplied by. */
  public static LayerParameter gain(String name, long length) {
    return new LayerParameter(name, Role.GAIN, length, length, length);
  }

  public long length() {
    long length = 1;
    for (long size : shape) {
      length *= size;
    }
    return length;
  }

  /** Sets new parameters to how they begin. */
  void initialize(INDArray array, IWeightInit weightInit, double biasInit, double gainInit) {
    switch (role) {
      case WEIGHT -> array.assign(weightInit.init(in, out, shape, 'c', array.dup('c')));
      case BIAS -> array.assign(biasInit);
      case GAIN -> array.assign(gainInit);
    }
  }

  /**
   * Splits a flat array in which parameters lie one after the other.
   *
   * @param parameters in the order in which they lie
   * @param flat as long as all of them together
   * @return views by their names, in the same order
   */
  public static Map<String, INDArray> split(List<LayerParameter> parameters, INDArray flat) {
    Map<String, INDArray> split = new LinkedHashMap<>();
    long from = 0;
    for (LayerParameter parameter : parameters) {
      long to = from + parameter.length();
      INDArray part = flat.reshape(flat.length()).get(NDArrayIndex.interval(from, to));
      split.put(parameter.name(), part.reshape('c', parameter.shape()));
      from = to;
    }
    return split;
  }
}
