package dev.seq4j.core.layer;

/** A layer at work that can run step by step outside Deeplearning4j's networks. */
public interface Steppable {

  /**
   * @param rows of the batch
   * @return the layer before its first step, with its weights as they are; or null if it can only
   *     be stepped inside its network
   */
  LayerSteps steps(int rows);
}
