package dev.seq4j.apps.device;

import dev.seq4j.core.InvalidInputException;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4jBackend;

/** A library that does ND4J's arithmetic. */
public enum Backend {
  /** nd4j-native, on the processor. */
  CPU("org.nd4j.linalg.cpu.nativecpu.CpuBackend"),
  /** nd4j-cuda, on an NVIDIA card. */
  CUDA("org.nd4j.linalg.jcublas.JCublasBackend");

  private final String className;

  Backend(String className) {
    this.className = className;
  }

  /**
   * Finds the backend as ND4J will, without starting it.
   *
   * @return the one on the class path
   * @throws InvalidInputException if there is none, or more than one
   */
  static Backend onClassPath() {
    return only(
        ND4JClassLoading.loadService(Nd4jBackend.class).stream()
            .map(provider -> provider.type().getName())
            .collect(Collectors.toSet()));
  }

  /**
   * @param classNames the classes that offer themselves as {@link Nd4jBackend}
   * @return the backend they stand for
   * @throws InvalidInputException if that is not one
   */
  static Backend only(Collection<String> classNames) {
    if (classNames.isEmpty()) {
      throw new InvalidInputException(
          "no ND4J backend on the class path: add org.nd4j:nd4j-native-platform for the CPU or"
              + " org.nd4j:nd4j-cuda-11.6-platform for an NVIDIA card");
    }
    if (classNames.size() > 1) {
      throw new InvalidInputException(
          classNames.stream().sorted().collect(Collectors.joining(" and "))
              + ": several ND4J backends on the class path, keep one of them");
    }
    String className = classNames.iterator().next();
    return Arrays.stream(values())
        .filter(backend -> backend.className.equals(className))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    className
                        + ": unknown ND4J backend, must be that of nd4j-native or nd4j-cuda"));
  }
}
