package dev.seq4j.benchmarks.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * The call of a {@link TorchScript} function: its name and its arguments, arrays and lists of
 * arrays, in order.
 */
public final class Call {

  private final NDList arrays = new NDList();
  private int lists;

  /**
   * @param function to call
   * @param manager keeps what belongs to the call
   */
  public Call(String function, NDManager manager) {
    NDArray name = manager.zeros(new Shape());
    name.setName("module_method:" + function); // DJL looks at the name only
    arrays.add(name);
  }

  /**
   * @param array the next argument
   * @return this
   */
  public Call with(NDArray array) {
    arrays.add(array);
    return this;
  }

  /**
   * @param list the next argument, one or more arrays
   * @return this
   */
  public Call with(List<NDArray> list) {
    String name = "list" + lists++ + "[]"; // DJL makes one list of the arrays of such a name
    for (NDArray array : list) {
      array.setName(name);
      arrays.add(array);
    }
    return this;
  }

  NDList arrays() {
    return arrays;
  }
}
