package dev.seq4j.apps.run;

import dev.seq4j.core.train.Trainer;

/**
 * How fast a network learns, and how long.
 *
 * @param schedule how the learning rate changes
 * @param clip largest norm of the gradient, 0 for any
 * @param minutes of training at most, 0 for any
 */
public record Pace(Schedule schedule, double clip, double minutes) {

  /**
   * @param trainer is set to this pace
   * @param learningRate the highest
   * @param iterations of the whole training
   */
  public void set(Trainer trainer, double learningRate, long iterations) {
    trainer.clipNorm(clip);
    schedule.of(learningRate, iterations).ifPresent(trainer::schedule);
    if (minutes > 0) {
      trainer.timeLimit(RunOptions.minutes(minutes));
    }
  }
}
