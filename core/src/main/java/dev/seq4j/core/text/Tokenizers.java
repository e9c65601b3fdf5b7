package dev.seq4j.core.text;

import dev.seq4j.core.Choice;
import dev.seq4j.core.InvalidInputException;
import java.util.Arrays;
import java.util.List;

/** Makes tokenizers from the line that describes them. */
public final class Tokenizers {

  private static final List<String> KINDS =
      List.of(
          WordTokenizer.KIND,
          BareWordTokenizer.KIND,
          CharTokenizer.KIND,
          BytePairEncoding.KIND,
          FactoryTokenizer.KIND,
          NoTokenizer.KIND);

  private Tokenizers() {}

  /**
   * Makes a tokenizer from its description: {@code word}, {@code word?case=lower}, {@code
   * word?case=keep&language=fr}, {@code bare}, {@code char}, {@code none} or {@code
   * factory?class=NAME}, the last with {@code &preprocessor=NAME} if it has one. An option that is
   * left out has its default.
   *
   * @param spec as {@link Tokenizer#spec()} returns it
   * @return a tokenizer equal to the one described
   * @throws InvalidInputException if there is no such tokenizer
   */
  public static Tokenizer fromSpec(String spec) {
    TokenizerSpec parsed = TokenizerSpec.parse(spec);
    switch (parsed.kind()) {
      case WordTokenizer.KIND:
        parsed.requireOptions(List.of(WordTokenizer.CASE_OPTION, WordTokenizer.LANGUAGE_OPTION));
        return word(parsed);
      case BareWordTokenizer.KIND:
        parsed.requireOptions(List.of());
        return new BareWordTokenizer();
      case CharTokenizer.KIND:
        parsed.requireOptions(List.of());
        return new CharTokenizer();
      case NoTokenizer.KIND:
        parsed.requireOptions(List.of());
        return new NoTokenizer();
      case BytePairEncoding.KIND:
        throw parsed.problem("is made of its vocabulary, which is not given");
      case FactoryTokenizer.KIND:
        parsed.requireOptions(
            List.of(FactoryTokenizer.CLASS_OPTION, FactoryTokenizer.PREPROCESSOR_OPTION));
        return FactoryTokenizer.fromSpec(parsed);
      default:
        throw parsed.problem(Choice.describe("kind", parsed.kind(), KINDS));
    }
  }

  /**
   * Makes a tokenizer from its description and the vocabulary it works with, as a model file holds
   * them: {@code bpe?vocabulary=DIGEST}, or any that the description alone is enough for.
   *
   * @param spec as {@link Tokenizer#spec()} returns it
   * @param vocabulary of the same model
   * @return a tokenizer equal to the one described
   * @throws InvalidInputException if there is no such tokenizer, or it has another vocabulary
   */
  public static Tokenizer fromSpec(String spec, Vocabulary vocabulary) {
    TokenizerSpec parsed = TokenizerSpec.parse(spec);
    if (!parsed.kind().equals(BytePairEncoding.KIND)) {
      return fromSpec(spec);
    }
    parsed.requireOptions(List.of(BytePairEncoding.VOCABULARY_OPTION));
    String wanted = parsed.options().get(BytePairEncoding.VOCABULARY_OPTION);
    if (!BytePairEncoding.name(vocabulary).equals(wanted)) {
      throw parsed.problem("has another vocabulary, " + BytePairEncoding.name(vocabulary));
    }
    return new BytePairEncoding(vocabulary);
  }

  private static WordTokenizer word(TokenizerSpec spec) {
    WordTokenizer tokenizer = new WordTokenizer();
    String letterCase = spec.options().get(WordTokenizer.CASE_OPTION);
    if (letterCase != null) {
      WordTokenizer.Case[] all = WordTokenizer.Case.values();
      List<String> names = Arrays.stream(all).map(WordTokenizer.Case::specName).toList();
      tokenizer =
          tokenizer.withCase(all[index(spec, WordTokenizer.CASE_OPTION, letterCase, names)]);
    }
    String language = spec.options().get(WordTokenizer.LANGUAGE_OPTION);
    if (language != null) {
      WordTokenizer.Language[] all = WordTokenizer.Language.values();
      List<String> codes = Arrays.stream(all).map(WordTokenizer.Language::code).toList();
      tokenizer =
          tokenizer.withLanguage(all[index(spec, WordTokenizer.LANGUAGE_OPTION, language, codes)]);
    }
    return tokenizer;
  }

  private static int index(TokenizerSpec spec, String option, String value, List<String> allowed) {
    int index = allowed.indexOf(value);
    if (index < 0) {
      throw spec.problem(Choice.describe(option, value, allowed));
    }
    return index;
  }
}
