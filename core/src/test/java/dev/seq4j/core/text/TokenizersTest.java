package dev.seq4j.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.seq4j.core.InvalidInputException;
import java.util.List;
import org.deeplearning4j.text.tokenization.tokenizer.preprocessor.CommonPreprocessor;
import org.deeplearning4j.text.tokenization.tokenizerfactory.DefaultTokenizerFactory;
import org.deeplearning4j.text.tokenization.tokenizerfactory.TokenizerFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TokenizersTest {

  static List<Tokenizer> tokenizers() {
    TokenizerFactory preprocessing = new DefaultTokenizerFactory();
    preprocessing.setTokenPreProcessor(new CommonPreprocessor());
    return List.of(
        new WordTokenizer(),
        new WordTokenizer(WordTokenizer.Case.KEEP),
        new WordTokenizer().withLanguage(WordTokenizer.Language.FRENCH),
        new BareWordTokenizer(),
        new CharTokenizer(),
        new NoTokenizer(),
        new FactoryTokenizer(new DefaultTokenizerFactory()),
        new FactoryTokenizer(preprocessing));
  }

  @ParameterizedTest
  @MethodSource("tokenizers")
  void makesAnEqualTokenizerFromItsSpec(Tokenizer tokenizer) {
    Tokenizer made = Tokenizers.fromSpec(tokenizer.spec());

    assertThat(made).isEqualTo(tokenizer).hasSameHashCodeAs(tokenizer);
    assertThat(made.spec()).isEqualTo(tokenizer.spec());
    assertThat(tokenizers()).filteredOn(made::equals).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "word,word?case=lower",
    "word?case=keep,word?case=keep",
    "word?language=en,word?case=lower",
    "word?language=fr,word?case=lower&language=fr",
    "bare,bare",
    "char,char"
  })
  void fillsInDefaults(String spec, String whole) {
    assertThat(Tokenizers.fromSpec(spec).spec()).isEqualTo(whole);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          wrod               | kind = wrod: unknown; did you mean word? must be one of word, bare, char, bpe, factory, none
          chars              | kind = chars: unknown; did you mean char? must be one of word, bare, char, bpe, factory, none
          sentencepiece      | kind = sentencepiece: unknown; must be one of word, bare, char, bpe, factory, none
          Word               | kind = Word: unknown; did you mean word? must be one of word, bare, char, bpe, factory, none
          ?case=lower        | kind = : unknown; must be one of word, bare, char, bpe, factory, none
          word?cse=lower     | option = cse: unknown; did you mean case? must be one of case, language
          word?case=lowr     | case = lowr: unknown; did you mean lower? must be one of lower, keep
          word?language=de    | language = de: unknown; must be one of en, fr
          word?case=upside   | case = upside: unknown; must be one of lower, keep
          word?case          | 'case' must be option=value
          word?case=         | 'case=' must be option=value
          word?              | '' must be option=value
          word?case=keep&    | '' must be option=value
          word?case=keep&case=keep | option case stands twice
          char?case=lower    | unknown option case, char has none
          bpe?vocabulary=1   | is made of its vocabulary, which is not given
          factory            | option class is missing
          factory?clas=a.B   | option = clas: unknown; did you mean class? must be one of class, preprocessor
          """)
  void namesWhatIsWrongAndWhatIsAllowed(String spec, String reason) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Tokenizers.fromSpec(spec))
        .withMessage("tokenizer = " + spec + ": " + reason);
  }
}
