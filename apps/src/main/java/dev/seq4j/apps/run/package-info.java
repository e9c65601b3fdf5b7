/**
 * What all trainings share: {@link dev.seq4j.apps.run.TrainingRun} gives them folder, checkpoints,
 * progress, Ctrl-C and pictures, {@link dev.seq4j.apps.run.ResumeOption} goes on with a run, {@link
 * dev.seq4j.apps.run.Pace} says how fast a network learns, {@link dev.seq4j.apps.run.Recipes} are
 * options that go well together. Knows no task: it does not ask what is learned, nor from which
 * data.
 *
 * <p>A command that trains is four types in the room of its task: options, a record of settings
 * that {@code run.json} keeps, the training, a record of what came of it. Options are turned into
 * settings once; what a resumed run does follows from its settings alone.
 */
package dev.seq4j.apps.run;
