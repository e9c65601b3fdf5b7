/**
 * Speech with what is said from when to when: read from files of the user, or made of digits.
 *
 * <pre>{@code
 * List<Utterance> mine = new UtteranceFiles(path, BadLines.SKIP).read(16_000).utterances();
 * List<Utterance> made = SpokenDigits.DEFAULT.make();
 * }</pre>
 *
 * <p>{@link dev.seq4j.datasets.sound.UtteranceFiles} finds sounds and their {@link
 * dev.seq4j.datasets.sound.LabelTrack}s in a folder or by a list, and reports what it leaves out.
 * {@link dev.seq4j.datasets.sound.SpokenDigits} says digits with the resonances of the mouth, as
 * different speakers. {@link dev.seq4j.datasets.batch.FrameBatches} feeds either to a network, once
 * {@link dev.seq4j.core.sound.Mfcc} has made frames of it.
 *
 * <p>Trap: who was heard in training is recognised better than anybody else. {@link
 * dev.seq4j.datasets.sound.SpeakerParts} keeps all that a speaker says together.
 */
package dev.seq4j.datasets.sound;
