/**
 * Experiments that show what the lecture tells of: {@code gradients} through time, how far back a
 * {@code memory} reaches, {@code attention} inside models, a {@code cell-loop} beside a layer.
 *
 * <p>What is measured is shown and drawn; there is no run to resume. Knows no task: models are read
 * from their files, or learned on the spot.
 */
package dev.seq4j.apps.lecture;
