package dev.seq4j.apps.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackendTest {

  private static final String CPU = "org.nd4j.linalg.cpu.nativecpu.CpuBackend";
  private static final String CUDA = "org.nd4j.linalg.jcublas.JCublasBackend";

  @Test
  void knowsBothBackends() {
    assertThat(Backend.only(List.of(CPU))).isEqualTo(Backend.CPU);
    assertThat(Backend.only(List.of(CUDA))).isEqualTo(Backend.CUDA);
  }

  @Test
  void refusesAClassPathWithoutBackend() {
    assertThatThrownBy(() -> Backend.only(List.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "no ND4J backend on the class path: add org.nd4j:nd4j-native-platform for the CPU or"
                + " org.nd4j:nd4j-cuda-11.6-platform for an NVIDIA card");
  }

  @Test
  void refusesTwoBackendsOfWhichNd4jWouldTakeEither() {
    assertThatThrownBy(() -> Backend.only(List.of(CUDA, CPU)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            CPU + " and " + CUDA + ": several ND4J backends on the class path, keep one of them");
  }

  @Test
  void refusesABackendItDoesNotKnow() {
    assertThatThrownBy(() -> Backend.only(List.of("org.example.Tpu")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "org.example.Tpu: unknown ND4J backend, must be that of nd4j-native or nd4j-cuda");
  }

  @Test
  void findsTheOneOfThisBuild() {
    assertThat(Backend.onClassPath()).isIn(Backend.CPU, Backend.CUDA);
  }
}
