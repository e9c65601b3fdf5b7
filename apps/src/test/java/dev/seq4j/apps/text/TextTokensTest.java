package dev.seq4j.apps.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seq4j.core.text.Vocabulary;
import org.junit.jupiter.api.Test;

class TextTokensTest {

  private static final TextParts TEXT =
      new TextParts("the mill the Mill the water ", "the brook ", "\u00e9 the clock");

  private static TextTokens learn(Level level, Alphabet characters, Integer size, Integer count) {
    return TextTokens.learn(TokenSettings.of(level, characters, size, count), TEXT);
  }

  @Test
  void charactersAreThoseOfTheWholeText() {
    TextTokens tokens = learn(Level.CHARACTER, null, null, null);
    assertThat(tokens.encode(TEXT.heldOut())).doesNotContain(Vocabulary.UNK);
    assertThat(tokens.vocabulary().contains("z")).isFalse();
  }

  @Test
  void printableCharactersComeOnTopOfThem() {
    TextTokens tokens = learn(Level.CHARACTER, Alphabet.PRINTABLE, null, null);
    assertThat(tokens.vocabulary().size()).isEqualTo(2 + 100 + 1); // padding, unknown; the accent
    assertThat(tokens.encode("zQ~\t\u000b\u00e9")).doesNotContain(Vocabulary.UNK);
  }

  @Test
  void wordsAreThoseOfTheTrainingPartAndKeepTheirCase() {
    TextTokens tokens = learn(Level.WORD, null, null, 1);
    assertThat(tokens.vocabulary().unknownRate(tokens.tokenizer().tokenize("the Mill brook clock")))
        .isEqualTo(0.5);
    assertThat(learn(Level.WORD, null, null, null).vocabulary().size()).isEqualTo(2 + 1); // the
    assertThat(learn(Level.WORD, null, 2, 1).vocabulary().size()).isEqualTo(2 + 2);
  }

  @Test
  void subwordsAreThoseOfTheTrainingPart() {
    TextParts text = new TextParts(TEXT.train().repeat(50), TEXT.validation(), TEXT.heldOut());
    TextTokens tokens = TextTokens.learn(TokenSettings.of(Level.SUBWORD, null, 3, null), text);
    assertThat(tokens.tokenizer().tokenize(" the")).containsExactly(" the");
    assertThat(tokens.encode(TEXT.heldOut())).doesNotContain(Vocabulary.UNK);
    assertThat(tokens.tokenizer().join(tokens.tokenizer().tokenize(TEXT.heldOut())))
        .isEqualTo(TEXT.heldOut());
  }
}
