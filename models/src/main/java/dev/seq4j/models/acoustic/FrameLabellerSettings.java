package dev.seq4j.models.acoustic;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.sound.MfccSettings;
import dev.seq4j.models.network.Cell;
import dev.seq4j.models.network.Hyperparameters;

/**
 * The hyper-parameters of a {@link FrameLabeller}.
 *
 * @param mfcc how a sound becomes frames
 * @param cell of the recurrent layers
 * @param bidirectional whether they read from the end, too; if not, a frame's label is known as
 *     soon as the frame is heard
 * @param units of each layer, in each direction, 1 or more
 * @param layers recurrent layers, 1 or more
 * @param dropout probability that an input of a layer above the first is dropped in training, in
 *     [0, 1)
 * @param learningRate of Adam, above 0
 * @param switchCost what a change of the label costs when segments are made, in nats, 0 or above
 * @param seed of the first weights
 */
public record FrameLabellerSettings(
    MfccSettings mfcc,
    Cell cell,
    boolean bidirectional,
    int units,
    int layers,
    double dropout,
    double learningRate,
    double switchCost,
    long seed) {

  /** Learns ten words from half an hour of speech. */
  public static final FrameLabellerSettings DEFAULT =
      new FrameLabellerSettings(MfccSettings.DEFAULT, Cell.LSTM, true, 48, 1, 0.2, 0.01, 10, 1);

  /**
   * @throws InvalidInputException if a setting is missing or out of its range
   */
  public FrameLabellerSettings {
    if (mfcc == null) {
      throw new InvalidInputException("mfcc: is missing");
    }
    if (cell == null) {
      throw new InvalidInputException("cell: is missing");
    }
    Hyperparameters.requireAtLeastOne("units", units);
    Hyperparameters.requireAtLeastOne("layers", layers);
    Hyperparameters.requireDropout(dropout);
    Hyperparameters.requireLearningRate(learningRate);
    if (!(switchCost >= 0) || Double.isInfinite(switchCost)) {
      throw new InvalidInputException("switch cost = " + switchCost + ": must be 0 or above");
    }
  }
}
