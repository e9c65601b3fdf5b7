package dev.seq4j.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CharTokenizerTest {

  private static final Tokenizer TOKENIZER = new CharTokenizer();

  @Test
  void cutsBetweenCodePoints() {
    assertThat(TOKENIZER.tokenize("aß 中\n👍🏽\uD83D"))
        .containsExactly("a", "ß", " ", "中", "\n", "👍", "🏽", "\uD83D");
    assertThat(TOKENIZER.tokenize("")).isEmpty();
  }

  @Property(tries = 1000, seed = "1")
  void joinsWhatItCut(@ForAll("texts") String text) {
    assertThat(TOKENIZER.join(TOKENIZER.tokenize(text))).isEqualTo(text);
  }

  @Property(tries = 100, seed = "1")
  void concatenates(@ForAll("texts") String text, @ForAll("texts") String more) {
    assertThat(TOKENIZER.concatenates()).isTrue();
    List<String> tokens = new ArrayList<>(TOKENIZER.tokenize(text));
    tokens.addAll(TOKENIZER.tokenize(more));
    assertThat(TOKENIZER.join(tokens)).isEqualTo(text + more);
  }

  @Property(tries = 1000, seed = "1")
  void makesOneTokenACodePoint(@ForAll("texts") String text) {
    assertThat(TOKENIZER.tokenize(text).stream().mapToInt(token -> token.codePointAt(0)))
        .containsExactlyElementsOf(text.codePoints().boxed().toList());
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> halves =
        Arbitraries.of("\uD83D", "\uDE00", "a", "é", "😀")
            .list()
            .map(list -> String.join("", list));
    return Arbitraries.oneOf(Arbitraries.strings().all(), halves);
  }

  @Test
  void isAValue() {
    assertThat(TOKENIZER)
        .isEqualTo(new CharTokenizer())
        .hasSameHashCodeAs(new CharTokenizer())
        .hasToString("CharTokenizer[]");
  }
}
