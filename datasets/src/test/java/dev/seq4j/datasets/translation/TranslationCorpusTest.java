package dev.seq4j.datasets.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.BytePairEncoding;
import dev.seq4j.core.text.Normalization;
import dev.seq4j.core.text.SentencePair;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.text.WordTokenizer;
import dev.seq4j.datasets.batch.EncodedPairs;
import dev.seq4j.datasets.batch.PairBatches;
import dev.seq4j.datasets.batch.PairBuckets;
import dev.seq4j.datasets.source.BadLine;
import dev.seq4j.datasets.source.Catalogue;
import dev.seq4j.datasets.source.CorpusLocation;
import dev.seq4j.datasets.source.DataHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranslationCorpusTest {

  @TempDir private Path folder;

  private static final PairFormat FORMAT = PairFormat.DEFAULT;

  private DataHome home() {
    return DataHome.of(Map.of(), folder).withOffline(true);
  }

  private TranslationCorpus sample() {
    CorpusLocation location = home().locate(Catalogue.TRANSLATION);
    return TranslationCorpus.read(location, FORMAT, Normalization.DEFAULT);
  }

  @Test
  void readsTheSampleInsideTheJar() {
    TranslationCorpus corpus = sample();

    assertThat(corpus.pairs()).hasSize(317).doesNotHaveDuplicates();
    assertThat(corpus.pairs())
        .contains(new SentencePair("Where are you?", "Où es-tu ?"))
        .allSatisfy(pair -> assertThat(pair.target()).matches("[\\p{Lu}«].*(\\.|[^ ]| [!?])"));
    assertThat(corpus.badLines()).isEmpty();
    assertThat(corpus.description()).contains("translation: the sample of 317 pairs");
    assertThat(corpus.select(PairFilter.TUTORIAL)).hasSizeBetween(70, 100);
  }

  @Test
  void findsTheOriginalInAFolderPlainOrZipped() throws IOException {
    String text = "Go.\tVa !\tCC-BY\n\nRun!\tCours !\tCC-BY\n";
    Path zip = folder.resolve("fra-eng.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("_about.txt"));
      out.write("About these files".getBytes(StandardCharsets.UTF_8));
      out.putNextEntry(new ZipEntry("fra.txt"));
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    TranslationCorpus zipped = read();
    Files.writeString(folder.resolve("fra.txt"), text);
    TranslationCorpus plain = read();

    assertThat(zipped.description()).contains("Tatoeba", "fra-eng.zip");
    assertThat(plain.description()).contains("Tatoeba", "fra.txt");
    assertThat(plain.pairs()).isEqualTo(zipped.pairs()).hasSize(2);
    assertThat(plain.digest()).matches("[0-9a-f]{64}").isNotEqualTo(zipped.digest());
    assertThat(plain.badLines()).containsExactly(new BadLine(2, "is empty"));
  }

  private TranslationCorpus read() {
    return TranslationCorpus.read(
        home().withData(folder).locate(Catalogue.TRANSLATION), FORMAT, Normalization.DEFAULT);
  }

  @Test
  void aFilterThatNothingPassesIsAnError() {
    assertThatThrownBy(() -> sample().select(new PairFilter(5, List.of("bonjour"))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageEndingWith(
            "none of 317 pairs passes the filter PairFilter[maxWords=5, beginnings=[bonjour]]");
  }

  @Test
  void wordsOfEitherLanguageBecomeBatches() {
    TranslationParts parts = parts();
    WordTokenizer english = new WordTokenizer();
    WordTokenizer french = english.withLanguage(WordTokenizer.Language.FRENCH);
    Vocabulary source =
        vocabulary(parts.train().stream().map(SentencePair::source).map(english::tokenize));
    Vocabulary target =
        vocabulary(parts.train().stream().map(SentencePair::target).map(french::tokenize));

    PairBatches batches =
        batches(
            parts.train(),
            text -> source.encode(english.tokenize(text)),
            text -> target.encode(french.tokenize(text)),
            source,
            target);

    assertThat(batches.paddingShare()).isLessThan(0.1);
    assertThat(batches.next().numFeatureArrays()).isEqualTo(2);
    assertThat(target.contains("n'")).isTrue();
  }

  @Test
  void subwordsOfBothLanguagesBecomeBatches() {
    TranslationParts parts = parts();
    List<String> texts =
        parts.train().stream().flatMap(pair -> Stream.of(pair.source(), pair.target())).toList();
    BytePairEncoding subwords =
        BytePairEncoding.train(texts, 300, Vocabulary.BOS_TOKEN, Vocabulary.EOS_TOKEN);
    Vocabulary both = subwords.vocabulary();
    Function<String, int[]> ids = text -> both.encode(subwords.tokenize(text));

    PairBatches batches = batches(parts.test(), ids, ids, both, both);

    assertThat(batches.next().getFeatures(0).size(0)).isEqualTo(Math.min(16, parts.test().size()));
    for (SentencePair pair : parts.test()) {
      assertThat(subwords.join(both.decode(ids.apply(pair.target())))).isEqualTo(pair.target());
    }
  }

  private TranslationParts parts() {
    return TranslationParts.of(
        sample().select(PairFilter.DEFAULT), TranslationParts.Shares.DEFAULT, 1);
  }

  private static Vocabulary vocabulary(Stream<List<String>> sentences) {
    var builder =
        Vocabulary.builder()
            .withMinCount(2)
            .withSpecials(Vocabulary.BOS_TOKEN, Vocabulary.EOS_TOKEN);
    sentences.forEach(builder::addAll);
    return builder.build();
  }

  private static PairBatches batches(
      List<SentencePair> pairs,
      Function<String, int[]> source,
      Function<String, int[]> target,
      Vocabulary sourceWords,
      Vocabulary targetWords) {
    return new PairBatches(
        EncodedPairs.of(pairs, source, target, sourceWords.size(), targetWords.size()),
        targetWords,
        PairBuckets.forTraining(16, 1));
  }
}
