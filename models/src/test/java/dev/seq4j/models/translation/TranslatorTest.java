package dev.seq4j.models.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.train.WarmupCosineSchedule;
import dev.seq4j.models.bundle.ModelFile;
import dev.seq4j.models.bundle.Provenance;
import dev.seq4j.models.decoding.BeamSearch;
import dev.seq4j.models.network.Cell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Each architecture learns to say words of letters backwards. */
class TranslatorTest {

  private static final List<String> UNSEEN = Backwards.words(40, 7);

  private static final Map<TranslatorArchitecture, Translator> TRAINED =
      new EnumMap<>(TranslatorArchitecture.class);

  @TempDir private Path folder;

  private static TranslatorSettings tiny(TranslatorArchitecture architecture) {
    return TranslatorSettings.of(architecture)
        .withEmbedding(32)
        .withUnits(architecture == TranslatorArchitecture.ENCODER_DECODER ? 96 : 48)
        .withLayers(1)
        .withHeads(2)
        .withDropout(0)
        .withLabelSmoothing(0)
        .withMaxLength(12);
  }

  private static Translator untrained(TranslatorSettings settings) {
    return Translator.create(settings, Backwards.LETTERS, Backwards.LETTERS);
  }

  private static synchronized Translator trained(TranslatorArchitecture architecture) {
    return TRAINED.computeIfAbsent(
        architecture,
        kind -> {
          Translator translator = untrained(tiny(kind));
          int batches = kind == TranslatorArchitecture.ATTENTION ? 120 : 400;
          translator
              .trainer()
              .schedule(new WarmupCosineSchedule(0.01, 0, batches / 10, batches))
              .clipNorm(1)
              .fit(new Backwards(64, batches));
          return translator;
        });
  }

  private static List<String> texts(List<Translation> translations) {
    return translations.stream().map(Translation::text).toList();
  }

  @ParameterizedTest
  @EnumSource
  void learnsToSayWordsBackwards(TranslatorArchitecture architecture) {
    Translator translator = trained(architecture);

    assertThat(texts(translator.translate(UNSEEN, translator.search())))
        .containsExactly(Backwards.backwards(UNSEEN));
    assertThat(translator.translate("abc")).isEqualTo("cba");
  }

  @ParameterizedTest
  @EnumSource(names = "ENCODER_DECODER", mode = EnumSource.Mode.EXCLUDE)
  void looksAtTheMirrorImage(TranslatorArchitecture architecture) {
    Translator translator = trained(architecture);
    int mirrored = 0;
    int letters = 0;
    for (Translation made : translator.translateWithAttention(UNSEEN, translator.search())) {
      int length = made.source().size();
      assertThat(made.attention()).hasDimensions(length + 1, length);
      for (float[] row : made.attention()) {
        double sum = 0;
        for (float weight : row) {
          sum += weight;
        }
        assertThat(sum).isCloseTo(1, within(1e-5));
      }
      for (int t = 0; t < length; t++) {
        mirrored += most(made.attention()[t]) == length - 1 - t ? 1 : 0;
        letters++;
      }
    }
    assertThat((double) mirrored / letters).isGreaterThan(0.9);
  }

  private static int most(float[] row) {
    int most = 0;
    for (int i = 1; i < row.length; i++) {
      most = row[i] > row[most] ? i : most;
    }
    return most;
  }

  /** By the whole network for each token anew, without a decoder that remembers anything. */
  private static String greedy(Translator translator, String word) {
    Vocabulary vocabulary = translator.target().vocabulary();
    INDArray source = Nd4j.createFromArray(new int[][] {translator.sourceIds(word)});
    int[] written = {vocabulary.id(Vocabulary.BOS_TOKEN)};
    while (true) {
      INDArray target = Nd4j.createFromArray(new int[][] {written});
      INDArray next = // [vocabulary], of which only letters and the end may be written
          translator
              .graph()
              .output(false, source, target)[0]
              .get(
                  NDArrayIndex.point(0), NDArrayIndex.all(), NDArrayIndex.point(written.length - 1))
              .dup();
      next.putScalar(Vocabulary.PAD, 0).putScalar(Vocabulary.UNK, 0).putScalar(written[0], 0);
      int id = next.argMax(0).getInt(0);
      if (id == vocabulary.id(Vocabulary.EOS_TOKEN) || written.length > 12) {
        return String.join("", vocabulary.decode(written)).substring("<bos>".length());
      }
      written = Arrays.copyOf(written, written.length + 1);
      written[written.length - 1] = id;
    }
  }

  /** Untrained networks, whose translations are of every kind and length. */
  @ParameterizedTest
  @EnumSource
  void aBeamOfOneIsGreedy(TranslatorArchitecture architecture) {
    TranslatorSettings settings = tiny(architecture).withLayers(2);
    for (Cell cell : List.of(Cell.GRU, Cell.LSTM)) {
      Translator translator = untrained(settings.withCell(cell).withSeed(5));
      translator.graph().params().muli(3); // else all tokens are about as probable
      List<String> words = UNSEEN.subList(0, 10);

      BeamSearch search = translator.search();
      BeamSearch one =
          new BeamSearch(
              1,
              search.lengthPenalty(),
              search.begin(),
              search.end(),
              Set.of(Vocabulary.PAD, Vocabulary.UNK, search.begin()));

      List<Translation> greedy = translator.translate(words, one);

      assertThat(texts(greedy))
          .isEqualTo(words.stream().map(word -> greedy(translator, word)).toList());
      assertThat(Set.copyOf(texts(greedy))).hasSizeGreaterThan(5);
    }
  }

  /** Sentences of other lengths, and beams that end sooner, must not change a translation. */
  @ParameterizedTest
  @EnumSource
  void aBatchFindsWhatItsSentencesFindAlone(TranslatorArchitecture architecture) {
    Translator translator = untrained(tiny(architecture).withLayers(2).withSeed(5));
    translator.graph().params().muli(3);
    AtomicInteger translated = new AtomicInteger();
    List<Translation> together =
        translator.translate(UNSEEN, translator.search(), translated::addAndGet);
    assertThat(translated).hasValue(UNSEEN.size());
    for (int i = 0; i < UNSEEN.size(); i += 7) {
      Translation alone =
          translator.translate(UNSEEN.subList(i, i + 1), translator.search()).get(0);
      assertThat(alone.text()).isEqualTo(together.get(i).text());
      assertThat(alone.score()).isCloseTo(together.get(i).score(), within(1e-4));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsSavedIsLoaded(TranslatorArchitecture architecture) throws Exception {
    Translator translator = trained(architecture);
    Path file = folder.resolve("model.zip");
    Provenance provenance = new Provenance("words", "", 1, Map.of("test BLEU", 100.0));
    translator.save(file, provenance);

    Translator loaded = Translator.load(file);

    assertThat(loaded.settings()).isEqualTo(translator.settings());
    assertThat(loaded.source()).isEqualTo(translator.source());
    assertThat(loaded.target()).isEqualTo(translator.target());
    assertThat(loaded.card().provenance()).isEqualTo(provenance);
    assertThat(ModelFile.readCard(file).task()).isEqualTo(Translator.TASK);
    assertThat(loaded.translate(UNSEEN, loaded.search()))
        .usingRecursiveComparison()
        .isEqualTo(translator.translate(UNSEEN, translator.search()));

    Path again = folder.resolve("again.zip");
    loaded.save(again, provenance);
    assertThat(Files.readAllBytes(again)).isEqualTo(Files.readAllBytes(file));
  }

  @Test
  void badSentencesAreRefusedAndTheOthersTranslated() {
    Translator translator = trained(TranslatorArchitecture.ATTENTION);
    List<String> sentences = List.of("abc", " \t", "abcdefghabcdefgh", "azb", "fgh", "");

    List<Translation> made = translator.translate(sentences, translator.search());

    assertThat(made)
        .extracting(Translation::problem)
        .containsExactly(
            null, "is empty", "has 16 tokens: must have 12 at most", null, null, "is empty");
    assertThat(texts(made)).element(0).isEqualTo("cba");
    assertThat(texts(made)).element(4).isEqualTo("hgf");
    assertThat(made.get(3).done()).as("z was never seen").isTrue();
    assertThat(made.get(2).text()).isEmpty();
    assertThat(translator.translate(List.of("", ""), translator.search()))
        .noneMatch(Translation::done);
    assertThat(translator.translate(List.of(), translator.search())).isEmpty();
    assertThatThrownBy(() -> translator.translate(""))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("sentence is empty");
  }

  @Test
  void aModelWithoutAttentionSaysSo() {
    Translator translator = untrained(tiny(TranslatorArchitecture.ENCODER_DECODER));
    assertThatThrownBy(() -> translator.translateWithAttention(UNSEEN, translator.search()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("attention: model encoder-decoder has none");
  }

  @Test
  void aRefusedSentenceCountsAsAnEmptyTranslation() {
    Translator translator = trained(TranslatorArchitecture.ATTENTION);
    Map<String, List<String>> references = new LinkedHashMap<>();
    UNSEEN.forEach(word -> references.put(word, List.of(Backwards.backwards(word))));
    references.put("abcdefghabcdefgh", List.of("hgfedcbahgfedcba"));

    TranslationReport report =
        TranslationReport.of(translator, references, translator.search().withBeamWidth(2));

    assertThat(report.sentences()).isEqualTo(41);
    assertThat(report.refused()).isEqualTo(1);
    assertThat(report.chrf()).isBetween(75.0, 99.0);
    assertThat(report.byLength()).singleElement().extracting("words").isEqualTo(1);
    assertThatThrownBy(
            () -> TranslationReport.of(translator, Map.of("a", List.of("a")), translator.search()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("test sentences = 1: must be 5 or above");
  }
}
