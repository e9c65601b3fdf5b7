package dev.seq4j.datasets.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncodedTextsTest {

  private static final List<String> CLASSES = List.of("negative", "positive");

  private static EncodedTexts three() {
    return EncodedTexts.of(new int[][] {{4, 5, 6}, {}, {2}}, new int[] {1, 0, 1}, CLASSES, 7);
  }

  @Test
  void givesBackWhatWentIn() {
    EncodedTexts texts = three();
    assertThat(texts.size()).isEqualTo(3);
    assertThat(texts.ids(0)).containsExactly(4, 5, 6);
    assertThat(texts.ids(2)).containsExactly(2);
    assertThat(texts.length(0)).isEqualTo(3);
    assertThat(texts.label(0)).isEqualTo(1);
    assertThat(texts.label(1)).isZero();
    assertThat(texts.classNames()).isEqualTo(CLASSES);
    assertThat(texts.vocabularySize()).isEqualTo(7);
  }

  @Test
  void anEmptyTextIsOneUnknownToken() {
    assertThat(three().ids(1)).containsExactly(1);
  }

  @Test
  void makesOtherNumbersOfTheIds() {
    EncodedTexts doubled =
        three().map(ids -> java.util.Arrays.stream(ids).map(id -> 2 * id).toArray(), 13);
    assertThat(doubled.ids(0)).containsExactly(8, 10, 12);
    assertThat(doubled.label(2)).isEqualTo(1);
    assertThat(doubled.classNames()).isEqualTo(CLASSES);
    assertThat(doubled.vocabularySize()).isEqualTo(13);
    assertThat(three().map(ids -> new int[0], 7).ids(0)).containsExactly(1);
    assertThatThrownBy(() -> three().map(ids -> ids, 6))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("text 0, token 2, id = 6: must be in [1, 6)");
  }

  @Test
  void selectsInTheOrderAsked() {
    EncodedTexts part = three().select(new int[] {2, 0});
    assertThat(part.size()).isEqualTo(2);
    assertThat(part.ids(0)).containsExactly(2);
    assertThat(part.ids(1)).containsExactly(4, 5, 6);
    assertThat(part.label(1)).isEqualTo(1);
    assertThat(part.select(new int[] {1}).ids(0)).containsExactly(4, 5, 6);
    assertThatThrownBy(() -> part.select(new int[] {2}))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> part.select(new int[0]))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("texts = 0: must be 1 or above");
  }

  @Test
  void namesWhatIsOutOfRange() {
    assertThatThrownBy(() -> EncodedTexts.of(new int[0][], new int[0], CLASSES, 7))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("texts = 0: must be 1 or above");
    assertThatThrownBy(() -> EncodedTexts.of(new int[][] {{2}, {3, 7}}, new int[2], CLASSES, 7))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("text 1, token 1, id = 7: must be in [1, 7)");
    assertThatThrownBy(() -> EncodedTexts.of(new int[][] {{2, 0}}, new int[1], CLASSES, 7))
        .hasMessage("text 0, token 1, id = 0: must be in [1, 7)");
    assertThatThrownBy(() -> EncodedTexts.of(new int[][] {{2}}, new int[] {2}, CLASSES, 7))
        .hasMessage("text 0, label = 2: must be in [0, 2)");
    assertThatThrownBy(() -> EncodedTexts.of(new int[][] {{2}}, new int[2], CLASSES, 7))
        .hasMessage("labels: 2 for 1 texts, one a text is needed");
  }
}
