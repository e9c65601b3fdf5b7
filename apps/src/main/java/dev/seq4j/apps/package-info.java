/**
 * The program {@code seq4j}: this is where its commands come together.
 *
 * <p>{@link dev.seq4j.apps.Main} reads the command line (picocli), {@code Errors} turns what went
 * wrong into one line and an exit code; {@code Train}, {@code Tour} and {@code Evaluate} are
 * commands of several tasks. All else is in rooms, and no room knows this one:
 *
 * <ul>
 *   <li>{@code sentiment}, {@code text}, {@code translation}, {@code captioning}, {@code
 *       punctuation}, {@code series} and {@code lecture}: a room a task, one file a command. They
 *       do not know each other.
 *   <li>{@code run}, {@code data} and {@code console}: what these share; {@code device}, {@code
 *       plot} and {@code report}: what they compute on, and what they show.
 *   <li>{@code examples}: programs to begin with, which need nothing of the above.
 * </ul>
 *
 * <p>Nothing here that a user of the library would miss.
 */
package dev.seq4j.apps;
