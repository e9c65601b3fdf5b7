package dev.seq4j.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BareWordTokenizerTest {

  private final BareWordTokenizer tokenizer = new BareWordTokenizer();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Mr. Lorry--I don't know!            | mr lorry i don't know
          "The well-known man," he said       | the well-known man he said
          It cost 1,775.50 at 10:30.          | it cost 1,775.50 at 10:30
          'Tis the dogs' day                  | tis the dogs day
          DON\u2019T                          | don't
          a - b -- c_d                        | a b c d
          Été, ΑΘΗΝΑ; 中文                    | été αθηνα 中文
          3,d x.y                             | 3 d x y
          ... -- !                            | ``
          """)
  void leavesWordsAlone(String text, String words) {
    assertThat(tokenizer.join(tokenizer.tokenize(text))).isEqualTo(words);
  }

  @Property(tries = 500, seed = "1")
  void takesAnyTextAndCutsItsOwnWordsIntoThemselves(@ForAll String text) {
    List<String> words = tokenizer.tokenize(text);
    assertThat(words).doesNotContain("");
    for (String word : words) {
      if (word.equals(BareWordTokenizer.bare(word))) { // some letters change with each lowering
        assertThat(tokenizer.tokenize(word)).containsExactly(word);
      }
    }
  }

  @Test
  void aWordMayBeLong() {
    String word = "a" + "-b".repeat(100_000);
    assertThat(tokenizer.tokenize(word)).containsExactly(word);
  }
}
