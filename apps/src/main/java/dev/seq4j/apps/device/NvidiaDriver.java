package dev.seq4j.apps.device;

import static org.bytedeco.cuda.global.cudart.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR;
import static org.bytedeco.cuda.global.cudart.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.SizeTPointer;
import org.bytedeco.javacpp.presets.javacpp;

/**
 * The driver of this machine, asked by the functions of CUDA's driver API, which make no context
 * and take no memory on a card.
 */
final class NvidiaDriver implements CudaDriver {

  private static final int LONGEST_NAME = 256;

  @Override
  public String platform() {
    return Loader.getPlatform();
  }

  @Override
  public void loadDriver(String library) {
    Loader.load(javacpp.class);
    Loader.loadGlobal(library);
  }

  @Override
  public void loadRuntime() {
    Loader.load(cudart.class);
  }

  @Override
  public void loadBlas() {
    Loader.load(cublas.class);
  }

  @Override
  public int version() throws CudaDriverException {
    int[] version = new int[1];
    check(cudart.cuDriverGetVersion(version));
    return version[0];
  }

  @Override
  public List<Card> cards() throws CudaDriverException {
    check(cudart.cuInit(0));
    int[] count = new int[1];
    check(cudart.cuDeviceGetCount(count));
    List<Card> cards = new ArrayList<>();
    for (int i = 0; i < count[0]; i++) {
      int[] device = new int[1];
      check(cudart.cuDeviceGet(device, i));
      cards.add(
          new Card(
              name(device[0]),
              attribute(CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR, device[0]),
              attribute(CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR, device[0]),
              memory(device[0])));
    }
    return cards;
  }

  /** By reflection: nd4j-cuda must not be on the class path where the CPU's backend is. */
  @Override
  public void useFirstCardOnly() {
    try {
      Object environment =
          Class.forName("org.nd4j.jita.conf.CudaEnvironment").getMethod("getInstance").invoke(null);
      Object configuration =
          environment.getClass().getMethod("getConfiguration").invoke(environment);
      configuration
          .getClass()
          .getMethod("allowMultiGPU", boolean.class)
          .invoke(configuration, false);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("ND4J cannot be kept on the first card", e);
    }
  }

  private static String name(int device) throws CudaDriverException {
    byte[] name = new byte[LONGEST_NAME];
    check(cudart.cuDeviceGetName(name, name.length, device));
    int length = 0;
    while (length < name.length && name[length] != 0) {
      length++;
    }
    return new String(name, 0, length, StandardCharsets.UTF_8).strip();
  }

  private static int attribute(int attribute, int device) throws CudaDriverException {
    int[] value = new int[1];
    check(cudart.cuDeviceGetAttribute(value, attribute, device));
    return value[0];
  }

  private static long memory(int device) throws CudaDriverException {
    try (SizeTPointer bytes = new SizeTPointer(1)) {
      check(cudart.cuDeviceTotalMem(bytes, device));
      return bytes.get();
    }
  }

  /** The runtime names the driver's codes, too: they have been the same since CUDA 10.1. */
  private static void check(int code) throws CudaDriverException {
    if (code != 0) {
      throw new CudaDriverException(
          code,
          cudart.cudaGetErrorName(code).getString(),
          cudart.cudaGetErrorString(code).getString());
    }
  }
}
