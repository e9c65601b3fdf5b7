package dev.seq4j.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.InvalidInputException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class VocabularyBuilderTest {

  @Test
  void ordersByFallingCountThenByCodePoint() {
    // In UTF-16 the emoji would come before the private character.
    Vocabulary vocabulary =
        Vocabulary.builder()
            .addAll(List.of("😀", "\uE000", "b", "ab", "a", "é", "Z", "z", "z"))
            .build();

    assertThat(tokens(vocabulary))
        .containsExactly("<pad>", "<unk>", "z", "Z", "a", "ab", "b", "é", "\uE000", "😀");
  }

  @Test
  void keepsTheMostFrequentWords() {
    Vocabulary vocabulary =
        Vocabulary.builder()
            .withMaxWords(2)
            .addAll(Map.of("a", 1L, "b", 5L, "c", 3L, "d", 3L))
            .build();

    assertThat(tokens(vocabulary)).containsExactly("<pad>", "<unk>", "b", "c");
    assertThat(vocabulary.count(Vocabulary.UNK)).isEqualTo(4);
  }

  @Test
  void hasAsManyTokensAsAskedForBesidesTheSpecialOnes() {
    VocabularyBuilder builder = Vocabulary.builder().withMaxWords(20_000);
    IntStream.range(0, 30_000).forEach(i -> builder.add("w" + i));

    assertThat(builder.build().size()).isEqualTo(20_002);
    assertThat(builder.withSpecials("<bos>", "<eos>").build().size()).isEqualTo(20_004);
  }

  @Test
  void leavesOutRareWords() {
    VocabularyBuilder builder = Vocabulary.builder().add("a", 3).add("b", 2).add("c");

    assertThat(tokens(builder.withMinCount(2).build())).containsExactly("<pad>", "<unk>", "a", "b");
    assertThat(tokens(builder.withMinCount(4).build())).containsExactly("<pad>", "<unk>");
  }

  @Test
  void dropsNoCharacterUnlessTold() {
    String text = "To be,\nor not\tto be – 😀";

    List<String> tokens = new CharTokenizer().tokenize(text);
    Vocabulary vocabulary = Vocabulary.builder().addAll(tokens).build();

    assertThat(vocabulary.unknownRate(tokens)).isZero();
    assertThat(vocabulary.size()).isEqualTo(2 + (int) text.codePoints().distinct().count());
    assertThat(vocabulary.decode(vocabulary.encode(tokens))).isEqualTo(tokens);
  }

  @Test
  void countsSpecialTokensOfTheTextForThemselves() {
    Vocabulary vocabulary =
        Vocabulary.builder()
            .withSpecials("<bos>")
            .withMaxWords(1)
            .addAll(List.of("<bos>", "<unk>", "<pad>", "<bos>", "a", "a", "b"))
            .build();

    assertThat(tokens(vocabulary)).containsExactly("<pad>", "<unk>", "<bos>", "a");
    assertThat(IntStream.range(0, 4).mapToLong(vocabulary::count)).containsExactly(1L, 2L, 2L, 2L);
  }

  @Test
  void countsOnAfterBuilding() {
    VocabularyBuilder builder = Vocabulary.builder().add("a");
    Vocabulary before = builder.build();

    Vocabulary after = builder.add("a").add("b").build();

    assertThat(before.count(2)).isEqualTo(1);
    assertThat(after.count(2)).isEqualTo(2);
    assertThat(after.size()).isEqualTo(4);
  }

  @Property(tries = 300, seed = "1")
  void doesNotDependOnTheOrderOfAdding(
      @ForAll("tokens") List<String> tokens, @ForAll Random random) {
    Vocabulary one = Vocabulary.builder().withMaxWords(3).addAll(tokens).build();
    Collections.shuffle(tokens, random);
    Map<String, Long> counts = new HashMap<>();
    tokens.forEach(token -> counts.merge(token, 1L, Long::sum));

    assertThat(Vocabulary.builder().withMaxWords(3).addAll(tokens).build()).isEqualTo(one);
    assertThat(Vocabulary.builder().withMaxWords(3).addAll(counts).build()).isEqualTo(one);
  }

  @Property(tries = 300, seed = "1")
  void givesDenseIdsAndForgetsNoCount(@ForAll("tokens") List<String> tokens) {
    Vocabulary vocabulary = Vocabulary.builder().withMaxWords(3).addAll(tokens).build();

    assertThat(tokens(vocabulary)).doesNotHaveDuplicates();
    assertThat(IntStream.range(0, vocabulary.size()).mapToLong(vocabulary::count).sum())
        .isEqualTo(tokens.size());
    assertThat(IntStream.range(2, vocabulary.size()).mapToObj(vocabulary::count))
        .isSortedAccordingTo(Collections.reverseOrder());
    assertThat(vocabulary.unknownRate(tokens) * tokens.size())
        .isEqualTo(vocabulary.count(Vocabulary.UNK), within(1e-9));
  }

  @Provide
  Arbitrary<List<String>> tokens() {
    return Arbitraries.of("a", "b", "c", "d", "é", "😀", "\uE000").list().ofMaxSize(30);
  }

  @Test
  void saysWhatIsWrong() {
    assertRefused(b -> b.withMaxWords(0), "maxWords = 0: must be at least 1");
    assertRefused(b -> b.withMinCount(0), "minCount = 0: must be at least 1");
    assertRefused(b -> b.withSpecials("<x>", "<x>"), "special token <x>: stands twice");
    assertRefused(b -> b.withSpecials("<unk>"), "special token <unk>: stands twice");
    assertRefused(b -> b.withSpecials(""), "token = '': must not be empty");
    assertRefused(b -> b.add(""), "token = '': must not be empty");
    assertRefused(b -> b.add("a", 0), "count of 'a' = 0: must be at least 1");
    assertRefused(
        b -> b.add("a", Long.MAX_VALUE),
        "count of 'a' = 9223372036854775807: the sum of all must stay below 10^18");
    assertRefused(
        b -> b.add("a", 999_999_999_999_999_999L).add("b", 1),
        "count of 'b' = 1: the sum of all must stay below 10^18");
  }

  private static void assertRefused(Consumer<VocabularyBuilder> use, String message) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> use.accept(Vocabulary.builder()))
        .withMessage(message);
  }

  private static List<String> tokens(Vocabulary vocabulary) {
    return IntStream.range(0, vocabulary.size()).mapToObj(vocabulary::token).toList();
  }
}
