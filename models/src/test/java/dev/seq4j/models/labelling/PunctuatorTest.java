package dev.seq4j.models.labelling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.models.FixedBatches;
import dev.seq4j.models.Tiny;
import dev.seq4j.models.bundle.ModelFile;
import dev.seq4j.models.bundle.Provenance;
import dev.seq4j.models.network.Cell;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PunctuatorTest {

  private static final String TEXT =
      "Was it late, Mr. Lorry? It was late. Was it cold? It was cold--and late, Mr. Lorry!"
          + " Late it was; it WAS cold.";

  private static final List<MarkedWord> WORDS = MarkedText.parse(TEXT);

  @TempDir private Path folder;

  private static PunctuatorSettings settings(Cell cell) {
    return new PunctuatorSettings(cell, 8, 8, 1, 0, 0, 0.05, 16, 5);
  }

  private static Punctuator untrained(Cell cell) {
    return Punctuator.create(settings(cell), Punctuator.vocabulary(bare(), 100, 1));
  }

  private static List<String> bare() {
    return WORDS.stream().map(MarkedWord::word).toList();
  }

  private static Punctuator trained(Cell cell) {
    Punctuator punctuator = untrained(cell);
    int[] labels = WORDS.stream().mapToInt(word -> word.label().number()).toArray();
    punctuator.trainer().fit(FixedBatches.ofLabels(punctuator.encode(bare()), labels, 120));
    return punctuator;
  }

  /** Most of its words have several labels, so that only the words around them tell which. */
  @ParameterizedTest
  @EnumSource
  void learnsATextByHeart(Cell cell) {
    AtomicInteger labelled = new AtomicInteger();
    LabellingReport report = trained(cell).evaluate(WORDS, labelled::addAndGet);
    assertThat(labelled).hasValue(WORDS.size());
    LabellingReport byWord =
        LabellingReport.of(
            WORDS.stream().map(MarkedWord::label).toList(),
            LabelBaseline.byWord(WORDS).label(bare()));
    assertThat(report.microF1()).isGreaterThan(0.9).isGreaterThan(byWord.microF1() + 0.2);
  }

  @Test
  void restoresATextWhateverItsCapitalsAndMarks() {
    Punctuator punctuator = trained(Cell.GRU);
    String bare = String.join(" ", bare());
    String restored = punctuator.restore(bare);
    assertThat(restored).startsWith("Was it late, Mr. Lorry?");
    assertThat(punctuator.restore(TEXT)).isEqualTo(restored);
    assertThat(punctuator.restore(bare.toUpperCase())).isEqualTo(restored);
    assertThat(punctuator.restore("")).isEmpty();
    assertThat(punctuator.restore(" -- !\n")).isEmpty();
  }

  @Test
  void aLowThresholdSetsMore() {
    Punctuator punctuator = untrained(Cell.GRU);
    punctuator.set(Thresholds.all(1e-6));
    assertThat(punctuator.label(bare()))
        .allMatch(label -> label.mark() != Mark.NONE && label.capital() != Capital.NONE);
    punctuator.set(Thresholds.all(1 - 1e-6));
    assertThat(punctuator.label(bare())).containsOnly(WordLabel.NONE);
  }

  @Test
  void thresholdsAreChosenByWordsAndKeptInTheFile() {
    Punctuator punctuator = trained(Cell.GRU);
    assertThat(punctuator.thresholds()).isEqualTo(Thresholds.all(Thresholds.DEFAULT));
    punctuator.choose(WORDS);
    assertThat(punctuator.thresholds().capitals().get(Capital.FIRST)).isGreaterThan(0.45);
    Path file = folder.resolve("model.zip");
    punctuator.save(file, Provenance.UNKNOWN);
    assertThat(Punctuator.load(file).thresholds()).isEqualTo(punctuator.thresholds());
    assertThatThrownBy(() -> punctuator.choose(List.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("words = 0: must be 1 or above");
  }

  @Test
  void aLongTextIsLabelledWordByWord() {
    List<String> words = List.of("late ".repeat(5_000).split(" "));
    assertThat(untrained(Cell.GRU).label(words)).hasSize(5_000);
  }

  @Test
  void aFileGivesTheSamePunctuator() {
    Punctuator punctuator = trained(Cell.LSTM);
    Path file = folder.resolve("model.zip");
    punctuator.save(file, Provenance.UNKNOWN.withMetric("held-out micro F1", 0.5));

    Punctuator loaded = Punctuator.load(file);
    assertThat(loaded.graph().params()).isEqualTo(punctuator.graph().params());
    assertThat(loaded.card()).isEqualTo(punctuator.card());
    assertThat(loaded.settings()).isEqualTo(settings(Cell.LSTM));
    assertThat(loaded.restore(TEXT + " and unknown words"))
        .isEqualTo(punctuator.restore(TEXT + " and unknown words"));
    assertThat(ModelFile.readCard(file).labels()).isEqualTo(WordLabel.names());
  }

  @Test
  void refusesTheModelOfAnotherTask() {
    Path file = folder.resolve("model.zip");
    Tiny.languageModel().save(file, Provenance.UNKNOWN);
    assertThatThrownBy(() -> Punctuator.load(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(file + ": is a model for language-model, one for punctuation is needed");
    Path none = folder.resolve("none.zip");
    assertThatThrownBy(() -> Punctuator.load(none))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(none.toString());
  }

  @Test
  void looksBothWays() {
    PunctuatorSettings settings = settings(Cell.RNN);
    ComputationGraph graph = new ComputationGraph(PunctuatorNetwork.configure(settings, 10, 24));
    graph.init();
    // Embedding 10 x 8, two directions of 8 x (8 + 8 + 1), output (16 + 1) x 24.
    assertThat(graph.numParams()).isEqualTo(80 + 2 * 8 * 17 + 17 * 24);
    INDArray some = output(graph, 4, 7, 2, 3);
    assertThat(some.shape()).containsExactly(1, 24, 4);
    INDArray otherEnd = output(graph, 4, 7, 2, 9);
    INDArray otherStart = output(graph, 5, 7, 2, 3);
    assertThat(step(otherEnd, 1).equalsWithEps(step(some, 1), 1e-5)).isFalse();
    assertThat(step(otherStart, 2).equalsWithEps(step(some, 2), 1e-5)).isFalse();
  }

  private static INDArray output(ComputationGraph graph, int... ids) {
    return graph.output(false, Nd4j.createFromArray(new int[][] {ids}))[0]; // [1, labels, time]
  }

  private static INDArray step(INDArray output, int t) {
    return output.slice(0).getColumn(t).dup();
  }

  @Test
  void rareWordsHaveTheNumberOfTheirEnding() {
    List<String> words =
        List.of("walked", "talked", "the", "the", "the", "on", "1,775", "12", "no", "no");
    Vocabulary vocabulary = Punctuator.vocabulary(words, 100, 2);
    Punctuator punctuator = Punctuator.create(settings(Cell.GRU), vocabulary);
    int[] ids =
        punctuator.encode(List.of("walked", "red", "d", "on", "no", "3", "x9", "quickly", "the"));
    assertThat(ids[0]).isEqualTo(ids[1]).isEqualTo(vocabulary.id("-ed"));
    assertThat(ids[2]).isEqualTo(Vocabulary.UNK);
    assertThat(ids[3]).isEqualTo(vocabulary.id("-on")).isNotEqualTo(Vocabulary.UNK);
    assertThat(ids[4]).isEqualTo(vocabulary.id("no"));
    assertThat(ids[5]).isEqualTo(ids[6]).isEqualTo(vocabulary.id("-0"));
    assertThat(ids[7]).isEqualTo(Vocabulary.UNK);
    assertThat(vocabulary.token(ids[8])).isEqualTo("the");
  }

  @Test
  void refusesAVocabularyWithoutWords() {
    Vocabulary empty = Vocabulary.builder().build();
    assertThatThrownBy(() -> Punctuator.create(settings(Cell.GRU), empty))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageEndingWith(": must hold a word");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | 8 | 1 | 0   | 0 | 0.1 | 8 | embedding = 0: must be 1 or above
          8 | 0 | 1 | 0   | 0 | 0.1 | 8 | units = 0: must be 1 or above
          8 | 8 | 0 | 0   | 0 | 0.1 | 8 | layers = 0: must be 1 or above
          8 | 8 | 1 | 1   | 0 | 0.1 | 8 | dropout = 1.0: must be in [0, 1)
          8 | 8 | 1 | 0   | 2 | 0.1 | 8 | embedding dropout = 2.0: must be in [0, 1)
          8 | 8 | 1 | 0   | 0 | 0   | 8 | learning rate = 0.0: must be above 0
          8 | 8 | 1 | 0   | 0 | 0.1 | 3 | window = 3: must be 4 or above
          """)
  void settingsHaveTheirRanges(
      int embedding,
      int units,
      int layers,
      double dropout,
      double embeddingDropout,
      double rate,
      int window,
      String message) {
    assertThatThrownBy(
            () ->
                new PunctuatorSettings(
                    Cell.LSTM,
                    embedding,
                    units,
                    layers,
                    dropout,
                    embeddingDropout,
                    rate,
                    window,
                    1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
  }
}
