package dev.seq4j.datasets.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.LabelledText;
import dev.seq4j.core.text.Tokenizer;
import dev.seq4j.core.text.Truncation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CorpusTest {

  private static final List<LabelledText> THREE =
      List.of(
          new LabelledText("the film is the best", "positive"),
          new LabelledText("", "negative"),
          new LabelledText("not the best", "negative"));

  private static Corpus three() {
    return Corpus.read(THREE, Samples.WHITE_SPACE);
  }

  @Test
  void holdsTokensAndLabels() {
    Corpus corpus = three();
    assertThat(corpus.size()).isEqualTo(3);
    assertThat(corpus.tokenCount()).isEqualTo(8);
    assertThat(corpus.tokens(0)).containsExactly("the", "film", "is", "the", "best");
    assertThat(corpus.tokens(1)).isEmpty();
    assertThat(corpus.tokens(2)).containsExactly("not", "the", "best");
    assertThat(corpus.distinctTokens()).containsExactly("the", "film", "is", "best", "not");
    assertThat(corpus.classNames()).containsExactly("negative", "positive");
    assertThat(corpus.labels()).containsExactly(1, 0, 0);
    assertThat(corpus.label(0)).isEqualTo(1);
  }

  @Test
  void readingOnAllCoresGivesWhatOneCoreWould() {
    List<LabelledText> texts = Samples.texts(3_000, 1);
    Corpus corpus = Corpus.read(texts, Samples.WHITE_SPACE);
    Set<String> distinct = new LinkedHashSet<>();
    for (int i = 0; i < texts.size(); i++) {
      List<String> tokens = Samples.WHITE_SPACE.tokenize(texts.get(i).text());
      distinct.addAll(tokens);
      assertThat(corpus.tokens(i)).isEqualTo(tokens);
      assertThat(corpus.classNames().get(corpus.label(i))).isEqualTo(texts.get(i).label());
    }
    assertThat(corpus.size()).isEqualTo(3_000);
    assertThat(corpus.distinctTokens()).containsExactlyElementsOf(distinct);
  }

  @Test
  void classesMayBeGivenInTheirOrder() {
    Corpus corpus = Corpus.read(THREE, Samples.WHITE_SPACE, List.of("positive", "negative"));
    assertThat(corpus.classNames()).containsExactly("positive", "negative");
    assertThat(corpus.labels()).containsExactly(0, 1, 1);
  }

  @Test
  void countsTheChosenTextsOnly() {
    assertThat(three().counts(new int[] {0, 1}))
        .containsExactly(
            Map.entry("the", 2L),
            Map.entry("film", 1L),
            Map.entry("is", 1L),
            Map.entry("best", 1L));
    assertThat(three().counts()).containsEntry("the", 3L).containsEntry("not", 1L).hasSize(5);
    assertThatThrownBy(() -> three().counts(new int[] {3}))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void encodes() {
    List<String> vocabulary = List.of("the", "best");
    EncodedTexts encoded =
        three().encode(token -> 2 + vocabulary.indexOf(token), 4, Truncation.NONE);
    assertThat(encoded.ids(0)).containsExactly(2, 1, 1, 2, 3);
    assertThat(encoded.ids(1)).as("empty text").containsExactly(1);
    assertThat(encoded.ids(2)).containsExactly(1, 2, 3);
    assertThat(encoded.label(0)).isEqualTo(1);
    assertThat(encoded.classNames()).containsExactly("negative", "positive");
    assertThat(encoded.vocabularySize()).isEqualTo(4);
  }

  @Test
  void truncates() {
    List<String> vocabulary = three().distinctTokens();
    EncodedTexts encoded =
        three().encode(token -> 2 + vocabulary.indexOf(token), 7, new Truncation(3, 1));
    assertThat(encoded.ids(0)).as("the | the best").containsExactly(2, 2, 5);
    assertThat(encoded.ids(1)).containsExactly(1);
    assertThat(encoded.ids(2)).containsExactly(6, 2, 5);
  }

  @Test
  void rejectsIdsOutsideTheVocabulary() {
    assertThatThrownBy(
            () -> three().encode(token -> token.equals("is") ? 9 : 1, 9, Truncation.NONE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("token 'is', id = 9: must be in [1, 9)");
    assertThatThrownBy(() -> three().encode(token -> 0, 9, Truncation.NONE))
        .as("padding is no token")
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("token 'the', id = 0: must be in [1, 9)");
  }

  @Test
  void rejectsWhatCannotBeLearntFrom() {
    assertThatThrownBy(() -> Corpus.read(List.of(), Samples.WHITE_SPACE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("corpus: has no text, 1 or more is needed");
    assertThatThrownBy(
            () -> Corpus.read(THREE, Samples.WHITE_SPACE, List.of("positive", "negative", "none")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("class = none: has no text");
    assertThatThrownBy(() -> Corpus.read(THREE, Samples.WHITE_SPACE, List.of("positive")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("class = negative: must be one of [positive]");
    assertThatThrownBy(() -> Corpus.read(THREE, Samples.WHITE_SPACE, List.of("a", "a")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("classes = [a, a]: must differ");
  }

  @Test
  void anErrorOfTheTokenizerReachesTheCaller() {
    Tokenizer failing =
        new Tokenizer() {
          @Override
          public List<String> tokenize(String text) {
            throw new InvalidInputException("text: cannot be cut");
          }

          @Override
          public String join(List<String> tokens) {
            return "";
          }

          @Override
          public String spec() {
            return "failing";
          }
        };
    assertThatThrownBy(() -> Corpus.read(THREE, failing))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("text: cannot be cut");
  }

  @Test
  void anErrorOfTheSourceReachesTheCaller() {
    List<LabelledText> many = new ArrayList<>(Samples.texts(1_000, 2));
    Iterable<LabelledText> breaking =
        () ->
            many.stream()
                .peek(
                    text -> {
                      if (text == many.get(999)) {
                        throw new InvalidInputException("line 1000: has no label");
                      }
                    })
                .iterator();
    assertThatThrownBy(() -> Corpus.read(breaking, Samples.WHITE_SPACE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("line 1000: has no label");
  }
}
