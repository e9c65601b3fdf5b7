package dev.seq4j.core.train;

/**
 * Is told how a training goes; called by the training's own thread, after those that were added
 * before. What it throws ends the training.
 */
public interface TrainingObserver {

  /**
   * Before the first batch, or before the first one after a resumption.
   *
   * @param progress where it stands
   */
  default void started(TrainingProgress progress) {}

  /**
   * After each batch.
   *
   * @param progress where it stands
   */
  default void iterated(TrainingProgress progress) {}

  /**
   * After each validation.
   *
   * @param progress where it stands, with the new metrics
   * @param best whether these are the best weights so far
   */
  default void validated(TrainingProgress progress, boolean best) {}

  /**
   * At the end, whatever its outcome; not if an exception ends the training.
   *
   * @param result what came of it
   */
  default void finished(TrainingResult result) {}
}
