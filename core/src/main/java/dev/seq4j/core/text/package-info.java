/**
 * Text to numbers and back, in plain Java: tokenizers, and the vocabulary that numbers tokens.
 *
 * <pre>{@code
 * Tokenizer tokenizer = new WordTokenizer();
 * List<String> tokens = tokenizer.tokenize("I can't wait. It's great, isn't it?<br />");
 * // i ca n't wait . it 's great , is n't it ?
 *
 * Vocabulary vocabulary = Vocabulary.builder().withMaxWords(20_000).addAll(tokens).build();
 * int[] ids = vocabulary.encode(tokenizer.tokenize("Isn't it odd?"));
 * tokenizer.join(vocabulary.decode(ids)); // isn't it <unk>?
 * }</pre>
 *
 * <p>A {@link dev.seq4j.core.text.Tokenizer} cuts and joins: {@link
 * dev.seq4j.core.text.WordTokenizer} English and French words, {@link
 * dev.seq4j.core.text.BareWordTokenizer} words without capitals and punctuation, {@link
 * dev.seq4j.core.text.CharTokenizer} characters, {@link dev.seq4j.core.text.BytePairEncoding}
 * subwords that it learnt, {@link dev.seq4j.core.text.FactoryTokenizer} whatever a tokenizer
 * factory of Deeplearning4j cuts. A model file keeps a tokenizer as the line {@code spec()}, from
 * which {@link dev.seq4j.core.text.Tokenizers} makes an equal one, and a {@link
 * dev.seq4j.core.text.Vocabulary} as its text file. A {@link dev.seq4j.core.text.LabelledText} is
 * what classifiers learn from, a {@link dev.seq4j.core.text.SentencePair}, written in one way by a
 * {@link dev.seq4j.core.text.Normalization}, what translators learn from. A {@link
 * dev.seq4j.core.text.SentencePattern} holds sentences of one form. All of them are immutable and
 * may be shared by threads. {@link dev.seq4j.core.text.OverlappingWindows} say how a text that is
 * too long for one piece is read in both directions.
 *
 * <p>Traps:
 *
 * <ul>
 *   <li>Texts to be classified must be cut by the tokenizer of the training: keep its {@code
 *       spec()} with the model.
 *   <li>Build the vocabulary from the training texts only; the share of unknown words in others is
 *       {@code unknownRate}.
 *   <li>Joining is for reading: {@code WordTokenizer} brings back neither case nor line breaks.
 *       Characters and subwords come back exactly.
 *   <li>Subwords are found in texts as they are: normalise first, in training and after.
 * </ul>
 */
package dev.seq4j.core.text;
