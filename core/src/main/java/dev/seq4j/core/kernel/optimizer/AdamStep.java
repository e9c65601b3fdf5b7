package dev.seq4j.core.kernel.optimizer;

/**
 * The numbers of one step of an {@link AdamKernel}.
 *
 * @param gradientScale what to multiply the gradient by, as for clipping
 * @param rate the learning rate, corrected for the means' start at zero
 * @param beta1 how much of the mean gradient is kept
 * @param beta2 how much of the mean square is kept
 * @param epsilon added to the root of the mean square
 * @param l2 how much of each parameter is added to its gradient
 * @param decay which share of itself each parameter loses besides
 */
public record AdamStep(
    double gradientScale,
    double rate,
    double beta1,
    double beta2,
    double epsilon,
    double l2,
    double decay) {

  /**
   * The usual step: no penalties, the rate corrected as in the paper.
   *
   * @param learningRate before the correction
   * @param beta1 how much of the mean gradient is kept
   * @param beta2 how much of the mean square is kept
   * @param epsilon added to the root of the mean square
   * @param iteration the number of this step, from 1
   * @return the step
   */
  public static AdamStep of(
      double learningRate, double beta1, double beta2, double epsilon, long iteration) {
    double rate =
        learningRate * Math.sqrt(1 - Math.pow(beta2, iteration)) / (1 - Math.pow(beta1, iteration));
    return new AdamStep(1, rate, beta1, beta2, epsilon, 0, 0);
  }

  /**
   * @param scale what to multiply the gradient by
   * @return such a step
   */
  public AdamStep withGradientScale(double scale) {
    return new AdamStep(scale, rate, beta1, beta2, epsilon, l2, decay);
  }

  /**
   * @param l2Penalty how much of each parameter is added to its gradient
   * @param weightDecay which share of itself each parameter loses besides
   * @return such a step
   */
  public AdamStep withPenalties(double l2Penalty, double weightDecay) {
    return new AdamStep(gradientScale, rate, beta1, beta2, epsilon, l2Penalty, weightDecay);
  }
}
