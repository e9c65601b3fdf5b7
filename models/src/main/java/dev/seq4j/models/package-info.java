/**
 * Sequence models: networks that read or write texts, each task behind one class.
 *
 * <table>
 *   <caption>Where to begin</caption>
 *   <tr><th>I want to</th><th>use</th></tr>
 *   <tr><td>know the class of a text</td>
 *       <td>{@link dev.seq4j.models.classifier.TextClassifier}</td></tr>
 *   <tr><td>write a text, or measure how well a text is foreseen</td>
 *       <td>{@link dev.seq4j.models.language.LanguageModel}</td></tr>
 *   <tr><td>restore capitals and punctuation</td>
 *       <td>{@link dev.seq4j.models.labelling.Punctuator}</td></tr>
 *   <tr><td>translate sentences, or measure how good translations are</td>
 *       <td>{@link dev.seq4j.models.translation.Translator},
 *       {@link dev.seq4j.models.translation.Bleu}</td></tr>
 *   <tr><td>know what a picture shows</td>
 *       <td>{@link dev.seq4j.models.captioning.Captioner}</td></tr>
 *   <tr><td>know what happens at each frame of a film</td>
 *       <td>{@link dev.seq4j.models.captioning.FilmDescriber}</td></tr>
 *   <tr><td>tell DNA of two classes apart, and by which motifs</td>
 *       <td>{@link dev.seq4j.models.dna.DnaClassifier}</td></tr>
 *   <tr><td>foresee the next number of a series</td>
 *       <td>{@link dev.seq4j.models.forecast.Forecaster}</td></tr>
 *   <tr><td>know which word is heard from when to when in a sound</td>
 *       <td>{@link dev.seq4j.models.acoustic.FrameLabeller}</td></tr>
 *   <tr><td>know what is in a model file</td>
 *       <td>{@link dev.seq4j.models.bundle.ModelFile#readCard}</td></tr>
 * </table>
 *
 * <p>Each task has a package of its own: the class above, its settings, an enum of its
 * architectures, and a file for each of these that reads as the network's figure. What tasks share
 * is in {@code bundle}, models as files, in {@code network}, the layers, the range of each
 * hyper-parameter and word vectors from elsewhere, in {@code bag}, texts as bags of words, and in
 * {@code decoding}, the search for the most probable text. {@code analysis} measures what happens
 * inside layers, {@code memory} how far back they remember. Where texts come from is not known
 * here: models learn from any {@link dev.seq4j.core.train.ResumableBatches}.
 *
 * <p>Shapes stand in words: {@code ids [batch, time]}.
 *
 * <p>Traps:
 *
 * <ul>
 *   <li>A model keeps state while it reads: one thread at a time may use an instance.
 *   <li>A network needs a backend of ND4J on the class path, which this module does not bring.
 * </ul>
 */
package dev.seq4j.models;
