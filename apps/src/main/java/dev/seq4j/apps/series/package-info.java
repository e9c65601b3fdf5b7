/**
 * Sequences that are no texts: {@code dna}, {@code forecast} and {@code acoustic}, each on data
 * that it makes or on the user's files.
 *
 * <p>A command learns, measures beside simple rules and writes its model, tables and pictures into
 * one folder; there is no run to resume. Knows no other task.
 */
package dev.seq4j.apps.series;
