package dev.seq4j.apps.translation;

import dev.seq4j.apps.console.Limits;
import dev.seq4j.core.text.SentencePair;
import dev.seq4j.datasets.translation.TranslationCorpus;
import dev.seq4j.datasets.translation.TranslationParts;
import java.util.List;
import picocli.CommandLine.Option;

/** Options that say which sentence pairs are taken and how they are divided. */
final class PairOptions {

  @Option(
      names = "--pairs",
      paramLabel = "WHICH",
      defaultValue = "all",
      converter = Pairs.Converter.class,
      completionCandidates = Pairs.Candidates.class,
      description = {
        "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}); tutorial is those of at most",
        "10 words that begin with \"I am\", \"he is\" and the like."
      })
  private Pairs pairs;

  @Option(
      names = "--max-words",
      paramLabel = "N",
      defaultValue = "50",
      description =
          "Words of a sentence, and of its translation, at most (default: ${DEFAULT-VALUE}).")
  private int maxWords;

  @Option(
      names = "--validation",
      paramLabel = "SHARE",
      defaultValue = "0.05",
      description = {
        "Share of the sentences to choose the best weights by, 0: keep the last",
        "(default: ${DEFAULT-VALUE})."
      })
  private double validation;

  @Option(
      names = "--test",
      paramLabel = "SHARE",
      defaultValue = "0.05",
      description = "Share of the sentences to be tested with (default: ${DEFAULT-VALUE}).")
  private double test;

  /**
   * What was asked for.
   *
   * @param pairs which pairs are taken
   * @param maxWords words of a sentence, and of its translation, at most, 1 or more
   * @param validation share of the sentences by which the best weights are chosen, 0 to keep the
   *     last
   * @param test share of the sentences that measures them
   */
  record Division(Pairs pairs, int maxWords, double validation, double test) {

    Division {
      Limits.present("pairs", pairs);
      Limits.atLeast("max words", maxWords, 1);
      Limits.probability("validation", validation);
      Limits.share("test", test);
    }

    /** The pairs that are taken. */
    List<SentencePair> select(TranslationCorpus corpus) {
      return corpus.select(pairs.filter(maxWords));
    }

    /** The same, divided. */
    TranslationParts parts(TranslationCorpus corpus, long seed) {
      return TranslationParts.of(
          select(corpus), new TranslationParts.Shares(validation, test), seed);
    }
  }

  /**
   * @return what was asked for
   */
  Division division() {
    return new Division(pairs, maxWords, validation, test);
  }
}
