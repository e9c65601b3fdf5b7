package dev.seq4j.apps.device;

/** A call of the NVIDIA driver failed. */
final class CudaDriverException extends Exception {

  /** The code that says that there is no card. */
  static final int NO_DEVICE = 100;

  private static final long serialVersionUID = 1L;

  private final int code;

  /**
   * @param code what the driver returned
   * @param name the code's name
   * @param text what it means
   */
  CudaDriverException(int code, String name, String text) {
    super("error " + code + " (" + name + ": " + text + ")");
    this.code = code;
  }

  int code() {
    return code;
  }
}
