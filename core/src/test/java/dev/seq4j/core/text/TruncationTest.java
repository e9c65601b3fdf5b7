package dev.seq4j.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TruncationTest {

  private static int[] kept(Truncation truncation, int length) {
    return IntStream.range(0, truncation.kept(length))
        .map(position -> truncation.source(position, length))
        .toArray();
  }

  @Test
  void keepsPartsOfALongText() {
    assertThat(kept(Truncation.keepBeginning(4), 10)).containsExactly(0, 1, 2, 3);
    assertThat(kept(Truncation.keepEnd(4), 10)).containsExactly(6, 7, 8, 9);
    assertThat(kept(Truncation.of(4), 10)).containsExactly(0, 7, 8, 9);
    assertThat(kept(new Truncation(4, 2), 10)).containsExactly(0, 1, 8, 9);
    assertThat(Truncation.of(400)).isEqualTo(new Truncation(400, 100));
  }

  @Test
  void appliesToTokens() {
    List<String> tokens = List.of("a", "b", "c", "d", "e", "f");
    assertThat(new Truncation(4, 1).apply(tokens)).containsExactly("a", "d", "e", "f");
    assertThat(Truncation.of(6).apply(tokens)).isEqualTo(tokens);
  }

  @Test
  void appliesToNumbersAsToTokens() {
    for (Truncation truncation :
        List.of(
            Truncation.of(4),
            Truncation.keepBeginning(3),
            Truncation.keepEnd(3),
            Truncation.of(1),
            Truncation.NONE)) {
      for (int length = 0; length < 8; length++) {
        int[] ids = IntStream.range(0, length).toArray();
        List<Integer> expected = truncation.apply(IntStream.range(0, length).boxed().toList());
        assertThat(truncation.apply(ids))
            .containsExactly(expected.stream().mapToInt(i -> i).toArray());
      }
    }
  }

  @Test
  void keepsAShortTextWhole() {
    for (Truncation truncation :
        new Truncation[] {
          Truncation.of(4), Truncation.keepBeginning(4), Truncation.keepEnd(4), Truncation.NONE
        }) {
      assertThat(kept(truncation, 4)).containsExactly(0, 1, 2, 3);
      assertThat(kept(truncation, 3)).containsExactly(0, 1, 2);
      assertThat(kept(truncation, 0)).isEmpty();
    }
    assertThat(kept(Truncation.NONE, 1000)).isEqualTo(IntStream.range(0, 1000).toArray());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0  | 0  | maximum length = 0: must be 1 or above",
        "-3 | 0  | maximum length = -3: must be 1 or above",
        "5  | 6  | tokens from the beginning = 6: must be in [0, 5]",
        "5  | -1 | tokens from the beginning = -1: must be in [0, 5]"
      })
  void rejectsNumbersOutOfRange(int maxLength, int head, String message) {
    assertThatThrownBy(() -> new Truncation(maxLength, head))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
  }

  @Test
  void namesTheMaximumWhateverIsKept() {
    assertThatThrownBy(() -> Truncation.of(-1)).hasMessageStartingWith("maximum length = -1");
    assertThatThrownBy(() -> Truncation.keepBeginning(0)).hasMessageStartingWith("maximum length");
    assertThatThrownBy(() -> Truncation.keepEnd(0)).hasMessageStartingWith("maximum length = 0");
  }
}
