package dev.seq4j.apps.device;

/**
 * A device that ND4J can compute on.
 *
 * @param backend what drives it
 * @param description its name and size, in one line
 */
public record Device(Backend backend, String description) {

  /**
   * @return what a program prints at its start, such as {@code device: CPU, AMD EPYC, 2 threads}
   */
  public String line() {
    return "device: " + description;
  }
}
