package dev.seq4j.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WordJoinerTest {

  private static final Tokenizer TOKENIZER = new WordTokenizer().withCase(WordTokenizer.Case.KEEP);

  private static final String PRINTED =
      """
      I can't wait. It's great, isn't it?
      They'd've said: "Don't!" (They did; twice.)
      'Yes,' he said, 'the dogs' bones.'
      He says 'hello' to the boys' mothers.
      The actors' work is fine.
      The parents' and the boys' choice? No!
      “So,” she said, “it's ‘odd’.”
      "Rocky"'s sequel [1979] cost $7.5 or £6, 10% more.
      No. 1? #1! 8/10, comedy/drama, 1990–1995 and so on...
      The best—of all - was low-budget -- really :-)
      (See https://www.imdb.com/title/tt1.) Mr. Smith went to the U.S. then.
      What?! Really?! Well... yes.
      Rock 'n' roll in the '90s, goin' home.
      He said "It's 'great' (really)" and left.
      5 < 6 & 7 > 6 = a + b * c
      I ❤️ it 👍🏽 <3
      """;

  static List<String> printed() {
    return PRINTED.lines().toList();
  }

  @ParameterizedTest
  @MethodSource("printed")
  void setsEnglishAsItWasPrinted(String text) {
    assertThat(TOKENIZER.join(TOKENIZER.tokenize(text))).isEqualTo(text);
  }

  static List<String[]> edges() {
    return List.of(
        new String[] {"", ""},
        new String[] {"n't", "n't"},
        new String[] {". a", ". a"},
        new String[] {"a . .", "a. ."},
        new String[] {"a ... .", "a... ."},
        new String[] {"foo : )", "foo: )"},
        new String[] {"( : )", "( : )"},
        new String[] {"\"", "\""},
        new String[] {"20 $ only", "20$ only"},
        new String[] {"$ only", "$ only"},
        new String[] {"8 / 10", "8 / 10"},
        new String[] {"' tis", "'tis"},
        new String[] {"a % b", "a % b"},
        new String[] {"<unk> , <unk> 's", "<unk>, <unk>'s"});
  }

  @ParameterizedTest
  @MethodSource("edges")
  void joinsWhateverComes(String tokens, String text) {
    List<String> list = tokens.isEmpty() ? List.of() : Arrays.asList(tokens.split(" "));

    assertThat(TOKENIZER.join(list)).isEqualTo(text);
  }

  @Test
  void leavesTheTokensAlone() {
    List<String> tokens = List.of("it", "'s", "\"", "so", "\"");

    assertThat(TOKENIZER.join(tokens)).isEqualTo(TOKENIZER.join(tokens)).isEqualTo("it's \"so\"");
  }
}
