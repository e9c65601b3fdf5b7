package dev.seq4j.apps.device;

import java.util.List;

/** As much of CUDA as tells whether ND4J can run on it. Any method may throw a LinkageError. */
interface CudaDriver {

  /**
   * @return operating system and processor as JavaCPP writes them, such as {@code linux-x86_64}
   */
  String platform();

  /**
   * Loads the driver's library.
   *
   * @param library its file name
   * @throws UnsatisfiedLinkError if it is not there
   */
  void loadDriver(String library);

  /**
   * Loads CUDA's runtime library and the functions used here.
   *
   * @throws UnsatisfiedLinkError if one is not there
   */
  void loadRuntime();

  /**
   * Loads the library for matrix products, half a gigabyte.
   *
   * @throws UnsatisfiedLinkError if it is not there
   */
  void loadBlas();

  /**
   * @return the newest CUDA version that the driver supports, 1000 * major + 10 * minor
   * @throws CudaDriverException if the driver fails
   */
  int version() throws CudaDriverException;

  /**
   * @return the cards that the driver shows, in its order
   * @throws CudaDriverException if the driver fails
   */
  List<Card> cards() throws CudaDriverException;

  /** Keeps ND4J, which else spreads its threads over all cards, on the first. */
  void useFirstCardOnly();
}
