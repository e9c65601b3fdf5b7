package dev.seq4j.apps.examples;

import dev.seq4j.core.text.Normalization;
import dev.seq4j.core.text.SentencePair;
import dev.seq4j.datasets.batch.EncodedPairs;
import dev.seq4j.datasets.batch.PairBatches;
import dev.seq4j.datasets.batch.PairBuckets;
import dev.seq4j.datasets.source.Catalogue;
import dev.seq4j.datasets.source.DataFile;
import dev.seq4j.datasets.translation.PairFile;
import dev.seq4j.datasets.translation.PairFormat;
import dev.seq4j.models.translation.Lexicon;
import dev.seq4j.models.translation.Translator;
import dev.seq4j.models.translation.TranslatorArchitecture;
import dev.seq4j.models.translation.TranslatorSettings;
import java.util.List;
import java.util.stream.Stream;

/** Learns the sample sentences by heart and translates some; to run from an IDE. */
public final class TranslateSentences {

  private TranslateSentences() {}

  /**
   * @param args passes over the sentences, 60 if none
   */
  public static void main(String[] args) {
    List<SentencePair> pairs =
        new PairFile(
                DataFile.of(Catalogue.TRANSLATION.sample()),
                PairFormat.DEFAULT,
                Normalization.DEFAULT)
            .read()
            .pairs();
    Lexicon subwords =
        Lexicon.ofSubwords(
            pairs.stream().flatMap(pair -> Stream.of(pair.source(), pair.target())).toList(), 500);
    Translator translator =
        Translator.create(
            TranslatorSettings.of(TranslatorArchitecture.ATTENTION).withEmbedding(64).withUnits(64),
            subwords,
            subwords);
    int size = subwords.vocabulary().size();
    EncodedPairs encoded =
        EncodedPairs.of(pairs, translator::sourceIds, translator::targetIds, size, size);
    PairBatches batches =
        new PairBatches(encoded, subwords.vocabulary(), PairBuckets.forTraining(32, 1));
    int epochs = args.length == 0 ? 60 : Integer.parseInt(args[0]);
    translator.trainer().epochs(epochs).clipNorm(1).fit(batches);
    for (String sentence : List.of("Thank you.", "Open the door.")) {
      System.out.println(sentence + " -> " + translator.translate(sentence));
    }
  }
}
