package dev.seq4j.benchmarks.pytorch;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Functions in TorchScript, PyTorch's own language, loaded from source without Python.
 *
 * <p>A whole training step runs inside PyTorch, where it is as fast as it gets: no call by way of
 * Java for each operation, memory given back as soon as it is no longer used. It also reaches what
 * DJL's blocks do not offer: packed sequences and the fused Adam.
 *
 * <p>What PyTorch loads is a zip of source code and pickles; here it is a module without parameters
 * whose methods are the functions of the sources.
 */
public final class TorchScript implements AutoCloseable {

  private static final String MODULE =
      """
      class Functions(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
      """;

  /** A pickle: an object of the class above whose only attribute is {@code training = True}. */
  private static final String OBJECT =
      "\u0080\u0002c__torch__\nFunctions\n)\u0081}(X\b\0\0\0training\u0088ub.";

  /** A pickle: the empty tuple. */
  private static final String NO_CONSTANTS = "\u0080\u0002).";

  /** The archive format; the lowest one that knows code folders. */
  private static final String FORMAT = "3\n";

  private final Model model;
  private final ParameterStore noParameters;

  /**
   * @param manager of the arrays that go in and come out
   * @param resources of this class, each with functions of their own
   */
  public TorchScript(NDManager manager, List<String> resources) {
    JniUtils.setGradMode(true); // of this thread
    noParameters = new ParameterStore(manager, false);
    model = Model.newInstance("functions", "PyTorch");
    try {
      model.load(new ByteArrayInputStream(archive(source(resources))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MalformedModelException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String source(List<String> resources) throws IOException {
    StringBuilder source = new StringBuilder(MODULE);
    for (String resource : resources) {
      try (InputStream in = TorchScript.class.getResourceAsStream(resource)) {
        source.append(new String(in.readAllBytes(), StandardCharsets.UTF_8).indent(2));
      }
    }
    return source.toString();
  }

  private static byte[] archive(String source) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      add(zip, "version", FORMAT);
      add(zip, "data.pkl", OBJECT);
      add(zip, "constants.pkl", NO_CONSTANTS);
      add(zip, "code/__torch__.py", source);
    }
    return bytes.toByteArray();
  }

  private static void add(ZipOutputStream zip, String name, String content) throws IOException {
    zip.putNextEntry(new ZipEntry("functions/" + name));
    zip.write(content.getBytes(StandardCharsets.ISO_8859_1)); // a char is a byte in the pickles
    zip.closeEntry();
  }

  /**
   * Calls a function with gradients on.
   *
   * @param call function and arguments
   * @return what it returns, to be closed
   */
  public NDList differentiable(Call call) {
    return model.getBlock().forward(noParameters, call.arrays(), true);
  }

  /**
   * Calls a function with gradients off.
   *
   * @param call function and arguments
   * @return what it returns, to be closed
   */
  public NDList inference(Call call) {
    return model.getBlock().forward(noParameters, call.arrays(), false);
  }

  @Override
  public void close() {
    model.close();
  }
}
