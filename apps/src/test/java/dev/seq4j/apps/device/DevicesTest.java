package dev.seq4j.apps.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.seq4j.core.InvalidInputException;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With the real backend of the default build. */
class DevicesTest {

  private static final String ND4J = "org.nd4j.linalg.factory.Nd4j";

  @BeforeEach
  void runOnTheCpu() {
    assumeThat(Backend.onClassPath()).isEqualTo(Backend.CPU);
  }

  @Test
  void findsTheProcessor() {
    assertThat(Devices.find()).isEqualTo(new Device(Backend.CPU, Processor.description()));
    assertThat(Devices.find().line()).matches("device: CPU, .*\\S, \\d+ threads?");
  }

  @Test
  void looksWithoutTouchingNd4j() throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (LookingLoader loader = new LookingLoader()) {
      Thread.currentThread().setContextClassLoader(loader);
      Class<?> devices = loader.loadClass(Devices.class.getName());

      Object device = devices.getMethod("find").invoke(null);

      assertThat(device.toString()).isEqualTo(Devices.find().toString());
      assertThat(device.getClass().getClassLoader()).isSameAs(loader);
      assertThat(loader.hasLoaded(ND4J)).isFalse();
      loader.loadClass(ND4J);
      assertThat(loader.hasLoaded(ND4J)).isTrue();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Test
  void theRealDriverIsRefusedInOneLineWithoutCudaBinaries() {
    assertThatThrownBy(() -> new CudaCheck(new NvidiaDriver(), null).device())
        .isInstanceOf(InvalidInputException.class)
        .message()
        .startsWith("CUDA: ")
        .endsWith("leave out -Pcuda to run on the CPU")
        .doesNotContain("\n");
  }

  /** Loads this program's classes anew, and tells which. */
  private static final class LookingLoader extends URLClassLoader {

    LookingLoader() {
      super(classPath(), ClassLoader.getPlatformClassLoader());
    }

    boolean hasLoaded(String className) {
      return findLoadedClass(className) != null;
    }

    private static URL[] classPath() {
      return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
          .map(LookingLoader::url)
          .toArray(URL[]::new);
    }

    private static URL url(String entry) {
      try {
        return Path.of(entry).toUri().toURL();
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException(e);
      }
    }
  }
}
