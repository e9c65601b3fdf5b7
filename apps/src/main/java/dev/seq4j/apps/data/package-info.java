/**
 * Where data come from: the options of all commands that read them, how a download is shown, and
 * the command {@code data}.
 *
 * <p>{@link dev.seq4j.apps.data.DataOptions} leads from the options to a data set's location;
 * {@link dev.seq4j.apps.data.DataOwner} is the program, which knows where the user's data are.
 * Knows nothing of models and trainings.
 */
package dev.seq4j.apps.data;
