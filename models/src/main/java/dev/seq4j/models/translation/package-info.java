/**
 * Translation: networks that read a sentence and write another, how the best one is searched for,
 * and how good it is.
 *
 * <p>{@link dev.seq4j.models.translation.Translator} is what users want: it has a network of a
 * {@link dev.seq4j.models.translation.TranslatorArchitecture} with {@link
 * dev.seq4j.models.translation.TranslatorSettings}, and knows two languages, each a {@link
 * dev.seq4j.models.translation.Lexicon}. What comes of a sentence is a {@link
 * dev.seq4j.models.translation.Translation}; {@link dev.seq4j.models.translation.WordAttention}
 * says which words had to do with which. {@link dev.seq4j.models.translation.ScheduledSampling}
 * lets a network read some of its own words in training.
 *
 * <p>A {@link dev.seq4j.models.decoding.BeamSearch} finds translations; {@link
 * dev.seq4j.models.translation.UnknownWords} puts words of the source in place of unknown ones.
 *
 * <p>{@link dev.seq4j.models.translation.Bleu} and {@link dev.seq4j.models.translation.Chrf}
 * compare translations with those of people, as sacreBLEU does with its defaults; {@link
 * dev.seq4j.models.translation.LengthBleu} says how BLEU goes with the length of the sentence,
 * {@link dev.seq4j.models.translation.TranslationReport} all of this of a model.
 *
 * <p>Traps:
 *
 * <ul>
 *   <li>BLEU and chrF are of a whole test set: neither is the mean of its sentences'.
 *   <li>Both compare texts as they would be printed, not tokens: join and detokenise first. BLEU
 *       cuts words itself, and neither at apostrophes nor at guillemets.
 *   <li>Several references a sentence give a higher score than one: say which it was.
 * </ul>
 */
package dev.seq4j.models.translation;
