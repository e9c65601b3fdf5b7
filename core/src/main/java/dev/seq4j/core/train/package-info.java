/**
 * Training: the loop, its checkpoints, its learning curve, and what is measured.
 *
 * <p>{@link dev.seq4j.core.train.Trainer} runs a {@code ComputationGraph} over a {@link
 * dev.seq4j.core.train.ResumableIterator}, validates, keeps the best weights, stops early, and
 * tells {@link dev.seq4j.core.train.TrainingObserver}s. With a {@link
 * dev.seq4j.core.train.RunDirectory} it leaves a checkpoint from which it goes on exactly: the
 * weights come out bit for bit as without the stop.
 *
 * <p>Traps:
 *
 * <ul>
 *   <li>Bit for bit holds on one machine with one number of threads; sums are split over threads.
 *   <li>Dropout's random numbers are seeded anew for each iteration, from the training's seed and
 *       the iteration's number: that is why they need no place in a checkpoint.
 *   <li>Deeplearning4j's score of a sequence model is summed over time steps; losses here are means
 *       over labels, and so are gradients before clipping.
 * </ul>
 */
package dev.seq4j.core.train;
