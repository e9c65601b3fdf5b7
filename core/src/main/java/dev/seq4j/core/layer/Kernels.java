package dev.seq4j.core.layer;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.kernel.Blas;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/** Whether layers and updaters compute by {@code core.kernel}. */
public final class Kernels {

  /** System property: {@value #PORTABLE} keeps everything to ND4J operations. */
  public static final String PROPERTY = "seq4j.kernels";

  /** Kernels where they can serve; the property's default. */
  public static final String AUTO = "auto";

  /** ND4J operations everywhere. */
  public static final String PORTABLE = "portable";

  private static final String SETTING = System.getProperty(PROPERTY, AUTO);

  private Kernels() {}

  /**
   * @param type the parameters' type
   * @return whether kernels are to be used for it, on this backend
   */
  public static boolean serve(DataType type) {
    boolean serve =
        allowed(SETTING)
            && type == DataType.FLOAT
            && Nd4j.getExecutioner().type() == ExecutionerType.NATIVE_CPU;
    if (serve) {
      Blas.chooseKernels(); // before the first product, also if that is one of ND4J
    }
    return serve;
  }

  /**
   * @param setting the property's value
   * @return whether it allows kernels
   * @throws InvalidInputException if there is no such setting
   */
  static boolean allowed(String setting) {
    return switch (setting) {
      case AUTO -> true;
      case PORTABLE -> false;
      default ->
          throw new InvalidInputException(
              "%s = %s: must be %s or %s".formatted(PROPERTY, setting, AUTO, PORTABLE));
    };
  }
}
