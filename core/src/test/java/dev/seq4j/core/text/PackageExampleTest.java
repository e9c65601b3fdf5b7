package dev.seq4j.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs what the package's description and {@link WordTokenizer}'s show. */
class PackageExampleTest {

  @Test
  void cutsNumbersAndJoins() {
    Tokenizer tokenizer = new WordTokenizer();
    List<String> tokens = tokenizer.tokenize("I can't wait. It's great, isn't it?<br />");

    Vocabulary vocabulary = Vocabulary.builder().withMaxWords(20_000).addAll(tokens).build();
    int[] ids = vocabulary.encode(tokenizer.tokenize("Isn't it odd?"));

    assertThat(String.join(" ", tokens)).isEqualTo("i ca n't wait . it 's great , is n't it ?");
    assertThat(tokenizer.join(vocabulary.decode(ids))).isEqualTo("isn't it <unk>?");
  }

  @Test
  void cutsTheTokenizersExample() {
    String text = "I can't recommend Mr. Hitchcock's film enough: 10/10!<br />";

    assertThat(String.join(" | ", new WordTokenizer().tokenize(text)))
        .isEqualTo(
            "i | ca | n't | recommend | mr. | hitchcock | 's | film | enough | : | 10/10 | !");
  }
}
