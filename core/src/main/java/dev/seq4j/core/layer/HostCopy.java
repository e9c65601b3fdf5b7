package dev.seq4j.core.layer;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Copies of arrays' values in plain Java, in 'c' order. Where the memory lies as it should, it is
 * copied in one go: ND4J's conversions take a thread pool and several temporaries.
 */
public final class HostCopy {

  private HostCopy() {}

  /**
   * @param array of any type and order
   * @return its values
   */
  public static float[] floats(INDArray array) {
    if (liesInOrder(array, DataType.FLOAT)) {
      DataBuffer data = array.data();
      float[] values = new float[Math.toIntExact(array.length())];
      new FloatPointer(data.pointer()).position(data.offset()).get(values);
      return values;
    }
    return OutsideWorkspaces.make(
        () -> {
          INDArray ordered = array.castTo(DataType.FLOAT).dup('c');
          return ordered.reshape(ordered.length()).toFloatVector();
        });
  }

  /**
   * @param values in 'c' order
   * @param shape of the array
   * @return an array of FLOAT that holds them
   */
  public static INDArray array(float[] values, long... shape) {
    if (Nd4j.getExecutioner().type() != ExecutionerType.NATIVE_CPU) {
      return Nd4j.create(values, shape, 'c');
    }
    INDArray array = Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
    DataBuffer data = array.data();
    new FloatPointer(data.pointer()).position(data.offset()).put(values);
    return array;
  }

  /**
   * @param array of INT32
   * @return its values, or null if they do not lie in 'c' order in this machine's memory
   */
  static int[] intsInOrder(INDArray array) {
    if (!liesInOrder(array, DataType.INT32)) {
      return null;
    }
    DataBuffer data = array.data();
    int[] values = new int[Math.toIntExact(array.length())];
    new IntPointer(data.pointer()).position(data.offset()).get(values);
    return values;
  }

  /**
   * @param array of any type and order
   * @return its values
   */
  static double[] doubles(INDArray array) {
    return OutsideWorkspaces.make(
        () -> {
          INDArray ordered = array.castTo(DataType.DOUBLE).dup('c');
          return ordered.reshape(ordered.length()).toDoubleVector();
        });
  }

  private static boolean liesInOrder(INDArray array, DataType type) {
    if (array.dataType() != type || Nd4j.getExecutioner().type() != ExecutionerType.NATIVE_CPU) {
      return false;
    }
    long expected = 1;
    for (int axis = array.rank() - 1; axis >= 0; axis--) {
      if (array.size(axis) != 1 && array.stride(axis) != expected) {
        return false; // the stride of an axis of length 1 does not matter, and may be anything
      }
      expected *= array.size(axis);
    }
    return true;
  }
}
