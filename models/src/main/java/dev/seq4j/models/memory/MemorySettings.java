package dev.seq4j.models.memory;

import dev.seq4j.models.network.Hyperparameters;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.learning.config.Adam;

/**
 * What the networks of a test of memory have in common, whatever they remember by.
 *
 * @param units of the recurrent layer, or features of the transformer's block, 1 or more
 * @param learningRate of Adam, above 0
 * @param seed of the weights
 */
public record MemorySettings(int units, double learningRate, long seed) {

  /** Small enough to be trained in seconds. */
  public static final MemorySettings DEFAULT = new MemorySettings(32, 0.005, 1);

  /**
   * @throws dev.seq4j.core.InvalidInputException if a setting is out of its range
   */
  public MemorySettings {
    Hyperparameters.requireAtLeastOne("units", units);
    Hyperparameters.requireLearningRate(learningRate);
  }

  NeuralNetConfiguration.Builder begin() {
    return new NeuralNetConfiguration.Builder()
        .seed(seed)
        .updater(new Adam(learningRate))
        .weightInit(WeightInit.XAVIER);
  }
}
