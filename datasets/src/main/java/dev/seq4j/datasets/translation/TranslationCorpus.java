package dev.seq4j.datasets.translation;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.Normalization;
import dev.seq4j.core.text.SentencePair;
import dev.seq4j.datasets.source.BadLine;
import dev.seq4j.datasets.source.BadLines;
import dev.seq4j.datasets.source.CorpusLocation;
import dev.seq4j.datasets.source.DataFile;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sentence pairs of a data set.
 *
 * @param pairs in the order of the file
 * @param badLines lines of the file that hold no pair
 * @param digest SHA-256 of the file as it lies there
 * @param description where the data come from, in a line for the reader
 */
public record TranslationCorpus(
    List<SentencePair> pairs, List<BadLine> badLines, String digest, String description) {

  private static final Logger LOG = LoggerFactory.getLogger(TranslationCorpus.class);

  public TranslationCorpus {
    pairs = List.copyOf(pairs);
    badLines = List.copyOf(badLines);
  }

  /**
   * Reads pairs. Lines that are left out are logged.
   *
   * @param location where they are
   * @param format columns, and what becomes of bad lines
   * @param normalization how sentences are written
   * @return all pairs
   * @throws InvalidInputException if the data cannot be read; names the file and the line
   */
  public static TranslationCorpus read(
      CorpusLocation location, PairFormat format, Normalization normalization) {
    DataFile file =
        location.path().map(DataFile::of).orElseGet(() -> DataFile.of(location.corpus().sample()));
    PairFile.Pairs read = new PairFile(file, format, normalization).read();
    if (!read.badLines().isEmpty()) {
      LOG.warn("{}: {}", file.name(), BadLines.describe(read.badLines()));
    }
    return new TranslationCorpus(read.pairs(), read.badLines(), file.sha256(), location.describe());
  }

  /**
   * @param filter which pairs are taken, such as {@link PairFilter#TUTORIAL}
   * @return these pairs
   * @throws InvalidInputException if none is
   */
  public List<SentencePair> select(Predicate<SentencePair> filter) {
    List<SentencePair> selected = pairs.stream().filter(filter).toList();
    if (selected.isEmpty()) {
      throw new InvalidInputException(
          "%s: none of %d pairs passes the filter %s".formatted(description, pairs.size(), filter));
    }
    return selected;
  }

  /** Without the pairs, of which there are too many to show. */
  @Override
  public String toString() {
    return "TranslationCorpus[" + pairs.size() + " pairs, " + description + "]";
  }
}
