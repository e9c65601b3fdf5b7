/**
 * From texts to mini-batches: tokens are numbered once, then counted, encoded, split and batched.
 *
 * <p>Classification, where each text has a label:
 *
 * <pre>
 *   LabelledText, Tokenizer -> Corpus (kept by CorpusCache) -> Split, counts, a vocabulary
 *                           -> EncodedTexts (long texts cut by Truncation)
 *                           -> TextBatches (put together by LengthBuckets)
 * </pre>
 *
 * <pre>{@code
 * CorpusCache cache = new CorpusCache(folder);
 * CorpusCache.Key key = new CorpusCache.Key(dataDigest, tokenizer.spec());
 * Corpus corpus = cache.loadOr(key, () -> Corpus.read(texts, tokenizer));
 *
 * Split split = Split.stratified(corpus.labels(), Split.DEFAULT_VALIDATION_FRACTION, 123);
 * Vocabulary vocabulary =
 *     Vocabulary.builder().withMaxWords(20_000).addAll(corpus.counts(split.train())).build();
 * EncodedTexts encoded =
 *     corpus.encode(vocabulary::id, vocabulary.size(), Truncation.of(400));
 *
 * TextBatches train =
 *     new TextBatches(encoded.select(split.train()), LengthBuckets.forTraining(128, 123));
 * TextBatches validation =
 *     new TextBatches(encoded.select(split.validation()), LengthBuckets.forEvaluation(128));
 * }</pre>
 *
 * <p>{@link dev.seq4j.datasets.batch.TwoViewBatches} put another view of the same texts beside
 * these, such as their n-grams, for a network of two inputs.
 *
 * <p>Language models, where one long text is its own label: {@link
 * dev.seq4j.datasets.batch.RandomPortions} for training with a zero state, {@link
 * dev.seq4j.datasets.batch.ContiguousStreams} for training with a carried state and for evaluation.
 *
 * <p>Labelling, where each token of a long text has a label: {@link
 * dev.seq4j.datasets.batch.LabelledTokens} in {@link dev.seq4j.datasets.batch.LabelledPortions} for
 * training and in {@link dev.seq4j.datasets.batch.LabelledWindows} for evaluation.
 *
 * <p>Translation, where each sentence has another of another language: {@link
 * dev.seq4j.datasets.batch.EncodedPairs} in {@link dev.seq4j.datasets.batch.PairBatches}, put
 * together by {@link dev.seq4j.datasets.batch.PairBuckets}; two inputs, so {@code MultiDataSet}s.
 *
 * <p>Pictures with captions, and films with a description for each frame, drawn when they are
 * wanted: {@link dev.seq4j.datasets.batch.PictureBatches} and {@link
 * dev.seq4j.datasets.batch.FilmBatches}.
 *
 * <p>Tests of memory, made up of random numbers: {@link dev.seq4j.datasets.batch.AddingProblem} and
 * {@link dev.seq4j.datasets.batch.CopyTask}.
 *
 * <p>DNA, where a sequence may as well be read from the other strand: {@link
 * dev.seq4j.datasets.batch.DnaBatches}, one-hot.
 *
 * <p>Numbers, where the next one is to be foreseen: {@link dev.seq4j.datasets.batch.SeriesWindows}.
 *
 * <p>Frames of sounds, where each has a label: {@link dev.seq4j.datasets.batch.FrameBatches}.
 *
 * <p>All iterators are {@link dev.seq4j.core.train.ResumableBatches} whose batches are a function
 * of their settings, the epoch and the batch's number; {@code reset()} goes to the next epoch. Ids
 * and labels are INT32, which DL4J's embedding layers and {@code LossSparseMCXENT} take as they
 * are; masks are FLOAT, ones then zeros. Id 0 is padding and id 1 an unknown token.
 *
 * <p>Traps:
 *
 * <ul>
 *   <li>Count on the training texts only, and encode all texts with the one vocabulary.
 *   <li>Give {@code InputType.recurrent} the vocabulary's size, which is {@code inputColumns()}:
 *       DL4J writes that number over the embedding layer's {@code nIn}.
 *   <li>{@code ComputationGraph.evaluate} of DL4J wants one-hot labels and fails on these.
 *   <li>{@code ComputationGraph.scoreExamples} fails on a {@code RnnOutputLayer} in DL4J
 *       1.0.0-M2.1, whatever the labels' type; {@code score} and {@code fit} work.
 *   <li>Rows of {@link dev.seq4j.datasets.batch.TextBatches} stand by length; {@code
 *       originalIndices} says which text is where.
 * </ul>
 */
package dev.seq4j.datasets.batch;
