package dev.seq4j.models.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.text.CharTokenizer;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.models.analysis.HeadWeights.Kind;
import dev.seq4j.models.language.LanguageArchitecture;
import dev.seq4j.models.language.LanguageModel;
import dev.seq4j.models.language.LanguageSettings;
import dev.seq4j.models.translation.Lexicon;
import dev.seq4j.models.translation.Translator;
import dev.seq4j.models.translation.TranslatorArchitecture;
import dev.seq4j.models.translation.TranslatorSettings;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class HeadWeightsTest {

  private static final INDArray SOURCE = Nd4j.createFromArray(new int[][] {{4, 5, 6}});
  private static final INDArray TARGET = Nd4j.createFromArray(new int[][] {{2, 5, 4, 6}});

  private static void rowsSumToOne(List<HeadWeights> heads, int rows, int columns) {
    assertThat(heads)
        .allSatisfy(
            head -> {
              assertThat(head.weights()).hasDimensions(rows, columns);
              for (double[] row : head.weights()) {
                assertThat(Arrays.stream(row).sum()).isCloseTo(1, within(1e-5));
              }
            });
  }

  private static List<HeadWeights> of(List<HeadWeights> heads, Kind kind) {
    return heads.stream().filter(head -> head.kind() == kind).toList();
  }

  private static Translator translator(TranslatorArchitecture architecture) {
    TranslatorSettings settings =
        TranslatorSettings.of(architecture).withEmbedding(8).withUnits(8).withLayers(1);
    if (architecture == TranslatorArchitecture.TRANSFORMER) {
      settings = settings.withHeads(2);
    }
    Lexicon letters = Lexicon.ofWords(List.of("abcdef"), new CharTokenizer(), 1);
    return Translator.create(settings, letters, letters);
  }

  @Test
  void aTransformersHeadsAreOfThreeKinds() {
    List<HeadWeights> heads =
        HeadWeights.of(translator(TranslatorArchitecture.TRANSFORMER).graph(), SOURCE, TARGET);

    assertThat(heads).extracting(HeadWeights::head).containsExactly(1, 2, 1, 2, 1, 2);
    rowsSumToOne(of(heads, Kind.SELF), 3, 3);
    rowsSumToOne(of(heads, Kind.DECODER_SELF), 4, 4);
    rowsSumToOne(of(heads, Kind.MEMORY), 4, 3);
    assertThat(of(heads, Kind.DECODER_SELF)).allMatch(head -> head.weights()[0][1] == 0);
  }

  @Test
  void aRecurrentDecoderLooksAtItsMemory() {
    List<HeadWeights> heads =
        HeadWeights.of(translator(TranslatorArchitecture.ATTENTION).graph(), SOURCE, TARGET);

    assertThat(heads).extracting(HeadWeights::kind).containsExactly(Kind.MEMORY);
    rowsSumToOne(heads, 4, 3);
  }

  /** Solution of an exercise of docs/lecture/transformer.md. */
  @Test
  void aLanguageModelSeesNoLaterStep() {
    LanguageSettings settings =
        LanguageSettings.of(LanguageArchitecture.TRANSFORMER)
            .withEmbedding(8)
            .withUnits(8)
            .withLayers(2)
            .withHeads(4);
    Vocabulary letters = Vocabulary.builder().addAll(List.of("a", "b", "c", "d", "e")).build();
    LanguageModel model = LanguageModel.create(settings, new CharTokenizer(), letters);
    List<HeadWeights> heads = HeadWeights.of(model.graph(), SOURCE);

    assertThat(heads).extracting(HeadWeights::layer).contains("block1", "block2").hasSize(8);
    rowsSumToOne(heads, 3, 3);
    INDArray other = Nd4j.createFromArray(new int[][] {{4, 5, 2}});
    List<HeadWeights> changed = HeadWeights.of(model.graph(), other);
    for (int i = 0; i < heads.size(); i++) {
      double[][] weights = heads.get(i).weights();
      assertThat(weights[0]).containsExactly(1, 0, 0);
      assertThat(weights[1][2]).isZero();
      assertThat(changed.get(i).weights()[1]).containsExactly(weights[1], within(1e-6));
      assertThat(changed.get(i).weights()[2]).isNotEqualTo(weights[2]);
    }
  }

  @Test
  void aRecurrentModelHasNone() {
    Vocabulary letters = Vocabulary.builder().addAll(List.of("a", "b", "c", "d", "e")).build();
    LanguageModel model =
        LanguageModel.create(
            LanguageSettings.of(LanguageArchitecture.GRU).withUnits(4),
            new CharTokenizer(),
            letters);

    assertThat(HeadWeights.of(model.graph(), SOURCE)).isEmpty();
  }

  @Test
  void spreadCountsStepsAndMeanGoesAlongADiagonal() {
    HeadWeights head =
        new HeadWeights("x", 1, Kind.SELF, new double[][] {{1, 0, 0}, {0.5, 0.5, 0}, {0, 1, 0}});

    assertThat(head.meanAt(0)).isCloseTo(0.5, within(1e-12));
    assertThat(head.meanAt(1)).isCloseTo(0.75, within(1e-12));
    assertThat(head.meanAt(3)).isZero();
    assertThat(head.spread()).isCloseTo(Math.pow(2, 1.0 / 3), within(1e-12));
  }
}
