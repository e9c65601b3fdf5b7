package dev.seq4j.apps.device;

import dev.seq4j.core.InvalidInputException;

/** Finds the device that ND4J will compute on, and whether it can be used. */
public final class Devices {

  private Devices() {}

  /**
   * Finds the device without starting ND4J; to be called before the class {@code Nd4j} is touched.
   *
   * <p>Where there are several NVIDIA cards, ND4J is told to stay on the first.
   *
   * @return the device, which can be used
   * @throws InvalidInputException if there is no backend or the card cannot be used; the message
   *     says in one line why, what was found and what to do
   */
  public static Device find() {
    return switch (Backend.onClassPath()) {
      case CPU -> new Device(Backend.CPU, Processor.description());
      case CUDA ->
          new CudaCheck(new NvidiaDriver(), System.getenv(CudaCheck.VISIBLE_DEVICES)).device();
    };
  }
}
