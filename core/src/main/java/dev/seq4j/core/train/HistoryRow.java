package dev.seq4j.core.train;

/**
 * A point of the learning curve.
 *
 * @param iteration how many batches had been learnt from
 * @param epoch in which epoch, from 0
 * @param seconds training time so far, validation included
 * @param trainLoss mean loss a label since the last row, in nats where labels are classes, without
 *     penalties on weights
 * @param learningRate that of the last batch
 * @param gradientNorm mean Euclidean norm of the gradient of the mean loss, before clipping
 * @param tokensPerSecond since the last row, by the time that learning took
 * @param validation metrics on the validation set, or null if it was not run here
 */
public record HistoryRow(
    long iteration,
    int epoch,
    double seconds,
    double trainLoss,
    double learningRate,
    double gradientNorm,
    double tokensPerSecond,
    Metrics validation) {

  /** The first line of a CSV file of such rows. */
  public static final String CSV_HEADER =
      "iteration,epoch,seconds,train_loss,learning_rate,gradient_norm,tokens_per_second,"
          + "validation_loss,validation_accuracy";

  HistoryRow withValidation(double seconds, Metrics validation) {
    return new HistoryRow(
        iteration,
        epoch,
        seconds,
        trainLoss,
        learningRate,
        gradientNorm,
        tokensPerSecond,
        validation);
  }

  /**
   * @return the row as a line of CSV, without a line feed; what was not measured is empty
   */
  public String toCsv() {
    String loss = validation == null ? "" : Double.toString(validation.loss());
    String accuracy =
        validation == null || !validation.hasAccuracy()
            ? ""
            : Double.toString(validation.accuracy());
    return String.join(
        ",",
        Long.toString(iteration),
        Integer.toString(epoch),
        Double.toString(seconds),
        Double.toString(trainLoss),
        Double.toString(learningRate),
        Double.toString(gradientNorm),
        Double.toString(tokensPerSecond),
        loss,
        accuracy);
  }
}
