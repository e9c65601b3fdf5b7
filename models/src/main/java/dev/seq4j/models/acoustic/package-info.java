/**
 * What is heard in each frame of a sound: {@link dev.seq4j.models.acoustic.FrameLabeller} reads the
 * frames of a {@link dev.seq4j.core.sound.Sound} with a recurrent network, in both directions or
 * only forward, and makes {@link dev.seq4j.core.sound.Segment}s of its probabilities; {@link
 * dev.seq4j.models.acoustic.FrameReport} says how good frames and sequences are.
 *
 * <p>Trap: two equal words with no silence between them are one to it.
 */
package dev.seq4j.models.acoustic;
