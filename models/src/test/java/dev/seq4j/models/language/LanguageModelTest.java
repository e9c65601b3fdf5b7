package dev.seq4j.models.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.BytePairEncoding;
import dev.seq4j.core.text.CharTokenizer;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.text.WordTokenizer;
import dev.seq4j.core.train.Evaluation;
import dev.seq4j.core.train.RunDirectory;
import dev.seq4j.core.train.Trainer;
import dev.seq4j.core.train.TrainingObserver;
import dev.seq4j.core.train.TrainingProgress;
import dev.seq4j.core.train.WarmupCosineSchedule;
import dev.seq4j.models.Tiny;
import dev.seq4j.models.bundle.Provenance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LanguageModelTest {

  private static final GenerationSettings SHORT =
      GenerationSettings.DEFAULT.withLength(40).withTemperature(1).withSeed(1);
  private static final GenerationSettings GREEDY =
      GenerationSettings.DEFAULT.withLength(20).withTemperature(0);

  /** Knows the sentence by heart; the tests leave it as it is. */
  private static LanguageModel learned;

  @TempDir private Path folder;
  private final LanguageModel untrained = Tiny.languageModel();

  @BeforeAll
  static void learn() {
    learned = trained(60);
  }

  private static LanguageModel trained(int iterations) {
    LanguageModel model = Tiny.languageModel();
    model.trainer().fit(Tiny.sentence(model, iterations));
    return model;
  }

  /** A model of words, with all the marks whose setting depends on their neighbours. */
  private static LanguageModel ofWords() {
    WordTokenizer tokenizer = new WordTokenizer();
    Vocabulary vocabulary =
        Vocabulary.builder()
            .addAll(tokenizer.tokenize("He said \"go / run\", the dogs' $ 5 — n't '90s # 1 (a) '"))
            .build();
    return LanguageModel.create(Tiny.languageSettings(), tokenizer, vocabulary);
  }

  /** A model of subwords and of the bytes of rare characters. */
  private static LanguageModel ofSubwords() {
    BytePairEncoding subwords =
        BytePairEncoding.train(Collections.nCopies(5, Tiny.SENTENCE + "\n"), 20);
    return LanguageModel.create(Tiny.languageSettings(), subwords, subwords.vocabulary());
  }

  @Test
  void aModelOfSubwordsIsSavedAndWritesPieceByPiece() {
    LanguageModel model = ofSubwords();
    Path file = folder.resolve("subwords.zip");
    model.save(file, Provenance.UNKNOWN);
    LanguageModel loaded = LanguageModel.load(file);
    assertThat(loaded.tokenizer()).isEqualTo(model.tokenizer());

    StringBuilder pieces = new StringBuilder();
    loaded.generate("the cat€", SHORT.withLength(200), pieces::append);

    assertThat(pieces).hasToString(model.generate("the cat€", SHORT.withLength(200)));
  }

  /** The loss of a text by one pass through the network, counted by hand. */
  private static double loss(LanguageModel model, String text) {
    int[] ids = model.vocabulary().encode(model.tokenizer().tokenize(text));
    int[][] input = {Arrays.copyOf(ids, ids.length - 1)};
    INDArray output = model.graph().output(false, Nd4j.createFromArray(input))[0];
    double loss = 0;
    for (int t = 0; t + 1 < ids.length; t++) {
      loss -= Math.log(output.getDouble(0, ids[t + 1], t));
    }
    return loss / (ids.length - 1);
  }

  @Test
  void learnsASentenceByHeartAndWritesIt() {
    String prompt = Tiny.SENTENCE.substring(0, 1);
    int left = Tiny.SENTENCE.length() - 1;
    assertThat(prompt + learned.generate(prompt, GREEDY.withLength(left))).isEqualTo(Tiny.SENTENCE);
    assertThat(learned.evaluate(Tiny.SENTENCE).accuracy()).isEqualTo(1);
    assertThat(learned.perplexity(Tiny.SENTENCE)).isLessThan(1.5);
  }

  @ParameterizedTest
  @EnumSource
  void everyArchitectureLearnsASentenceByHeart(LanguageArchitecture architecture) {
    LanguageModel model = Tiny.languageModel(Tiny.languageSettings(architecture));
    model.trainer().fit(Tiny.sentence(model, 80));
    String prompt = Tiny.SENTENCE.substring(0, 1);
    int left = Tiny.SENTENCE.length() - 1;
    assertThat(prompt + model.generate(prompt, GREEDY.withLength(left))).isEqualTo(Tiny.SENTENCE);
    assertThat(model.evaluate(Tiny.SENTENCE).accuracy()).isEqualTo(1);
  }

  @Test
  void aTransformerWritesMoreThanItCanSee() {
    LanguageModel model = transformer();
    int context = model.settings().context();
    List<String> pieces = new ArrayList<>();

    String text = model.generate("the", SHORT.withLength(3 * context), pieces::add);

    assertThat(text).hasSize(3 * context).isEqualTo(String.join("", pieces));
    assertThat(model.generate("the", SHORT.withLength(3 * context))).isEqualTo(text);
    assertThat(model.generate("the cat sat on the cat", SHORT)).hasSize(40);
  }

  @Test
  void aTransformerMeasuresATextThatIsLongerThanItCanSee() {
    TextMetrics metrics = transformer().evaluate("the cat sat on the cat.");
    assertThat(metrics.tokens()).isEqualTo(22);
    assertThat(metrics.characters()).isEqualTo(22);
    assertThat(metrics.unknown()).isEqualTo(2); // o and n
  }

  /** Dropout draws from the training's seed and iteration, the order of batches from theirs. */
  @ParameterizedTest
  @EnumSource
  void goesOnAfterAnInterruptionAsIfThereHadBeenNone(LanguageArchitecture architecture) {
    LanguageSettings settings =
        Tiny.languageSettings(architecture).withDropout(0.2).withWeightDecay(0.1);
    LanguageModel whole = Tiny.languageModel(settings);
    scheduled(whole).fit(Tiny.sentence(whole, 6));

    try (RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      LanguageModel begun = Tiny.languageModel(settings);
      Trainer first = scheduled(begun).run(run);
      first.observer(
          new TrainingObserver() {
            @Override
            public void iterated(TrainingProgress progress) {
              if (progress.iteration() == 3) {
                first.requestStop();
              }
            }
          });
      first.fit(Tiny.sentence(begun, 6));
      assertThat(begun.graph().params()).isNotEqualTo(whole.graph().params());

      LanguageModel resumed = Tiny.languageModel(settings);
      scheduled(resumed).run(run).resume(true).fit(Tiny.sentence(resumed, 6));
      assertThat(resumed.graph().params()).isEqualTo(whole.graph().params());
    }
  }

  private static Trainer scheduled(LanguageModel model) {
    return model.trainer().schedule(new WarmupCosineSchedule(0.01, 0, 2, 6));
  }

  private static LanguageModel transformer() {
    return Tiny.languageModel(Tiny.languageSettings(LanguageArchitecture.TRANSFORMER));
  }

  @Test
  void writesAsManyTokensAsWereAskedFor() {
    assertThat(untrained.generate("the", SHORT)).hasSize(40);
    assertThat(untrained.generate("the", SHORT.withLength(1))).hasSize(1);
  }

  @Test
  void aShorterTextIsTheBeginningOfALonger() {
    assertThat(untrained.generate("the", SHORT))
        .startsWith(untrained.generate("the", SHORT.withLength(15)));
  }

  @Test
  void theSameSeedWritesTheSameAndAnotherSeedDoesNot() {
    String text = untrained.generate("the", SHORT);
    assertThat(untrained.generate("the", SHORT)).isEqualTo(text);
    assertThat(Tiny.languageModel().generate("the", SHORT)).isEqualTo(text);
    assertThat(untrained.generate("the", SHORT.withSeed(2))).isNotEqualTo(text);
  }

  @Test
  void temperatureZeroNeedsNoSeed() {
    assertThat(untrained.generate("the", GREEDY.withSeed(2)))
        .isEqualTo(untrained.generate("the", GREEDY));
  }

  @Test
  void writesNeitherPaddingNorTheUnknownToken() {
    String text = untrained.generate("the", SHORT.withLength(300).withTemperature(50));
    assertThat(text).doesNotContain("<").hasSize(300);
    assertThat(text.chars().distinct().count()).isGreaterThan(5);
  }

  @Test
  void thePromptIsReadToItsEnd() {
    assertThat(learned.generate("the c", GREEDY.withLength(4))).isEqualTo("at s");
    assertThat(learned.generate("the cat s", GREEDY.withLength(3))).isEqualTo("at.");
  }

  @Test
  void aPromptLongerThanAWindowIsReadAsAWhole() {
    String start = "the cat sat on".repeat(37); // 518 characters, two windows and a bit
    int[] ids = learned.vocabulary().encode(learned.tokenizer().tokenize(start));
    INDArray output = learned.graph().output(false, Nd4j.createFromArray(new int[][] {ids}))[0];
    float[] last = output.slice(0).getColumn(ids.length - 1).dup().toFloatVector();
    String next = learned.vocabulary().token(new Sampler(GREEDY).next(last));
    assertThat(learned.generate(start, GREEDY.withLength(1))).isEqualTo(next);
  }

  @Test
  void whatIsOutsideTheVocabularyIsReadAsTheUnknownToken() {
    String text = untrained.generate("XY", SHORT);
    assertThat(text).hasSize(40);
    assertThat(untrained.generate("é€", SHORT)).isEqualTo(text);
  }

  @Test
  void aPromptHoldsAToken() {
    assertThatThrownBy(() -> untrained.generate("", SHORT))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("prompt = '': must hold a token");
    LanguageModel words = ofWords();
    assertThatThrownBy(() -> words.generate(" \n ", SHORT))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("prompt = '': must hold a token");
  }

  @Test
  void piecesMakeTheTextAsItIsMade() {
    List<String> pieces = new ArrayList<>();
    String text = untrained.generate("the", SHORT, pieces::add);
    assertThat(String.join("", pieces)).isEqualTo(text);
    assertThat(pieces).hasSize(40);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void piecesOfWordsMakeTheTextThoughMarksAreSetByTheirNeighbours(long seed) {
    List<String> pieces = new ArrayList<>();
    GenerationSettings generation = GenerationSettings.DEFAULT.withTemperature(1).withSeed(seed);
    String text = ofWords().generate("He said /", generation, pieces::add);
    assertThat(String.join("", pieces)).isEqualTo(text);
    assertThat(new WordTokenizer().tokenize(text)).hasSizeGreaterThan(100);
  }

  @Test
  void aSinkThatFailsLeavesNoState() {
    String text = untrained.generate("the", SHORT);
    assertThatThrownBy(
            () ->
                untrained.generate(
                    "the",
                    SHORT,
                    piece -> {
                      throw new IllegalStateException("full");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(untrained.graph().rnnGetPreviousStates().values())
        .allSatisfy(state -> assertThat(state).isEmpty());
    assertThat(untrained.generate("the", SHORT)).isEqualTo(text);
  }

  @Test
  void writingAndMeasuringLeaveNoState() {
    TextMetrics metrics = untrained.evaluate(Tiny.SENTENCE);
    String text = untrained.generate("the", SHORT);
    AtomicInteger foreseen = new AtomicInteger();
    assertThat(untrained.evaluate(Tiny.SENTENCE, foreseen::addAndGet)).isEqualTo(metrics);
    assertThat(foreseen.get()).isEqualTo(metrics.tokens());
    assertThat(untrained.generate("the", SHORT)).isEqualTo(text);
    assertThat(Evaluation.of(untrained.graph(), Tiny.sentence(untrained, 1)).loss())
        .isCloseTo(metrics.loss(), within(1e-6));
  }

  @Test
  void aShortTextIsMeasuredAsByOnePass() {
    TextMetrics metrics = learned.evaluate(Tiny.SENTENCE);
    assertThat(metrics.loss()).isCloseTo(loss(learned, Tiny.SENTENCE), within(1e-6));
    assertThat(metrics.tokens()).isEqualTo(Tiny.SENTENCE.length() - 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {257, 258, 520})
  void aLongTextIsMeasuredWithTheStateCarriedOn(int length) {
    String text = (Tiny.SENTENCE + " ").repeat(40).substring(0, length);
    TextMetrics metrics = learned.evaluate(text);
    assertThat(metrics.loss()).isCloseTo(loss(learned, text), within(1e-5));
    assertThat(metrics.tokens()).isEqualTo(length - 1);
    assertThat(learned.perplexity(text)).isCloseTo(Math.exp(metrics.loss()), within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "t"})
  void aTextWithNothingToForeseeIsRefused(String text) {
    assertThatThrownBy(() -> untrained.evaluate(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("text: has %d tokens, 2 are needed".formatted(text.length()));
  }

  @Test
  void writingBetweenTrainingStepsChangesNothing() {
    LanguageModel disturbed = Tiny.languageModel();
    disturbed
        .trainer()
        .observer(
            new TrainingObserver() {
              @Override
              public void iterated(TrainingProgress progress) {
                disturbed.generate("the", SHORT.withLength(3));
                disturbed.evaluate(Tiny.SENTENCE);
              }
            })
        .fit(Tiny.sentence(disturbed, 3));
    assertThat(disturbed.graph().params()).isEqualTo(trained(3).graph().params());
  }

  @Test
  void writesTheSameAfterSavingAndLoading() {
    LanguageModel model = trained(2);
    Path file = folder.resolve("model.zip");
    Provenance provenance = Provenance.UNKNOWN.withMetric("held-out loss", 1.5);
    model.save(file, provenance);
    LanguageModel loaded = LanguageModel.load(file);
    assertThat(loaded.generate("the", SHORT)).isEqualTo(model.generate("the", SHORT));
    assertThat(loaded.evaluate(Tiny.SENTENCE)).isEqualTo(model.evaluate(Tiny.SENTENCE));
    assertThat(loaded.settings()).isEqualTo(model.settings());
    assertThat(loaded.tokenizer()).isEqualTo(new CharTokenizer());
    assertThat(loaded.vocabulary()).isEqualTo(model.vocabulary());
    assertThat(loaded.card()).isEqualTo(model.card());
    assertThat(loaded.card().provenance()).isEqualTo(provenance);
    assertThat(loaded.card().labels()).isEmpty();
  }

  @Test
  void aVocabularyHoldsATokenToWrite() {
    Vocabulary empty = Vocabulary.builder().withSpecials("<bos>").build();
    assertThatThrownBy(
            () -> LanguageModel.create(Tiny.languageSettings(), new CharTokenizer(), empty))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("must hold a token that is not special");
  }
}
