/**
 * Training: the loop, its checkpoints, its learning curve, and what is measured.
 *
 * <p>{@link dev.seq4j.core.train.Trainer} runs a {@code ComputationGraph} over a {@link
 * dev.seq4j.core.train.ResumableBatches}, of one input or of several, validates, keeps the best
 * weights, stops early, and tells {@link dev.seq4j.core.train.TrainingObserver}s. With a {@link
 * dev.seq4j.core.train.RunDirectory} it leaves a checkpoint from which it goes on exactly: the
 * weights come out bit for bit as without the stop.
 *
 * <p>Labels are classes, with {@code SequenceOutput}, or numbers, with Deeplearning4j's {@code
 * OutputLayer} (a sequence) or {@code RnnOutputLayer} (a step), {@code LossMSE} and the identity:
 * labels have the output's shape then, and there is a loss but no accuracy.
 *
 * <p>Traps:
 *
 * <ul>
 *   <li>Bit for bit holds on one machine with one number of threads; sums are split over threads.
 *   <li>ND4J's random numbers are seeded anew for each iteration, from the training's seed and the
 *       iteration's number: that is why dropout needs no place in a checkpoint.
 *   <li>Validation reads its data in the order of their first epoch: sums of floats depend on it.
 *   <li>Deeplearning4j's score of a sequence model is summed over time steps and holds the
 *       penalties on weights; losses here are means over labels without penalties, and so are
 *       gradients before clipping. Penalties join after clipping.
 *   <li>Diverged means not finite. A network that saturates under a learning rate far too high does
 *       not diverge; its validation shows it.
 *   <li>Deeplearning4j's truncated backpropagation and batch normalisation are refused: both take
 *       gradients apart behind the trainer's back. Ours is in the data: an iterator whose {@code
 *       continuesPrevious()} is true has the state of recurrent layers carried from batch to batch,
 *       in training and in evaluation, and its checkpoints hold that state.
 * </ul>
 */
package dev.seq4j.core.train;
