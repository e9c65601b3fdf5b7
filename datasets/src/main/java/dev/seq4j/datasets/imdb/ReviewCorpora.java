package dev.seq4j.datasets.imdb;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.LabelledText;
import dev.seq4j.core.text.Tokenizer;
import dev.seq4j.datasets.batch.Corpus;
import dev.seq4j.datasets.batch.CorpusCache;
import dev.seq4j.datasets.batch.Split;
import dev.seq4j.datasets.source.CorpusLocation;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Labelled texts, tokenized and in two parts: to learn from and to be tested with.
 *
 * <p>What was tokenized once lies in the cache, keyed by the data's digest and the tokenizer, so
 * that a second start need not read the texts at all. Data that come in one part are divided here,
 * a fifth of each class for the test, always the same way.
 *
 * @param train to learn from, its validation part included
 * @param test to be tested with, once
 * @param digest SHA-256 of the data, with whatever decides how they are read
 * @param description where the data come from, in a line for the reader
 */
public record ReviewCorpora(Corpus train, Corpus test, String digest, String description) {

  private static final Logger LOG = LoggerFactory.getLogger(ReviewCorpora.class);

  /** Share of each class that is the test, where data come in one part. */
  public static final double TEST_SHARE = 0.2;

  /** Divides data that come in one part; a constant, so that a test text is one in every run. */
  private static final long SPLIT_SEED = 20;

  /**
   * Reads and tokenizes reviews, or loads what was tokenized before.
   *
   * @param location where they are
   * @param format columns of a CSV file
   * @param tokenizer cuts them into words
   * @param cache folder for what was tokenized
   * @return both parts
   * @throws InvalidInputException if the data cannot be read, or a class has too few texts
   */
  public static ReviewCorpora read(
      CorpusLocation location, TableFormat format, Tokenizer tokenizer, Path cache) {
    ImdbReviews source = ImdbReviews.of(location).withFormat(format);
    String digest = source.digest() + " " + format;
    CorpusCache corpora = new CorpusCache(cache.resolve("tokens"));
    CorpusCache.Key trainKey = new CorpusCache.Key(digest + " train", tokenizer.spec());
    CorpusCache.Key testKey = new CorpusCache.Key(digest + " test", tokenizer.spec());
    Optional<Corpus> train = corpora.load(trainKey);
    Optional<Corpus> test = train.isPresent() ? corpora.load(testKey) : Optional.empty();
    if (test.isPresent()) {
      return new ReviewCorpora(train.get(), test.get(), digest, location.describe());
    }
    Reviews reviews = inTwoParts(source.read());
    Corpus learnable = Corpus.read(reviews.train(), tokenizer);
    Corpus tested = Corpus.read(reviews.test(), tokenizer, learnable.classNames());
    keep(corpora, trainKey, learnable);
    keep(corpora, testKey, tested);
    return new ReviewCorpora(learnable, tested, digest, location.describe());
  }

  /** A folder that cannot be written costs time at the next start, not the training. */
  private static void keep(CorpusCache corpora, CorpusCache.Key key, Corpus corpus) {
    try {
      corpora.save(key, corpus);
    } catch (InvalidInputException e) {
      LOG.warn("{}; tokenized texts are not kept", e.getMessage());
    }
  }

  private static Reviews inTwoParts(Reviews reviews) {
    if (!reviews.test().isEmpty()) {
      return reviews;
    }
    List<LabelledText> all = reviews.train();
    List<String> classes = all.stream().map(LabelledText::label).distinct().sorted().toList();
    int[] labels = all.stream().mapToInt(text -> classes.indexOf(text.label())).toArray();
    Split split = Split.stratified(labels, TEST_SHARE, SPLIT_SEED);
    return new Reviews(select(all, split.train()), select(all, split.validation()));
  }

  private static List<LabelledText> select(List<LabelledText> texts, int[] chosen) {
    return Arrays.stream(chosen).mapToObj(texts::get).toList();
  }
}
