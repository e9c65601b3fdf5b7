package dev.seq4j.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which libraries are compared. */
record Versions(String java, String deeplearning4j, String openBlas, String djl, String pyTorch) {

  static Versions current() {
    Properties properties = new Properties();
    try (InputStream in = Versions.class.getResourceAsStream("versions.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Versions(
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        properties.getProperty("deeplearning4j"),
        properties.getProperty("openblas"),
        properties.getProperty("djl"),
        properties.getProperty("pytorch"));
  }
}
