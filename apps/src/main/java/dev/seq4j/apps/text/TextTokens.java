package dev.seq4j.apps.text;

import dev.seq4j.core.text.BytePairEncoding;
import dev.seq4j.core.text.CharTokenizer;
import dev.seq4j.core.text.Tokenizer;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.text.VocabularyBuilder;
import dev.seq4j.core.text.WordTokenizer;
import java.util.List;

/**
 * What cuts a text into tokens, and the tokens that are known. Words and subwords are those of the
 * training text; the alphabet is that of the whole text.
 *
 * @param tokenizer cuts a text
 * @param vocabulary the tokens that are known
 */
record TextTokens(Tokenizer tokenizer, Vocabulary vocabulary) {

  /** The characters of Python's {@code string.printable}, in its order. */
  private static final String PRINTABLE =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
          + "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \t\n\r\u000b\f";

  static TextTokens learn(TokenSettings settings, TextParts text) {
    return switch (settings.level()) {
      case CHARACTER -> characters(settings, text);
      case WORD -> words(settings, text);
      case SUBWORD -> subwords(settings, text);
    };
  }

  private static TextTokens characters(TokenSettings settings, TextParts text) {
    CharTokenizer tokenizer = new CharTokenizer();
    VocabularyBuilder vocabulary = Vocabulary.builder();
    for (String part : List.of(text.train(), text.validation(), text.heldOut())) {
      vocabulary.addAll(tokenizer.tokenize(part));
    }
    if (settings.characters() == Alphabet.PRINTABLE) {
      vocabulary.addAll(tokenizer.tokenize(PRINTABLE)); // each once more than it occurs
    }
    return new TextTokens(tokenizer, vocabulary.build());
  }

  private static TextTokens words(TokenSettings settings, TextParts text) {
    WordTokenizer tokenizer = new WordTokenizer().withCase(WordTokenizer.Case.KEEP);
    Vocabulary vocabulary =
        Vocabulary.builder()
            .withMaxWords(settings.vocabulary())
            .withMinCount(settings.minCount())
            .addAll(tokenizer.tokenize(text.train()))
            .build();
    return new TextTokens(tokenizer, vocabulary);
  }

  private static TextTokens subwords(TokenSettings settings, TextParts text) {
    BytePairEncoding subwords =
        BytePairEncoding.train(List.of(text.train()), settings.vocabulary());
    return new TextTokens(subwords, subwords.vocabulary());
  }

  /**
   * @return the ids of a text
   */
  int[] encode(String text) {
    return vocabulary.encode(tokenizer.tokenize(text));
  }
}
