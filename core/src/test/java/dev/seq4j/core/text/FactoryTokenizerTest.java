package dev.seq4j.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.seq4j.core.InvalidInputException;
import java.util.List;
import org.deeplearning4j.text.tokenization.tokenizer.preprocessor.CommonPreprocessor;
import org.deeplearning4j.text.tokenization.tokenizer.preprocessor.LowCasePreProcessor;
import org.deeplearning4j.text.tokenization.tokenizerfactory.DefaultTokenizerFactory;
import org.deeplearning4j.text.tokenization.tokenizerfactory.NGramTokenizerFactory;
import org.deeplearning4j.text.tokenization.tokenizerfactory.TokenizerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactoryTokenizerTest {

  private static final String DEFAULT = DefaultTokenizerFactory.class.getName();

  /** A factory with settings, as a user would write it. */
  public static final class Bigrams extends NGramTokenizerFactory {
    public Bigrams() {
      super(new DefaultTokenizerFactory(), 1, 2);
    }
  }

  /** One that fails when it is made. */
  public static final class Failing extends DefaultTokenizerFactory {
    public Failing() {
      throw new IllegalStateException("no dictionary");
    }
  }

  /** A class whose initializer must not run, as it is no factory. */
  public static final class Stranger {
    static {
      System.setProperty("seq4j.test.stranger", "ran");
    }
  }

  static final class Hidden extends DefaultTokenizerFactory {}

  @Test
  void cutsAsItsFactoryDoes() {
    Tokenizer tokenizer = new FactoryTokenizer(new DefaultTokenizerFactory());

    assertThat(tokenizer.tokenize("It's a  Film, isn't it?\nYes"))
        .containsExactly("It's", "a", "Film,", "isn't", "it?", "Yes");
    assertThat(tokenizer.tokenize("")).isEmpty();
    assertThat(tokenizer.join(List.of("a", "Film,"))).isEqualTo("a Film,");
    assertThat(tokenizer.spec()).isEqualTo("factory?class=" + DEFAULT);
    assertThat(tokenizer).hasToString("FactoryTokenizer[" + tokenizer.spec() + "]");
  }

  @Test
  void keepsThePreprocessorAndDropsWhatItEmpties() {
    TokenizerFactory factory = new DefaultTokenizerFactory();
    factory.setTokenPreProcessor(new CommonPreprocessor());
    Tokenizer tokenizer = new FactoryTokenizer(factory);
    Tokenizer restored = Tokenizers.fromSpec(tokenizer.spec());

    assertThat(tokenizer.tokenize("A Film ... (GREAT)")).containsExactly("a", "film", "great");
    assertThat(restored.tokenize("A Film ... (GREAT)")).containsExactly("a", "film", "great");
    assertThat(tokenizer.spec())
        .isEqualTo(
            "factory?class=" + DEFAULT + "&preprocessor=" + CommonPreprocessor.class.getName());
  }

  @Test
  void isNotChangedByWhatBecomesOfTheFactoryItWasGiven() {
    TokenizerFactory factory = new DefaultTokenizerFactory();
    Tokenizer tokenizer = new FactoryTokenizer(factory);

    factory.setTokenPreProcessor(new LowCasePreProcessor());

    assertThat(tokenizer.tokenize("A Film")).containsExactly("A", "Film");
  }

  @Test
  void takesAFactoryOfTheUsersOwn() {
    Tokenizer tokenizer = new FactoryTokenizer(new Bigrams());

    assertThat(tokenizer.tokenize("not so bad"))
        .containsExactlyInAnyOrder("not", "so", "bad", "not so", "so bad");
    assertThat(Tokenizers.fromSpec(tokenizer.spec())).isEqualTo(tokenizer);
  }

  @Test
  void doesNotCareAboutTheOrderOfOptions() {
    String preprocessor = LowCasePreProcessor.class.getName();

    assertThat(Tokenizers.fromSpec("factory?preprocessor=" + preprocessor + "&class=" + DEFAULT))
        .isEqualTo(
            Tokenizers.fromSpec("factory?class=" + DEFAULT + "&preprocessor=" + preprocessor));
  }

  @Test
  void refusesAFactoryThatCouldNotBeRestored() {
    TokenizerFactory ngrams = new NGramTokenizerFactory(new DefaultTokenizerFactory(), 1, 2);
    TokenizerFactory anonymous = new DefaultTokenizerFactory() {};
    TokenizerFactory lambda = new DefaultTokenizerFactory();
    lambda.setTokenPreProcessor(token -> token + "!");

    for (TokenizerFactory factory : List.of(ngrams, anonymous, lambda, new Hidden())) {
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> new FactoryTokenizer(factory))
          .withMessageStartingWith("tokenizer = factory?class=" + factory.getClass().getName())
          .withMessageNotContaining("\n");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          no.such.Factory   | class no.such.Factory is not on the class path
          java.lang.String  | java.lang.String is no org.deeplearning4j.text.tokenization.tokenizerfactory.TokenizerFactory
          dev.seq4j.core.text.FactoryTokenizerTest$Hidden | dev.seq4j.core.text.FactoryTokenizerTest$Hidden must be public with a public no-argument constructor
          dev.seq4j.core.text.FactoryTokenizerTest$Failing | dev.seq4j.core.text.FactoryTokenizerTest$Failing fails when it is made, see the cause
          org.deeplearning4j.text.tokenization.tokenizerfactory.TokenizerFactory | org.deeplearning4j.text.tokenization.tokenizerfactory.TokenizerFactory must be public with a public no-argument constructor
          """)
  void saysWhyAClassWillNotDo(String name, String reason) {
    String spec = "factory?class=" + name;

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Tokenizers.fromSpec(spec))
        .withMessage("tokenizer = " + spec + ": " + reason);
  }

  @Test
  void saysWhyAPreprocessorWillNotDo() {
    String spec = "factory?class=" + DEFAULT + "&preprocessor=" + DEFAULT;

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Tokenizers.fromSpec(spec))
        .withMessageContaining(DEFAULT + " is no ")
        .withMessageEndingWith("TokenPreProcess");
  }

  @Test
  void runsNothingOfAClassThatIsNoFactory() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Tokenizers.fromSpec("factory?class=" + Stranger.class.getName()));
    assertThat(System.getProperty("seq4j.test.stranger")).isNull();
  }
}
