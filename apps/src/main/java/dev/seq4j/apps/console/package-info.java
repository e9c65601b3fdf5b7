/**
 * What every command shares with who types and reads: options ({@link
 * dev.seq4j.apps.console.CommonOptions} and texts to work on), progress on a terminal or in a log,
 * exit codes, how numbers are checked.
 *
 * <p>{@code CommonOptions} is the only way to both channels: results go to standard output, words
 * about the way there to standard output or, with {@code --json}, to standard error; progress and
 * complaints always to standard error. Knows no other room: nothing of data, networks and runs.
 */
package dev.seq4j.apps.console;
