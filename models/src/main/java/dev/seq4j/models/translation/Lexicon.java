package dev.seq4j.models.translation;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.BytePairEncoding;
import dev.seq4j.core.text.Tokenizer;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.text.VocabularyBuilder;
import java.util.List;
import java.util.Objects;

/**
 * A language as a model knows it: how its texts are cut, and the tokens there are. Subwords that
 * two languages share are one lexicon for both.
 *
 * @param tokenizer cuts texts into tokens
 * @param vocabulary gives them numbers, with {@code <bos>} and {@code <eos>} as special tokens
 */
public record Lexicon(Tokenizer tokenizer, Vocabulary vocabulary) {

  /** What the vocabulary of a lexicon has besides padding and unknown. */
  private static final List<String> MARKS = List.of(Vocabulary.BOS_TOKEN, Vocabulary.EOS_TOKEN);

  /**
   * @throws InvalidInputException if the vocabulary has not the two marks, or no other token
   */
  public Lexicon {
    Objects.requireNonNull(tokenizer, "tokenizer");
    Objects.requireNonNull(vocabulary, "vocabulary");
    for (String mark : MARKS) {
      if (!vocabulary.specials().contains(mark)) {
        throw new InvalidInputException(
            "vocabulary = %s: must have the special token %s".formatted(vocabulary, mark));
      }
    }
    if (vocabulary.size() == vocabulary.specials().size()) {
      throw new InvalidInputException(
          "vocabulary = %s: must hold a token that is not special".formatted(vocabulary));
    }
  }

  /**
   * Learns the subwords of one language, or of several that are to share them.
   *
   * @param texts of all of them
   * @param merges how many joins to learn at most
   * @return the subwords
   */
  public static Lexicon ofSubwords(Iterable<String> texts, int merges) {
    BytePairEncoding subwords = BytePairEncoding.train(texts, merges, MARKS.toArray(String[]::new));
    return new Lexicon(subwords, subwords.vocabulary());
  }

  /**
   * Gathers the tokens of a language.
   *
   * @param texts of the language
   * @param tokenizer cuts them
   * @param minCount how often a token must occur to be known, 1 or more
   * @return the tokens
   */
  public static Lexicon ofWords(Iterable<String> texts, Tokenizer tokenizer, int minCount) {
    VocabularyBuilder words =
        Vocabulary.builder().withSpecials(MARKS.toArray(String[]::new)).withMinCount(minCount);
    texts.forEach(text -> words.addAll(tokenizer.tokenize(text)));
    return new Lexicon(tokenizer, words.build());
  }

  /**
   * @param text normalised
   * @return the ids of its tokens
   */
  public int[] ids(String text) {
    return vocabulary.encode(tokenizer.tokenize(text));
  }

  /** Whether tokens are parts of words. */
  boolean isOfSubwords() {
    return tokenizer instanceof BytePairEncoding;
  }
}
