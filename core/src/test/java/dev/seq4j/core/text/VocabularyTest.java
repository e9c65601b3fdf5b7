package dev.seq4j.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyTest {

  private static final Vocabulary VOCABULARY =
      Vocabulary.builder()
          .withSpecials("<bos>")
          .withMinCount(2)
          .addAll(List.of("b", "a", "c", "b", "a", "b", "d"))
          .build();

  @Test
  void givesIdsToTokensAndTokensToIds() {
    assertThat(VOCABULARY.size()).isEqualTo(5);
    assertThat(VOCABULARY.specials()).containsExactly("<pad>", "<unk>", "<bos>");
    assertThat(List.of("<pad>", "<unk>", "<bos>", "b", "a")).allMatch(VOCABULARY::contains);
    for (int id = 0; id < VOCABULARY.size(); id++) {
      assertThat(VOCABULARY.id(VOCABULARY.token(id))).isEqualTo(id);
    }
    assertThat(VOCABULARY.token(Vocabulary.PAD)).isEqualTo(Vocabulary.PAD_TOKEN);
    assertThat(VOCABULARY.token(Vocabulary.UNK)).isEqualTo(Vocabulary.UNK_TOKEN);
    assertThat(VOCABULARY.token(3)).isEqualTo("b");
  }

  @Test
  void takesWhatIsNotInForUnknown() {
    assertThat(VOCABULARY.contains("c")).isFalse();
    assertThat(VOCABULARY.id("c")).isEqualTo(Vocabulary.UNK);
    assertThat(VOCABULARY.encode(List.of("a", "zebra", "<bos>", "b"))).containsExactly(4, 1, 2, 3);
    assertThat(VOCABULARY.encode(List.of())).isEmpty();
  }

  @Test
  void knowsHowOftenTokensCame() {
    assertThat(VOCABULARY.count(3)).isEqualTo(3);
    assertThat(VOCABULARY.count(4)).isEqualTo(2);
    assertThat(VOCABULARY.count(Vocabulary.PAD)).isZero();
    assertThat(VOCABULARY.count(Vocabulary.UNK)).as("c and d").isEqualTo(2);
  }

  @Test
  void leavesPaddingOutOfWhatItDecodes() {
    assertThat(VOCABULARY.decode(new int[] {0, 2, 3, 0, 1, 4, 0, 0}))
        .containsExactly("<bos>", "b", "<unk>", "a");
    assertThat(VOCABULARY.decode(new int[0])).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 5, Integer.MAX_VALUE})
  void refusesIdsItDoesNotHave(int id) {
    String message = "id = " + id + ": must be in [0, 5), the vocabulary's size";
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> VOCABULARY.token(id))
        .withMessage(message);
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> VOCABULARY.count(id))
        .withMessage(message);
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> VOCABULARY.decode(new int[] {3, id}))
        .withMessage(message);
  }

  @Test
  void tellsTheShareOfUnknownTokens() {
    assertThat(VOCABULARY.unknownRate(List.of("a", "x", "b", "y"))).isEqualTo(0.5);
    assertThat(VOCABULARY.unknownRate(List.of("a", "b"))).isZero();
    assertThat(VOCABULARY.unknownRate(List.of())).isZero();
  }

  @Test
  void isEqualByContent() {
    Vocabulary same =
        Vocabulary.builder()
            .withSpecials("<bos>")
            .add("a", 2)
            .add("b", 3)
            .add(Vocabulary.UNK_TOKEN, 2)
            .build();

    assertThat(same).isEqualTo(VOCABULARY).hasSameHashCodeAs(VOCABULARY);
    assertThat(same.digest()).isEqualTo(VOCABULARY.digest()).matches("[0-9a-f]{64}");
  }

  @Test
  void differsInEverythingThatItHolds() {
    Vocabulary ab = Vocabulary.builder().add("a", 2).add("b", 1).build();
    List<Vocabulary> others =
        List.of(
            Vocabulary.builder().add("a", 3).add("b", 1).build(),
            Vocabulary.builder().add("a", 2).add("c", 1).build(),
            Vocabulary.builder().add("a", 2).build(),
            Vocabulary.builder().withSpecials("a", "b").add("a", 2).add("b", 1).build());

    assertThat(others).doesNotContain(ab);
    assertThat(others).extracting(Vocabulary::digest).doesNotContain(ab.digest());
    assertThat(ab).hasToString("Vocabulary[4 tokens, special: <pad> <unk>]");
  }
}
