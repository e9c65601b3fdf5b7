/**
 * Sound as a network reads it: a {@link dev.seq4j.core.sound.Sound} is read from a file or made of
 * samples by {@link dev.seq4j.core.sound.SoundFile}, and {@link dev.seq4j.core.sound.Mfcc} turns it
 * into a row of numbers for each hundredth of a second. Knows nothing of networks.
 *
 * <pre>
 *   samples -> pre-emphasis, window -> {@link dev.seq4j.core.sound.PowerSpectrum}
 *           -> {@link dev.seq4j.core.sound.MelFilters} -> logarithm
 *           -> {@link dev.seq4j.core.sound.CosineTransform} -> differences in time
 * </pre>
 *
 * <p>A {@link dev.seq4j.core.sound.Segment} says what is heard from when to when.
 *
 * <p>Trap: a sound of 8,000 samples a second holds nothing above 4,000 hertz, whatever rate it is
 * brought to. Train on what you will listen to.
 */
package dev.seq4j.core.sound;
