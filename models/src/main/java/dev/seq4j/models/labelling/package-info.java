/**
 * Many-to-many, aligned: a label for each word, from the words before and after it. The task is to
 * restore the capitals and the punctuation of a text that has lost them.
 *
 * <p>{@link dev.seq4j.models.labelling.Punctuator} is the way in. {@link
 * dev.seq4j.models.labelling.MarkedText} takes a text apart into bare words with their {@link
 * dev.seq4j.models.labelling.WordLabel}, and puts it together again; {@link
 * dev.seq4j.models.labelling.Thresholds} say what is set at which probability; {@link
 * dev.seq4j.models.labelling.LabellingReport} says how good labels are, and {@link
 * dev.seq4j.models.labelling.LabelBaseline} how good they are without any network.
 *
 * <p>Traps: quotation marks, brackets and paragraphs are not restored. A word that is written with
 * capitals inside, {@code McDonald}, comes back with the first one only. Accuracy says little, as
 * three words in four have neither capital nor mark: look at F1.
 */
package dev.seq4j.models.labelling;
