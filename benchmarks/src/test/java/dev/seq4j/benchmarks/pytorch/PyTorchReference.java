package dev.seq4j.benchmarks.pytorch;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls the functions of the benchmarks and of {@code gradients.py} in a process of its own, since
 * the native libraries of PyTorch and ND4J are not to share one.
 */
public final class PyTorchReference implements AutoCloseable {

  private final Process process;
  private final DataOutputStream out;
  private final DataInputStream in;

  /** Starts the process. */
  public PyTorchReference() {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dai.djl.offline=true",
                "-Dai.djl.pytorch.num_threads=1",
                "-cp",
                System.getProperty("java.class.path"),
                PyTorchReference.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    in = new DataInputStream(process.getInputStream());
  }

  /**
   * An array as plain numbers.
   *
   * @param values in 'c' order
   * @param integers whether they go over as integers; without gradient then
   * @param shape of the array
   */
  public record Numbers(float[] values, boolean integers, long... shape) {

    /** Floating numbers. */
    public static Numbers of(float[] values, long... shape) {
      return new Numbers(values, false, shape);
    }

    /** Integers. */
    public static Numbers of(int[] values, long... shape) {
      float[] floats = new float[values.length];
      for (int i = 0; i < values.length; i++) {
        floats[i] = values[i];
      }
      return new Numbers(floats, true, shape);
    }

    private void write(DataOutputStream out) throws IOException {
      out.writeBoolean(integers);
      out.writeInt(shape.length);
      for (long size : shape) {
        out.writeLong(size);
      }
      out.writeInt(values.length);
      for (float value : values) {
        out.writeFloat(value);
      }
    }

    private static Numbers read(DataInputStream in) throws IOException {
      boolean integers = in.readBoolean();
      long[] shape = new long[in.readInt()];
      for (int i = 0; i < shape.length; i++) {
        shape[i] = in.readLong();
      }
      float[] values = new float[in.readInt()];
      for (int i = 0; i < values.length; i++) {
        values[i] = in.readFloat();
      }
      return new Numbers(values, integers, shape);
    }

    private NDArray in(NDManager manager) {
      NDArray array = manager.create(values, new Shape(shape));
      if (integers) {
        return array.toType(DataType.INT64, false);
      }
      array.setRequiresGradient(true);
      return array;
    }
  }

  /**
   * Calls a function that returns a list of arrays.
   *
   * @param function its name
   * @param data its first arguments
   * @param parameters its last argument
   * @return what it returns
   */
  public List<float[]> call(String function, List<Numbers> data, List<Numbers> parameters) {
    try {
      out.writeUTF(function);
      writeAll(data);
      writeAll(parameters);
      out.flush();
      return readAll(in).stream().map(Numbers::values).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeAll(List<Numbers> numbers) throws IOException {
    out.writeInt(numbers.size());
    for (Numbers one : numbers) {
      one.write(out);
    }
  }

  private static List<Numbers> readAll(DataInputStream in) throws IOException {
    int count = in.readInt();
    List<Numbers> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      numbers.add(Numbers.read(in));
    }
    return numbers;
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    process.onExit().join();
  }

  /**
   * The other process.
   *
   * @param arguments none
   * @throws IOException if the calls cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    DataOutputStream answers = new DataOutputStream(new BufferedOutputStream(System.out));
    System.setOut(System.err);
    DataInputStream calls = new DataInputStream(System.in);
    NDManager manager = Engine.getEngine("PyTorch").newBaseManager();
    TorchScript script =
        new TorchScript(
            manager, List.of("networks.py", "transformers.py", "translation.py", "gradients.py"));
    while (true) {
      try {
        Call call = new Call(calls.readUTF(), manager);
        for (Numbers array : readAll(calls)) {
          call.with(array.in(manager));
        }
        call.with(readAll(calls).stream().map(array -> array.in(manager)).toList());
        try (NDList results = script.differentiable(call)) {
          answers.writeInt(results.size());
          for (NDArray result : results) {
            Numbers.of(result.toFloatArray(), result.getShape().getShape()).write(answers);
          }
        }
        answers.flush();
      } catch (EOFException e) {
        return;
      }
    }
  }
}
