package dev.seq4j.apps.device;

/**
 * An NVIDIA card as its driver describes it.
 *
 * @param name such as {@code NVIDIA A100-SXM4-40GB}
 * @param major compute capability, before the point
 * @param minor compute capability, after the point
 * @param memory in bytes
 */
record Card(String name, int major, int minor, long memory) {

  /**
   * The compute capabilities that ND4J's kernels run on. nd4j-cuda-11.6 1.0.0-M2.1 holds machine
   * code for 3.7, 5.0, 5.2, 6.0, 6.1, 7.0, 7.5, 8.0 and 8.6, and no PTX that a driver could compile
   * for others. Code runs on the same major version and any minor version from its own.
   */
  static final String CAPABILITIES = "3.7 to 8.9";

  private static final long GIBIBYTE = 1L << 30;

  boolean tooOld() {
    return major < 3 || major == 3 && minor < 7;
  }

  boolean tooNew() {
    return major > 8;
  }

  boolean usable() {
    return !tooOld() && !tooNew();
  }

  String capability() {
    return major + "." + minor;
  }

  /**
   * @return such as {@code NVIDIA A100-SXM4-40GB, compute capability 8.0, 40 GB}
   */
  String description() {
    long gigabytes = Math.round((double) memory / GIBIBYTE);
    return name + ", compute capability " + capability() + ", " + gigabytes + " GB";
  }
}
