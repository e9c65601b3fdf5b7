package dev.seq4j.models.dna;

import dev.seq4j.models.network.Hyperparameters;

/**
 * The hyper-parameters of a {@link DnaClassifier}.
 *
 * @param filters of the convolution, 1 or more
 * @param width letters that a filter sees, 1 or more
 * @param pool letters of which the highest answer of a filter goes on, 1 or more
 * @param units of the LSTM, in each direction, 1 or more
 * @param dropout probability that an input of the LSTM or of the output is dropped in training, in
 *     [0, 1)
 * @param learningRate of Adam, above 0
 * @param seed of the first weights
 */
public record DnaSettings(
    int filters, int width, int pool, int units, double dropout, double learningRate, long seed) {

  /** For some thousand sequences of some hundred letters; as wide as the motif of CTCF. */
  public static final DnaSettings DEFAULT = new DnaSettings(32, 19, 10, 32, 0.2, 0.005, 1);

  /**
   * @throws dev.seq4j.core.InvalidInputException if a setting is out of its range
   */
  public DnaSettings {
    Hyperparameters.requireAtLeastOne("filters", filters);
    Hyperparameters.requireAtLeastOne("width", width);
    Hyperparameters.requireAtLeastOne("pool", pool);
    Hyperparameters.requireAtLeastOne("units", units);
    Hyperparameters.requireDropout(dropout);
    Hyperparameters.requireLearningRate(learningRate);
  }
}
