package dev.seq4j.models.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seq4j.core.text.CharTokenizer;
import dev.seq4j.core.text.Tokenizer;
import dev.seq4j.core.text.WordTokenizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextStreamTest {

  private static final Tokenizer WORDS = new WordTokenizer();
  private static final Tokenizer CHARACTERS = new CharTokenizer();

  private final List<String> pieces = new ArrayList<>();

  private String stream(Tokenizer tokenizer, List<String> prompt, List<String> tokens) {
    TextStream stream = new TextStream(tokenizer, prompt, pieces::add);
    tokens.forEach(stream::add);
    stream.end();
    return String.join("", pieces);
  }

  @Test
  void charactersAreShownAtOnce() {
    assertThat(stream(CHARACTERS, List.of("T"), List.of("h", "e", " ", "\n", "😀", "'")))
        .isEqualTo("he \n😀'");
    assertThat(pieces).containsExactly("h", "e", " ", "\n", "😀", "'");
  }

  @Test
  void wordsAreShownAtOnceWithTheSpaceBefore() {
    stream(WORDS, List.of("it"), List.of("was", "n't", "late", "."));
    assertThat(pieces).containsExactly(" was", "n't", " late", ".");
  }

  @Test
  void aTokenThatDependsOnTheNextWaitsForIt() {
    assertThat(stream(WORDS, List.of("this"), List.of("and", "/", "or", "that")))
        .isEqualTo(" and/or that");
    assertThat(pieces).containsExactly(" and", "/or", " that");
  }

  @Test
  void aQuoteThatMayOpenWaitsUntilItIsKnown() {
    assertThat(stream(WORDS, List.of("he"), List.of("said", "'", "no", "'", "again")))
        .isEqualTo(" said 'no' again");
    assertThat(pieces).startsWith(" said", " 'no'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          and /   | or | or
          well —  | he | he
          5 $     | 3  | 3
          5 $     | .  | .
          cost $  | 5  | 5
          said "  | no | no
          """)
  void thePromptIsNotShownAgainWhereItIsSetAnew(String prompt, String next, String shown) {
    assertThat(stream(WORDS, List.of(prompt.split(" ")), List.of(next))).isEqualTo(shown);
  }

  @Test
  void aPromptOfSpacesIsKept() {
    assertThat(stream(CHARACTERS, List.of(" ", " "), List.of(" ", "a"))).isEqualTo(" a");
  }

  @Test
  void aStrayQuoteDoesNotChangeWhatFollowsLater() {
    List<String> tokens = new ArrayList<>(List.of("\"", "go", "."));
    tokens.addAll(Collections.nCopies(1000, "on"));
    tokens.addAll(List.of("\"", "he", "said", "\"", "now"));
    assertThat(stream(WORDS, List.of("then"), tokens)).endsWith(" on on\" he said \"now");
  }

  @Test
  void theWorkOfATokenIsBounded() {
    long[] joined = new long[2]; // tokens joined for the first and the second thousand
    int[] half = new int[1];
    Tokenizer counting =
        new Tokenizer() {
          @Override
          public List<String> tokenize(String text) {
            return WORDS.tokenize(text);
          }

          @Override
          public String join(List<String> tokens) {
            joined[half[0]] += tokens.size();
            return WORDS.join(tokens);
          }

          @Override
          public String spec() {
            return WORDS.spec();
          }
        };
    TextStream stream = new TextStream(counting, List.of("\""), piece -> {});
    for (int i = 0; i < 4000; i++) {
      half[0] = i / 2000;
      stream.add(i % 7 == 0 ? "," : "word");
    }
    stream.end();
    assertThat(joined[1]).isLessThan(joined[0] * 5 / 4);
  }

  @Test
  void aLongPromptIsNotJoinedAgainForEachToken() {
    List<String> prompt = Collections.nCopies(10_000, "so");
    assertThat(stream(WORDS, prompt, List.of("it", "is"))).isEqualTo(" it is");
  }

  @Property(tries = 200, seed = "1")
  void piecesMakeWhatJoinMakesOfAll(@ForAll("texts") List<String> tokens) {
    pieces.clear();
    String text = stream(WORDS, List.of("it"), tokens);
    List<String> all = new ArrayList<>(List.of("it"));
    all.addAll(tokens);
    assertThat(text).isEqualTo(WORDS.join(all).substring("it".length()));
    assertThat(String.join("", pieces)).isEqualTo(text);
    assertThat(pieces).doesNotContain("");
  }

  @Provide
  Arbitrary<List<String>> texts() {
    Arbitrary<String> words = Arbitraries.of("dogs", "a", "he", "'s", "n't", "mr.", "1990", "5");
    Arbitrary<String> marks =
        Arbitraries.of(
            "\"", "'", "'", "(", ")", ".", "...", ",", "!", "$", "%", "#", "/", "—", "–", "--", "“",
            "”", "‘", "’", ":", ":)", "``", "''", "&", "<unk>");
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(3, words), net.jqwik.api.Tuple.of(1, marks))
        .list()
        .ofMaxSize(700);
  }
}
